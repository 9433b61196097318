import type { Container } from '../../pod-shape.ts'
import { nameSetters, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge, Rule } from '../control.ts'
import { plural, quoteAll, sortedOnce } from '../wording.ts'

/** The SELinux type must be one of those made for containers; user and role may not be chosen. */
export const seLinuxOptions: Control = {
  id: 'seLinuxOptions',
  level: 'baseline',
  revisions: [
    { since: 0, rule: allowTypes(['', 'container_t', 'container_init_t', 'container_kvm_t']) },
    { since: 31, rule: allowTypes(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']) },
  ],
}

interface Options {
  readonly type?: string
  readonly user?: string
  readonly role?: string
}

function allowTypes(types: readonly string[]): Rule {
  const isBadType = (options: Options) => !types.includes(options.type ?? '')
  const isForbidden = (options: Options | undefined) =>
    options !== undefined && (isBadType(options) || (options.user ?? '') !== '' || (options.role ?? '') !== '')
  const setsForbidden = (container: Container) => isForbidden(container.securityContext?.seLinuxOptions)
  return ({ spec }: PodToJudge) => {
    const atPod = isForbidden(spec.securityContext?.seLinuxOptions)
    const bad = offenders(spec, setsForbidden)
    if (!atPod && bad.length === 0) return undefined
    const met = bad.map(({ container, path }) => ({ options: container.securityContext?.seLinuxOptions ?? {}, path }))
    if (atPod) met.unshift({ options: spec.securityContext?.seLinuxOptions ?? {}, path: ['spec'] })
    return describe(nameSetters(atPod, bad), met, isBadType)
  }
}

function describe(
  setters: string,
  met: readonly { readonly options: Options; readonly path: Path }[],
  isBadType: (options: Options) => boolean,
): Objection {
  const types: string[] = []
  const paths: Path[] = []
  let user = false
  let role = false
  for (const { options, path } of met) {
    const base = [...path, 'securityContext', 'seLinuxOptions']
    if (isBadType(options)) {
      types.push(options.type ?? '')
      paths.push([...base, 'type'])
    }
    if ((options.user ?? '') !== '') {
      user = true
      paths.push([...base, 'user'])
    }
    if ((options.role ?? '') !== '') {
      role = true
      paths.push([...base, 'role'])
    }
  }
  const once = sortedOnce(types)
  const details: string[] = []
  if (once.length > 0) details.push(`${plural('type', 'types', once.length)} ${quoteAll(once)}`)
  if (user) details.push('user may not be set')
  if (role) details.push('role may not be set')
  return {
    reason: 'seLinuxOptions',
    detail: `${setters} set forbidden securityContext.seLinuxOptions: ${details.join('; ')}`,
    paths,
  }
}
