import type { Pod, PodContainer } from '../../kube/pod.ts'
import type { Change } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { type Said, saidAt } from '../containers/said-at.ts'

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'

/** Where the profile is said, and the change that confines: fields win over the annotation, which wins over the pod's. */
function sayingOf(container: PodContainer, pod: Pod): { readonly said: Said; readonly fix: Change } {
  const annotation = `${annotationPrefix}${container.name}`
  const said = saidAt(container, pod, 'appArmorProfile', 'type')
  if (said.container === undefined && pod.metadata.annotations?.[annotation] !== undefined) {
    const at = [...pod.path, 'metadata', 'annotations', annotation]
    return { said: { at, container: container.name }, fix: { op: 'set', path: at, value: 'runtime/default' } }
  }
  return { said, fix: { op: 'set', path: said.at, value: 'RuntimeDefault' } }
}

function causeOf(container: PodContainer, pod: Pod): Cause {
  const { said, fix } = sayingOf(container, pod)
  const unset = container.effective.appArmorType === undefined
  return {
    ...said,
    message: unset
      ? {
          en: 'no AppArmor profile is set: the runtime applies its own only where the node has AppArmor, and nothing asks for it',
          ko: 'AppArmor 프로필이 설정되지 않았습니다. 런타임은 노드에 AppArmor가 있을 때만 기본 프로필을 적용하며 이를 요구하는 설정이 없습니다',
        }
      : {
          en: 'AppArmor is Unconfined, so root may write to /proc/sys and mount where its capabilities allow',
          ko: 'AppArmor가 Unconfined여서 root가 capability가 허용하는 대로 /proc/sys에 쓰고 마운트할 수 있습니다',
        },
    ...(unset
      ? {
          severity: 'info',
          severityReason: {
            en: 'containerd and CRI-O apply their default profile on nodes with AppArmor',
            ko: 'containerd와 CRI-O는 AppArmor가 있는 노드에서 기본 프로필을 적용합니다',
          },
        }
      : {}),
    fix: [fix],
    caveat: {
      en: 'On a node without AppArmor (Red Hat’s use SELinux) the pod is refused.',
      ko: 'AppArmor가 없는 노드(Red Hat 계열은 SELinux 사용)에서는 파드가 거부됩니다.',
    },
  }
}

export const apparmorOff = defineCheck({
  id: 'posture/apparmor-off',
  title: { en: 'AppArmor does not confine the container', ko: 'AppArmor가 컨테이너를 제한하지 않습니다' },
  why: {
    en: 'The default profile refuses mounts, writes to /proc/sys and ptrace of others, which most ways out of a container begin with.',
    ko: '기본 프로필은 컨테이너 탈출의 첫 단계인 마운트, /proc/sys 쓰기, 다른 프로세스의 ptrace를 거부합니다.',
  },
  fix: {
    en: 'Set appArmorProfile.type to RuntimeDefault where nodes have AppArmor.',
    ko: '노드에 AppArmor가 있으면 appArmorProfile.type을 RuntimeDefault로 설정합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'Capabilities and seccomp still hold; left unset it is a note, since runtimes apply a profile by default.',
    ko: 'capability와 seccomp는 여전히 작동합니다. 설정하지 않은 경우 런타임이 기본 프로필을 적용하므로 참고 사항입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.3'], nsa: ['hardening-container-environments'], mitre: ['T1611'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tutorials/security/apparmor/'],
  judges: [
    eachPod((pod) => {
      // Pods that choose SELinux labels are made for nodes without AppArmor.
      const onSeLinux = pod.spec.securityContext?.seLinuxOptions !== undefined
      if (pod.windows) return []
      return pod.containers
        .filter(({ effective: { appArmorType, privileged }, spec }) => {
          if (privileged) return false
          if (appArmorType === undefined) return !onSeLinux && spec.securityContext?.seLinuxOptions === undefined
          return appArmorType === 'Unconfined'
        })
        .map((container) => causeOf(container, pod))
    }),
  ],
  examples: {
    failing: [
      {
        name: 'switched off',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {appArmorProfile: {type: Unconfined}}
`,
      },
      {
        name: 'switched off by the annotation of older releases',
        source: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations: {container.apparmor.security.beta.kubernetes.io/web: unconfined}
spec:
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'the runtime’s profile is asked for',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {appArmorProfile: {type: RuntimeDefault}}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'SELinux confines it',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {seLinuxOptions: {level: "s0:c123,c456"}}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
