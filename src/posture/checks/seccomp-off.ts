import { defineCheck, eachPod } from '../check.ts'
import { saidAt } from '../containers/said-at.ts'

const caveat = {
  en: 'A program that uses rare system calls (debuggers, nested containers) may need a profile of its own.',
  ko: '드문 시스템 호출을 쓰는 프로그램(디버거, 중첩 컨테이너)에는 별도의 프로필이 필요할 수 있습니다.',
}

export const seccompOff = defineCheck({
  id: 'posture/seccomp-off',
  title: { en: 'System calls are not filtered', ko: '시스템 호출이 걸러지지 않습니다' },
  why: {
    en: 'Flaws of the kernel are reached through rare system calls; without a filter a process in the container may make all of them (CVE-2022-0185 needed unshare, which the default profile refuses).',
    ko: '커널의 결함은 드물게 쓰이는 시스템 호출로 공격합니다. 필터가 없으면 컨테이너의 프로세스가 모두 호출할 수 있습니다(CVE-2022-0185는 기본 프로필이 거부하는 unshare가 필요했습니다).',
  },
  fix: {
    en: 'Set seccompProfile.type to RuntimeDefault for the pod.',
    ko: '파드의 seccompProfile.type을 RuntimeDefault로 설정합니다.',
  },
  severity: 'medium',
  severityReason: {
    en: 'It takes a flaw in the kernel as well; left unset it is low, since a node may filter by default.',
    ko: '커널의 결함도 필요합니다. 설정하지 않은 경우 노드가 기본으로 거를 수 있어 낮음입니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.2'], nsa: ['hardening-container-environments'], mitre: ['T1611', 'T1068'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/', 'https://www.cve.org/CVERecord?id=CVE-2022-0185'],
  judges: [
    eachPod((pod) => {
      if (pod.windows) return []
      return pod.containers.flatMap((container) => {
        const type = container.effective.seccompType
        if (container.effective.privileged || (type !== undefined && type !== 'Unconfined')) return []
        const said = saidAt(container, pod, 'seccompProfile', 'type')
        return [
          {
            ...said,
            message:
              type === undefined
                ? {
                    en: 'no seccomp profile is set, and Kubernetes’ default is Unconfined unless the kubelet runs with seccompDefault',
                    ko: 'seccomp 프로필이 설정되지 않았으며, kubelet이 seccompDefault로 실행되지 않는 한 Kubernetes의 기본값은 Unconfined입니다',
                  }
                : {
                    en: 'seccompProfile is Unconfined, so every system call of the node’s kernel is open',
                    ko: 'seccompProfile이 Unconfined여서 노드 커널의 모든 시스템 호출이 열려 있습니다',
                  },
            ...(type === undefined
              ? {
                  severity: 'low',
                  severityReason: {
                    en: 'a kubelet with seccompDefault filters it all the same',
                    ko: 'seccompDefault로 실행되는 kubelet이라면 그래도 걸러집니다',
                  },
                }
              : {}),
            fix: [{ op: 'set', path: said.at, value: 'RuntimeDefault' }],
            // Whoever wrote Unconfined may rely on it; a default that nobody chose is safe to close.
            ...(type === undefined ? {} : { caveat }),
          },
        ]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'says nothing',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'one container switches it off',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {seccompProfile: {type: Unconfined}}
`,
      },
    ],
    passing: [
      {
        name: 'said once for all containers',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
      {
        name: 'privileged runs unfiltered whatever is set',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  containers:
    - name: agent
      image: registry.example/agent:1.4
      securityContext: {privileged: true}
`,
      },
    ],
  },
})
