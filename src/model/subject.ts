/** The kinds of thing that haetae can say something about. */
export const subjectTypes = [
  'workload',
  'service-account',
  'role',
  'namespace',
  'node',
  'image',
  'host',
  'cluster',
  'cloud-resource',
  'object',
] as const

export type SubjectType = (typeof subjectTypes)[number]

/** What a finding is about. Identity is (group, kind, namespace, name), and the cluster where one is known. */
export interface Subject {
  readonly type: SubjectType
  /** Kubernetes kind (`Deployment`) or the type's own word (`Image`). */
  readonly kind: string
  /** API group, `''` for the core group. */
  readonly group: string
  /** Absent for cluster-scoped objects, and where the source names none: a namespace is never guessed. */
  readonly namespace?: string
  readonly name: string
  /** UID of the cluster's kube-system namespace, when the object was read live. */
  readonly clusterUid?: string
}

/** One line that names a subject for people: `Deployment shop/cart`. */
export function formatSubject(subject: Subject): string {
  const name = subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`
  return `${subject.kind} ${name}`
}

/** A string equal for equal subjects and for no others. */
export function subjectKey(subject: Subject): string {
  return [subject.clusterUid ?? '', subject.group, subject.kind, subject.namespace ?? '', subject.name].join('\u0000')
}
