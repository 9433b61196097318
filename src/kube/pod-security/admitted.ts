import type { Container, PodSpec, Volume } from '../pod-shape.ts'
import type { PodToJudge } from './control.ts'

/**
 * The pod as the API server judges it: admission comes after defaulting, and three defaults show in the answer. A volume without a source
 * is an emptyDir; with hostNetwork every port is a host port; an AppArmor annotation becomes the field of the container it names.
 * For the pods of a workload give its template: what the API server warns of at the workload itself knows only the first of the three.
 * Where nothing changes the same pod comes back.
 * Source: k8s.io/kubernetes v1.37, pkg/apis/core/v1/defaults.go and applyAppArmorVersionSkew in pkg/registry/core/pod/strategy.go.
 */
export function asAdmitted(pod: PodToJudge): PodToJudge {
  const { metadata } = pod
  let spec = pod.spec
  if (spec.volumes?.some(hasNoSource) === true) {
    spec = { ...spec, volumes: spec.volumes.map((volume) => (hasNoSource(volume) ? { ...volume, emptyDir: {} } : volume)) }
  }
  if (spec.hostNetwork === true) {
    spec = mapContainers(spec, ['containers', 'initContainers'], takeHostPorts)
  }
  if (metadata.annotations !== undefined && spec.os?.name !== 'windows') {
    const { annotations } = metadata
    const atPod = spec.securityContext?.appArmorProfile
    // The API server copies no profile that the pod already has.
    const podIsUnconfined = atPod?.type === 'Unconfined' && atPod.localhostProfile === undefined
    if (!podIsUnconfined) {
      spec = mapContainers(spec, ['containers', 'initContainers', 'ephemeralContainers'], (container) =>
        copyUnconfined(container, annotations),
      )
    }
  }
  return spec === pod.spec ? pod : { metadata, spec }
}

type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers'

function mapContainers(spec: PodSpec, lists: readonly ContainerList[], change: (container: Container) => Container): PodSpec {
  let out = spec
  for (const list of lists) {
    const before = spec[list]
    const after = before?.map(change)
    if (after?.some((container, index) => container !== before?.[index]) === true) out = { ...out, [list]: after }
  }
  return out
}

function hasNoSource(volume: Volume): boolean {
  for (const key in volume) if (key !== 'name') return false
  return true
}

function takeHostPorts(container: Container): Container {
  if (container.ports?.some((port) => (port.hostPort ?? 0) === 0 && port.containerPort !== undefined) !== true) return container
  const ports = container.ports.map((port) =>
    (port.hostPort ?? 0) === 0 && port.containerPort !== undefined ? { ...port, hostPort: port.containerPort } : port,
  )
  return { ...container, ports }
}

/** Of the annotation's values only `unconfined` becomes a field that a rule objects to. */
function copyUnconfined(container: Container, annotations: { readonly [key: string]: string }): Container {
  const value = annotations[`container.apparmor.security.beta.kubernetes.io/${container.name ?? ''}`]
  if (value !== 'unconfined' || container.securityContext?.appArmorProfile !== undefined) return container
  return { ...container, securityContext: { ...container.securityContext, appArmorProfile: { type: 'Unconfined' } } }
}
