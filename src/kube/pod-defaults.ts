import { type Container, type PodSpec, type Volume, volumeSourceNames } from './pod-shape.ts'

/**
 * What the API server fills in before anyone sees the pod, as far as judgement depends on it. Unset booleans that default to false stay
 * unset, so that a check can tell "said so" from "left out".
 * Source: k8s.io/kubernetes pkg/apis/core/v1/defaults.go, SetDefaults_Pod, SetDefaults_PodSpec, SetDefaults_Volume, v1.37.
 */
export function withDefaults(spec: PodSpec): PodSpec {
  const hostNetwork = spec.hostNetwork === true
  const account = spec.serviceAccountName || spec.serviceAccount
  return {
    ...spec,
    ...(account === undefined ? {} : { serviceAccountName: account }),
    ...(spec.volumes === undefined ? {} : { volumes: spec.volumes.map(volumeWithDefaults) }),
    ...(spec.containers === undefined ? {} : { containers: spec.containers.map((c) => containerWithDefaults(c, hostNetwork)) }),
    ...(spec.initContainers === undefined
      ? {}
      : { initContainers: spec.initContainers.map((c) => containerWithDefaults(c, hostNetwork)) }),
  }
}

function volumeWithDefaults(volume: Volume): Volume {
  return volumeSourceNames.some((name) => volume[name] !== undefined) ? volume : { ...volume, emptyDir: {} }
}

/** On the host's network every container port is a host port; 0 is the API's way to say unset. */
function containerWithDefaults(container: Container, hostNetwork: boolean): Container {
  if (!hostNetwork || container.ports === undefined) return container
  const ports = container.ports.map((port) =>
    port.hostPort || port.containerPort === undefined ? port : { ...port, hostPort: port.containerPort },
  )
  return { ...container, ports }
}

/** The service account a pod runs as: `default` when it names none (ServiceAccount admission controller). */
export function serviceAccountOf(spec: PodSpec): string {
  const name = spec.serviceAccountName
  return name === undefined || name === '' ? 'default' : name
}
