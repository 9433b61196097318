import type { Container } from '../../pod-shape.ts'
import { nameContainers, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { plural, sortedOnce } from '../wording.ts'

/** A container may not take a port of the node. */
export const hostPorts: Control = {
  id: 'hostPorts',
  level: 'baseline',
  revisions: [{ since: 0, rule: takesNoHostPort }],
}

function takesNoHostPort({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, takesHostPort)
  if (bad.length === 0) return undefined
  const numbers: string[] = []
  const paths: Path[] = []
  for (const { container, path } of bad) {
    container.ports?.forEach((port, index) => {
      if (!isTaken(port)) return
      numbers.push(String(port.hostPort))
      paths.push([...path, 'ports', index, 'hostPort'])
    })
  }
  const ports = sortedOnce(numbers)
  const verb = plural('uses', 'use', bad.length)
  return {
    reason: 'hostPort',
    detail: `${nameContainers(bad)} ${verb} ${plural('hostPort', 'hostPorts', ports.length)} ${ports.join(', ')}`,
    paths,
  }
}

function takesHostPort(container: Container): boolean {
  return container.ports?.some(isTaken) === true
}

/** 0 is the same as none. */
function isTaken(port: { readonly hostPort?: number }): boolean {
  return port.hostPort !== undefined && port.hostPort !== 0
}
