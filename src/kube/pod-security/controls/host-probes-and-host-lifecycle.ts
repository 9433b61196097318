import type { Container } from '../../pod-shape.ts'
import { nameContainers, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { plural, quoteAll, sortedOnce } from '../wording.ts'

/** Probes and lifecycle hooks are run by the kubelet: with a host of the pod's choice, it would send the node's requests anywhere. */
export const hostProbesAndHostLifecycle: Control = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  revisions: [{ since: 34, rule: namesNoHost }],
}

interface Handler {
  readonly httpGet?: { readonly host?: string }
  readonly tcpSocket?: { readonly host?: string }
}

function namesNoHost({ spec }: PodToJudge): Objection | undefined {
  const bad = offenders(spec, namesHost)
  if (bad.length === 0) return undefined
  const hosts: string[] = []
  const paths: Path[] = []
  for (const { container, path } of bad) {
    for (const { handler, field } of handlersOf(container)) {
      for (const kind of ['httpGet', 'tcpSocket'] as const) {
        const host = handler?.[kind]?.host ?? ''
        if (host === '') continue
        hosts.push(host)
        paths.push([...path, ...field, kind, 'host'])
      }
    }
  }
  // Unlike the other controls, this one names each container once and in order.
  const containers = sortedOnce(bad.map(({ name }) => name))
  const named = sortedOnce(hosts)
  const subject = nameContainers(containers.map((name) => ({ name })))
  const object = `${plural('probe or lifecycle host', 'probe or lifecycle hosts', named.length)} ${quoteAll(named)}`
  return { reason: 'probe or lifecycle host', detail: `${subject} ${plural('uses', 'use', containers.length)} ${object}`, paths }
}

function handlersOf(container: Container): readonly { readonly handler: Handler | undefined; readonly field: Path }[] {
  return [
    { handler: container.livenessProbe, field: ['livenessProbe'] },
    { handler: container.readinessProbe, field: ['readinessProbe'] },
    { handler: container.startupProbe, field: ['startupProbe'] },
    { handler: container.lifecycle?.postStart, field: ['lifecycle', 'postStart'] },
    { handler: container.lifecycle?.preStop, field: ['lifecycle', 'preStop'] },
  ]
}

function namesHost(container: Container): boolean {
  return (
    hasHost(container.livenessProbe) ||
    hasHost(container.readinessProbe) ||
    hasHost(container.startupProbe) ||
    hasHost(container.lifecycle?.postStart) ||
    hasHost(container.lifecycle?.preStop)
  )
}

function hasHost(handler: Handler | undefined): boolean {
  return handler !== undefined && ((handler.httpGet?.host ?? '') !== '' || (handler.tcpSocket?.host ?? '') !== '')
}
