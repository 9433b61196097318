import { clusterRoleKind, type PolicyRule, roleKind } from '../../kube/objects.ts'
import { matches, resourceMatches } from '../../kube/rbac.ts'
import { type Severity, severities, type Text } from '../../model/index.ts'
import { type Judge, together } from '../check.ts'
import type { Seen, World } from '../world.ts'
import type { Danger, Right } from './dangers.ts'
import { aggregates, isProvided, type Reach, type RoleBody, reachOf } from './reach-of-role.ts'

/** What of a right a rule gives: the verbs, on the resource. */
export interface Given {
  readonly right: Right
  readonly verbs: readonly string[]
}

/** The rights that a rule gives by naming them or by a wildcard. */
export function givenBy(rule: PolicyRule, rights: readonly Right[]): readonly Given[] {
  const out: Given[] = []
  for (const right of rights) {
    if (!matches(rule.apiGroups, right.group) || !resourceMatches(rule.resources, right.resource)) continue
    const verbs = right.verbs.filter((verb) => matches(rule.verbs, verb))
    if (verbs.length > 0) out.push({ right, verbs })
  }
  return out
}

/** What a role check may ask besides. */
export interface RoleJudgeOptions {
  /** True when a rule that is limited to these names is still worth telling; a limited rule is silent otherwise. */
  readonly limited?: (names: readonly string[]) => boolean
  /** False where the right does no harm in this reach, or with this rule. */
  readonly applies?: (reach: Reach, role: Seen<RoleBody>, rule: PolicyRule) => boolean
}

/**
 * Judges every role that gives one of the danger's rights by name. A rule on all resources is one cause for many dangers: the check on
 * wildcards tells it.
 */
export function roleJudge(danger: Danger, options: RoleJudgeOptions = {}): Judge<Record<never, never>> {
  const { limited = () => false, applies = () => true } = options
  return together((world) =>
    rolesToJudge(world).flatMap((role) =>
      (role.body.rules ?? []).flatMap((rule, index) => {
        if (rule.resources?.includes('*') === true) return []
        if (rule.resourceNames !== undefined && rule.resourceNames.length > 0 && !limited(rule.resourceNames)) return []
        const given = givenBy(rule, danger.rights)
        if (given.length === 0) return []
        const reach = reachOf(role, world)
        const counting = given.filter(({ right }) => holds(right, role, reach))
        if (counting.length === 0 || !applies(reach, role, rule)) return []
        const message = {
          en: `${listVerbs(rule, counting)} on ${listResources(counting)} ${whereText(reach, role, counting).en} ${danger.gain.en}${holderText(reach).en}`,
          ko: `${whereText(reach, role, counting).ko} ${listResources(counting)}에 대한 ${listVerbs(rule, counting)} 권한으로 ${danger.gain.ko}${holderText(reach).ko}`,
        }
        return [{ on: role, at: ['rules', index], message, ...weigh(danger.severity, reach, role) }]
      }),
    ),
  )
}

const judged = new WeakMap<World, readonly Seen<RoleBody>[]>()

/** Every role whose rules are its own: those that came with the cluster and those filled in from other roles are left out. */
export function rolesToJudge(world: World): readonly Seen<RoleBody>[] {
  const known = judged.get(world)
  if (known !== undefined) return known
  const clusterRoles = world.all(clusterRoleKind)
  const roles = [...world.all(roleKind), ...clusterRoles].filter(
    (role: Seen<RoleBody>) =>
      !isProvided(role) &&
      (role.body.aggregationRule === undefined || !clusterRoles.some((other) => other !== role && aggregates(role, other))),
  )
  judged.set(world, roles)
  return roles
}

/** A right on something that belongs to no namespace is worth nothing where a role holds in namespaces only. */
export function holds(right: Right, role: Seen<RoleBody>, reach: Reach): boolean {
  return right.clusterScoped !== true || (role.object.kind === clusterRoleKind.kind && reach.scope !== 'namespaces')
}

const inNamespace: Text = { en: 'it holds in single namespaces only', ko: '일부 네임스페이스에서만 유효합니다' }
const unbound: Text = { en: 'none of the sources gives the role to anyone', ko: '소스 중 어디에서도 이 역할을 부여하지 않습니다' }

/** The severity that is left of `base`: one less in single namespaces (kube-system apart, which is the cluster), one less where nobody holds it. */
export function weigh(
  base: Severity,
  reach: Reach,
  role: Seen<RoleBody>,
): { readonly severity: Severity; readonly severityReason?: Text } {
  const namespaces = reach.scope === 'namespaces' ? reach.namespaces : [role.object.metadata.namespace ?? '']
  const narrow =
    (reach.scope === 'namespaces' || (reach.scope === 'unbound' && role.object.kind === roleKind.kind)) &&
    !namespaces.includes('kube-system')
  const steps = Number(narrow) + Number(reach.scope === 'unbound')
  if (steps === 0) return { severity: base }
  // A right of the role is never a mere note because nobody holds it yet.
  const severity = severities[Math.min(severities.indexOf(base) + steps, severities.length - 2)] ?? base
  return { severity, severityReason: reach.scope === 'unbound' ? unbound : inNamespace }
}

function listVerbs(rule: PolicyRule, given: readonly Given[]): string {
  if (rule.verbs?.includes('*') === true) return '*'
  return [...new Set(given.flatMap(({ verbs }) => verbs))].join(', ')
}

function listResources(given: readonly Given[]): string {
  return [...new Set(given.map(({ right }) => right.resource))].join(', ')
}

/** Where the rights hold. */
export function whereText(reach: Reach, role: Seen<RoleBody>, given: readonly Given[]): Text {
  if (given.length > 0 && given.every(({ right }) => right.clusterScoped === true))
    return { en: 'of the cluster', ko: '클러스터의' }
  if (reach.scope === 'cluster') return { en: 'in every namespace', ko: '모든 네임스페이스의' }
  const own = role.object.kind === roleKind.kind ? [role.object.metadata.namespace ?? ''] : []
  const names = (reach.scope === 'namespaces' ? reach.namespaces : own).filter((name) => name !== '')
  if (names.length > 0) {
    const plural = names.length > 1 ? 'namespaces' : 'namespace'
    return { en: `in ${plural} ${names.join(', ')}`, ko: `네임스페이스 ${names.join(', ')}의` }
  }
  if (reach.scope === 'unbound' && own.length === 0) return { en: 'wherever it is bound', ko: '바인딩되는 범위의' }
  return { en: 'in its namespace', ko: '해당 네임스페이스의' }
}

const holdersShown = 3

/** `; held by ServiceAccount shop/cart`, or nothing where nobody is known to hold it. */
export function holderText({ holders }: Reach): Text {
  if (holders.length === 0) return { en: '', ko: '' }
  const shown = holders.slice(0, holdersShown).join(', ')
  const more = holders.length - holdersShown
  return more > 0
    ? { en: `; held by ${shown} and ${more} more`, ko: ` (보유자: ${shown} 외 ${more})` }
    : { en: `; held by ${shown}`, ko: ` (보유자: ${shown})` }
}
