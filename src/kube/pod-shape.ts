import { anything, flag, list, map, number, object, objects, type Read, text, textOrNumber, texts } from '../lib/shape.ts'

/**
 * The parts of PodSpec that judgement reads, and the names of all others, so that a misspelt field is seen.
 * Source: k8s.io/api core/v1 types.go, v0.37.
 */
const seLinuxOptions = object({ user: text, role: text, type: text, level: text }, '')
const seccompProfile = object({ type: text, localhostProfile: text }, '')
const appArmorProfile = object({ type: text, localhostProfile: text }, '')
const windowsOptions = object({ hostProcess: flag, runAsUserName: text }, 'gmsaCredentialSpec gmsaCredentialSpecName')

const securityContext = object(
  {
    allowPrivilegeEscalation: flag,
    appArmorProfile,
    capabilities: object({ add: texts, drop: texts }, ''),
    privileged: flag,
    procMount: text,
    readOnlyRootFilesystem: flag,
    runAsGroup: number,
    runAsNonRoot: flag,
    runAsUser: number,
    seLinuxOptions,
    seccompProfile,
    windowsOptions,
  },
  '',
)

const podSecurityContext = object(
  {
    appArmorProfile,
    fsGroup: number,
    runAsGroup: number,
    runAsNonRoot: flag,
    runAsUser: number,
    seLinuxOptions,
    seccompProfile,
    supplementalGroups: list(number, () => 0),
    sysctls: objects({ name: text, value: text }, ''),
    windowsOptions,
  },
  'fsGroupChangePolicy seLinuxChangePolicy supplementalGroupsPolicy',
)

const httpGet = object({ host: text, port: textOrNumber, path: text, scheme: text }, 'httpHeaders protocol')
const tcpSocket = object({ host: text, port: textOrNumber }, '')
const exec = object({ command: texts }, '')
const handlerFields = { exec, httpGet, tcpSocket } as const
const probe = object(
  handlerFields,
  'grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
)
const lifecycleHandler = object(handlerFields, 'sleep')

const keyRef = object({ name: text, key: text, optional: flag }, '')
const env = objects(
  {
    name: text,
    value: text,
    valueFrom: object({ configMapKeyRef: keyRef, secretKeyRef: keyRef }, 'fieldRef resourceFieldRef fileKeyRef'),
  },
  '',
)
const nameRef = object({ name: text, optional: flag }, '')

const resources = object({ limits: map(textOrNumber), requests: map(textOrNumber) }, 'claims')

const containerFields = {
  name: text,
  image: text,
  imagePullPolicy: text,
  command: texts,
  args: texts,
  env,
  envFrom: objects({ prefix: text, configMapRef: nameRef, secretRef: nameRef }, ''),
  ports: objects({ name: text, containerPort: number, hostPort: number, hostIP: text, protocol: text }, ''),
  resources,
  securityContext,
  volumeMounts: objects(
    {
      name: text,
      mountPath: text,
      readOnly: flag,
      subPath: text,
      subPathExpr: text,
      mountPropagation: text,
      recursiveReadOnly: text,
    },
    'bindMountOptions',
  ),
  volumeDevices: objects({ name: text, devicePath: text }, ''),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: object({ postStart: lifecycleHandler, preStop: lifecycleHandler }, 'stopSignal'),
  restartPolicy: text,
  targetContainerName: text,
} as const

const containerOthers =
  'resizePolicy restartPolicyRules stdin stdinOnce terminationMessagePath terminationMessagePolicy tty workingDir'
const containers = objects(containerFields, containerOthers)

const projectedSource = {
  serviceAccountToken: object({ audience: text, expirationSeconds: number, path: text }, 'user'),
  secret: object({ name: text, optional: flag }, 'items'),
  configMap: object({ name: text, optional: flag }, 'items'),
  clusterTrustBundle: anything,
  downwardAPI: anything,
  podCertificate: anything,
} as const

/** Volume sources that judgement looks into; all others are only told apart by name. */
const volumeSources = {
  hostPath: object({ path: text, type: text }, ''),
  emptyDir: object({ medium: text, sizeLimit: textOrNumber }, 'mode'),
  secret: object({ secretName: text, optional: flag }, 'items defaultMode defaultUser'),
  configMap: object({ name: text, optional: flag }, 'items defaultMode defaultUser'),
  projected: object({ sources: objects(projectedSource, '') }, 'defaultMode defaultUser'),
  persistentVolumeClaim: object({ claimName: text, readOnly: flag }, ''),
  csi: object({ driver: text, readOnly: flag, volumeAttributes: map(text) }, 'fsType nodePublishSecretRef'),
  nfs: object({ server: text, path: text, readOnly: flag }, ''),
  downwardAPI: anything,
  ephemeral: anything,
  image: anything,
  awsElasticBlockStore: anything,
  azureDisk: anything,
  azureFile: anything,
  cephfs: anything,
  cinder: anything,
  fc: anything,
  flexVolume: anything,
  flocker: anything,
  gcePersistentDisk: anything,
  gitRepo: object({ repository: text, revision: text, directory: text }, ''),
  glusterfs: anything,
  iscsi: anything,
  photonPersistentDisk: anything,
  portworxVolume: anything,
  quobyte: anything,
  rbd: anything,
  scaleIO: anything,
  storageos: anything,
  vsphereVolume: anything,
} as const

/** Names of every volume source, in the API's own words. */
export const volumeSourceNames = Object.keys(volumeSources) as readonly (keyof typeof volumeSources)[]

export const podSpec = object(
  {
    automountServiceAccountToken: flag,
    containers,
    initContainers: containers,
    ephemeralContainers: containers,
    hostAliases: objects({ ip: text, hostnames: texts }, ''),
    hostIPC: flag,
    hostNetwork: flag,
    hostPID: flag,
    hostUsers: flag,
    imagePullSecrets: objects({ name: text }, ''),
    nodeName: text,
    nodeSelector: map(text),
    affinity: anything,
    os: object({ name: text }, ''),
    priorityClassName: text,
    restartPolicy: text,
    runtimeClassName: text,
    securityContext: podSecurityContext,
    serviceAccount: text,
    serviceAccountName: text,
    shareProcessNamespace: flag,
    tolerations: objects({ key: text, operator: text, value: text, effect: text }, 'tolerationSeconds'),
    volumes: objects({ name: text, ...volumeSources }, ''),
    dnsPolicy: text,
    resources,
  },
  'activeDeadlineSeconds dnsConfig enableServiceLinks evictionResponders hostname hostnameOverride overhead preemptionPolicy priority ' +
    'readinessGates resourceClaims schedulerName schedulingGates setHostnameAsFQDN subdomain ' +
    'terminationGracePeriodSeconds topologySpreadConstraints schedulingGroup',
)

export type PodSpec = Read<typeof podSpec>
export type Container = NonNullable<PodSpec['containers']>[number]
export type Volume = NonNullable<PodSpec['volumes']>[number]
