import type { Container } from '../../pod-shape.ts'
import { nameContainers, type Offender, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { quoteAll, sortedOnce } from '../wording.ts'

/** Containers may add the capabilities that container runtimes give by default, but for NET_RAW, and no others. */
export const capabilitiesBaseline: Control = {
  id: 'capabilities_baseline',
  level: 'baseline',
  revisions: [{ since: 0, rule: addsDefaultsOnly }],
}

const defaults: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

function addsDefaultsOnly({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, addsMore)
  if (bad.length === 0) return undefined
  return { reason: 'non-default capabilities', ...addedBeyond(bad, isDefault) }
}

/** The words and places of the added capabilities that are not `allowed`. */
export function addedBeyond(
  containers: readonly Offender[],
  allowed: (capability: string) => boolean,
): { readonly detail: string; readonly paths: readonly Path[] } {
  const names: string[] = []
  const paths: Path[] = []
  for (const { container, path } of containers) {
    container.securityContext?.capabilities?.add?.forEach((capability, index) => {
      if (allowed(capability)) return
      names.push(capability)
      paths.push([...path, 'securityContext', 'capabilities', 'add', index])
    })
  }
  return {
    detail: `${nameContainers(containers)} must not include ${quoteAll(sortedOnce(names))} in securityContext.capabilities.add`,
    paths,
  }
}

function addsMore(container: Container): boolean {
  const added = container.securityContext?.capabilities?.add
  return added !== undefined && !added.every(isDefault)
}

function isDefault(capability: string): boolean {
  return defaults.has(capability)
}
