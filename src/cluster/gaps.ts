import type { Gap, GapReason, Text } from '../model/index.ts'
import type { Failure, FailureReason } from './request.ts'

/** What was asked for, as RBAC sees it. */
export interface Attempt {
  readonly verb: 'list' | 'get'
  readonly group: string
  readonly resource: string
  /** Of a `get`. */
  readonly name?: string
  /** Of a request inside one namespace. */
  readonly namespace?: string | undefined
  /** See `Connection.kubectlFlags`. */
  readonly kubectlFlags: string
}

const gapReasonOf: { readonly [reason in FailureReason]: GapReason } = {
  unauthorized: 'forbidden',
  forbidden: 'forbidden',
  'not-found': 'unsupported',
  'not-acceptable': 'unsupported',
  gone: 'unreachable',
  busy: 'unreachable',
  server: 'unreachable',
  network: 'unreachable',
  timeout: 'unreachable',
  'too-large': 'too-large',
  invalid: 'invalid',
}

/** The gap that a failed request leaves; `seen` objects of the kind were read before it. */
export function gapOf(failure: Failure, attempt: Attempt, seen: number): Gap {
  const what = nameOf(attempt)
  const where = whereOf(attempt)
  const rest: Text = seen === 0 ? { en: '', ko: '' } : { en: `, after ${seen} objects`, ko: `. 그 전까지 ${seen}개를 읽었습니다` }
  if (failure.reason === 'forbidden') return forbidden(failure, attempt, rest)
  return {
    reason: gapReasonOf[failure.reason],
    file: 'cluster',
    message: {
      en: `${what} ${where.en} could not be read (${attempt.verb})${rest.en}: ${failure.message}`,
      ko: `${where.ko} ${what}을(를) 읽지 못했습니다(${attempt.verb}): ${failure.message}${rest.ko}`,
    },
  }
}

function forbidden(failure: Failure, attempt: Attempt, rest: Text): Gap {
  const what = nameOf(attempt)
  const where = whereOf(attempt)
  const check = canI(attempt)
  return {
    reason: 'forbidden',
    file: 'cluster',
    message: {
      en: `no right to ${attempt.verb} ${what} ${where.en}${rest.en}; check with \`${check}\` (the server says: ${failure.message})`,
      ko: `${where.ko} ${what}에 대한 ${attempt.verb} 권한이 없습니다${rest.ko}. \`${check}\` 명령으로 확인할 수 있습니다(서버의 답: ${failure.message})`,
    },
  }
}

/**
 * The command that asks the API server whether the right is there. `--all-namespaces` for cluster-scoped resources, too: without it kubectl
 * asks about the context's namespace, which a Role there could allow.
 */
export function canI({ verb, group, resource, name, namespace, kubectlFlags }: Attempt): string {
  // A path of the API itself, as /apis, has no namespace to ask about.
  const scope = resource.startsWith('/') ? '' : namespace === undefined ? ' --all-namespaces' : ` --namespace ${namespace}`
  return `kubectl auth can-i ${verb} ${nameOf({ group, resource, name })}${scope}${kubectlFlags}`
}

function nameOf({
  group,
  resource,
  name,
}: {
  readonly group: string
  readonly resource: string
  readonly name?: string | undefined
}): string {
  const type = group === '' ? resource : `${resource}.${group}`
  return name === undefined ? type : `${type}/${name}`
}

function whereOf({ namespace, name }: Attempt): Text {
  if (namespace === undefined || name === namespace) return { en: 'in the cluster', ko: '클러스터의' }
  return { en: `in the namespace ${namespace}`, ko: `네임스페이스 ${namespace}의` }
}

/** A kind that could not be looked for, because the server does not offer it in a way that can be read. */
export function notServed(resource: string, group: string, served: readonly string[], versions: readonly string[]): Gap {
  const what = nameOf({ group, resource })
  const offers = served.length === 0 ? 'none' : served.join(', ')
  return {
    reason: 'unsupported',
    file: 'cluster',
    message: {
      en: `${what} could not be read: the API server serves no list of it in ${versions.join(' or ')} (it serves: ${offers})`,
      ko: `${what}을(를) 읽지 못했습니다. API 서버가 ${versions.join(' 또는 ')} 버전의 목록을 제공하지 않습니다(제공하는 버전: ${served.length === 0 ? '없음' : offers})`,
    },
  }
}

/** A kind of an API group whose own server does not answer, so that what it serves is unknown. */
export function staleGroup(resource: string, group: string, reason: string): Gap {
  return {
    reason: 'unreachable',
    file: 'cluster',
    message: {
      en: `${nameOf({ group, resource })} could not be read: the server behind this API group does not answer (${reason})`,
      ko: `${nameOf({ group, resource })}을(를) 읽지 못했습니다. 이 API 그룹의 서버가 응답하지 않습니다(${reason})`,
    },
  }
}

/** What came was not an object: no name, or no fields. */
export function notAnObject(attempt: Attempt, count: number): Gap {
  const what = nameOf(attempt)
  return {
    reason: 'invalid',
    file: 'cluster',
    message: {
      en: `${count} entries of the list of ${what} are no objects with a name`,
      ko: `${what} 목록의 항목 ${count}개가 이름이 있는 객체가 아닙니다`,
    },
  }
}
