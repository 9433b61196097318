import type { Control, Objection, PodToJudge } from '../control.ts'

/** A pod may not share the node's network, process or IPC namespace. */
export const hostNamespaces: Control = {
  id: 'hostNamespaces',
  level: 'baseline',
  revisions: [{ since: 0, rule: keepsToItself }],
}

const fields = ['hostNetwork', 'hostPID', 'hostIPC'] as const

function keepsToItself({ spec }: PodToJudge): Objection | undefined {
  if (spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true) return undefined
  const shared = fields.filter((field) => spec[field] === true)
  return {
    reason: 'host namespaces',
    detail: shared.map((field) => `${field}=true`).join(', '),
    paths: shared.map((field) => ['spec', field]),
  }
}
