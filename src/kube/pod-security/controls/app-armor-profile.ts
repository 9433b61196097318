import type { Container } from '../../pod-shape.ts'
import { fieldOf, nameSetters, offenders } from '../containers.ts'
import type { Control, Objection, Path, PodToJudge } from '../control.ts'
import { goQuote, plural, quoteAll, sortedOnce } from '../wording.ts'

/** The runtime's default AppArmor profile may be replaced by one of the node's, never switched off. */
export const appArmorProfile: Control = {
  id: 'appArmorProfile',
  level: 'baseline',
  revisions: [{ since: 0, rule: keepsAppArmor }],
}

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'

function keepsAppArmor({ metadata, spec }: PodToJudge): Objection | undefined {
  const atPod = isForbidden(spec.securityContext?.appArmorProfile)
  const bad = offenders(spec, setsForbidden)
  const keys = metadata.annotations === undefined ? undefined : forbiddenAnnotations(metadata.annotations)
  if (!atPod && bad.length === 0 && keys === undefined) return undefined

  const types = bad.map(({ container }) => container.securityContext?.appArmorProfile?.type ?? '')
  if (atPod) types.push(spec.securityContext?.appArmorProfile?.type ?? '')
  const annotations = keys ?? []
  const values = [
    ...sortedOnce(types),
    ...sortedOnce(annotations.map((key) => `${key}=${goQuote(metadata.annotations?.[key] ?? '')}`)),
  ]
  const setters: string[] = []
  if (atPod || bad.length > 0) setters.push(nameSetters(atPod, bad))
  if (annotations.length > 0) setters.push(plural('annotation', 'annotations', annotations.length))
  const paths: Path[] = fieldOf(bad, 'securityContext', 'appArmorProfile', 'type')
  if (atPod) paths.unshift(['spec', 'securityContext', 'appArmorProfile', 'type'])
  for (const key of annotations) paths.push(['metadata', 'annotations', key])
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
    detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoteAll(values)}`,
    paths,
  }
}

function setsForbidden(container: Container): boolean {
  return isForbidden(container.securityContext?.appArmorProfile)
}

/** A profile without a type is one with the type ''. */
function isForbidden(profile: { readonly type?: string } | undefined): boolean {
  return profile !== undefined && profile.type !== 'RuntimeDefault' && profile.type !== 'Localhost'
}

/** The annotations bind although they were deprecated in v1.30, and whether or not a container has that name. */
function forbiddenAnnotations(annotations: { readonly [key: string]: string }): string[] | undefined {
  let found: string[] | undefined
  for (const key in annotations) {
    const value = annotations[key]
    if (!key.startsWith(annotationPrefix) || value === undefined || isAllowedValue(value)) continue
    found ??= []
    found.push(key)
  }
  return found
}

function isAllowedValue(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/')
}
