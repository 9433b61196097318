import { isRecord, type Misfit, Reading } from '../lib/shape.ts'
import { type KubeObject, type Metadata, metadata } from './meta.ts'
import { withDefaults } from './pod-defaults.ts'
import { type Container, type PodSpec, podSpec } from './pod-shape.ts'
import { type Path, podTemplatePaths, valueAt } from './workload.ts'

/** How a container runs. A sidecar is an init container that is restarted always (KEP-753). */
export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral'

/** One container of a pod with the settings that hold for it once the pod's own are inherited. */
export interface PodContainer {
  readonly role: ContainerRole
  readonly name: string
  readonly spec: Container
  /** Path of the container from the object's root. */
  readonly path: Path
  readonly effective: Effective
}

/** Security settings of a container after inheritance from the pod; undefined is unset on both. */
export interface Effective {
  readonly runAsNonRoot: boolean | undefined
  readonly runAsUser: number | undefined
  readonly runAsGroup: number | undefined
  readonly seccompType: string | undefined
  readonly appArmorType: string | undefined
  readonly privileged: boolean
  readonly hostProcess: boolean
}

/** A pod, or the pod that a workload would start, with the API server's defaults filled in. */
export interface Pod {
  readonly object: KubeObject
  readonly metadata: Metadata
  /** Defaulted. */
  readonly spec: PodSpec
  /** Path of the pod (holding `metadata` and `spec`) from the object's root. */
  readonly path: Path
  readonly specPath: Path
  readonly containers: readonly PodContainer[]
  readonly windows: boolean
}

/** The pods of an object, and what in them did not have the type the API asks for. */
export function podsOf(object: KubeObject): { readonly pods: readonly Pod[]; readonly misfits: readonly Misfit[] } {
  const paths = podTemplatePaths(object)
  if (paths.length === 0) return { pods: [], misfits: [] }
  const reading = new Reading()
  const pods = paths.map((path) => podAt(object, path, reading)).filter((pod) => pod !== undefined)
  return { pods, misfits: reading.misfits }
}

function podAt(object: KubeObject, path: Path, reading: Reading): Pod | undefined {
  const template = path.length === 0 ? object.body : valueAt(object.body, path)
  reading.steps.push(...path)
  const inside = readTemplate(template, path.length === 0 ? object.metadata : undefined, reading)
  reading.steps.length -= path.length
  if (inside === undefined) return undefined
  const spec = withDefaults(inside.spec)
  const specPath = [...path, 'spec']
  return {
    object,
    metadata: inside.metadata,
    spec,
    path,
    specPath,
    containers: containersOf(spec, inside.metadata, specPath),
    windows: isWindows(spec),
  }
}

/** Older manifests name no `os`, and reach Windows nodes by their label alone. */
function isWindows({ os, nodeSelector }: PodSpec): boolean {
  return (os?.name ?? nodeSelector?.['kubernetes.io/os'] ?? nodeSelector?.['beta.kubernetes.io/os']) === 'windows'
}

function readTemplate(template: unknown, own: Metadata | undefined, reading: Reading) {
  if (!isRecord(template)) return reading.report('wrong-type', 'pod template')
  reading.steps.push('spec')
  const spec = podSpec(template.spec, reading)
  if (template.spec === undefined || template.spec === null) reading.report('wrong-type', 'pod spec')
  reading.steps.pop()
  if (spec === undefined) return undefined
  reading.steps.push('metadata')
  const meta = own ?? metadata(template.metadata, reading) ?? {}
  reading.steps.pop()
  return { spec, metadata: meta }
}

function containersOf(spec: PodSpec, meta: Metadata, specPath: Path): readonly PodContainer[] {
  const out: PodContainer[] = []
  const add = (containers: readonly Container[] | undefined, field: string, role: (container: Container) => ContainerRole) => {
    for (const [index, container] of (containers ?? []).entries()) {
      const name = container.name ?? `${field}[${index}]`
      out.push({
        role: role(container),
        name,
        spec: container,
        path: [...specPath, field, index],
        effective: effectiveOf(container, spec, meta, name),
      })
    }
  }
  add(spec.initContainers, 'initContainers', (container) => (container.restartPolicy === 'Always' ? 'sidecar' : 'init'))
  add(spec.containers, 'containers', () => 'main')
  add(spec.ephemeralContainers, 'ephemeralContainers', () => 'ephemeral')
  return out
}

const appArmorProfiles: ReadonlyMap<string, string> = new Map([
  ['runtime/default', 'RuntimeDefault'],
  ['unconfined', 'Unconfined'],
])

/** The AppArmor profile of a container by its annotation: the API server still takes it over into the field that is there since v1.30 (KEP-24). */
function appArmorByAnnotation(meta: Metadata, container: string): string | undefined {
  const value = meta.annotations?.[`container.apparmor.security.beta.kubernetes.io/${container}`]
  if (value === undefined || value === '') return undefined
  return appArmorProfiles.get(value) ?? (value.startsWith('localhost/') ? 'Localhost' : value)
}

function effectiveOf(container: Container, spec: PodSpec, meta: Metadata, name: string): Effective {
  const own = container.securityContext
  const pod = spec.securityContext
  return {
    runAsNonRoot: own?.runAsNonRoot ?? pod?.runAsNonRoot,
    runAsUser: own?.runAsUser ?? pod?.runAsUser,
    runAsGroup: own?.runAsGroup ?? pod?.runAsGroup,
    seccompType: own?.seccompProfile?.type ?? pod?.seccompProfile?.type,
    appArmorType: own?.appArmorProfile?.type ?? appArmorByAnnotation(meta, name) ?? pod?.appArmorProfile?.type,
    privileged: own?.privileged === true,
    hostProcess: own?.windowsOptions?.hostProcess ?? pod?.windowsOptions?.hostProcess ?? false,
  }
}
