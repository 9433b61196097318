import { defineCheck, eachContainer, when } from '../check.ts'

export const procMountUnmasked = defineCheck({
  id: 'posture/proc-mount-unmasked',
  title: { en: 'Container’s /proc is not masked', ko: '컨테이너의 /proc이 가려지지 않습니다' },
  why: {
    en: 'Runtimes hide the dangerous parts of /proc and make /proc/sys read-only; without that, root writes /proc/sys/kernel/core_pattern and the node runs what it says.',
    ko: '런타임은 /proc의 위험한 부분을 가리고 /proc/sys를 읽기 전용으로 만듭니다. 그렇지 않으면 root가 /proc/sys/kernel/core_pattern에 쓴 명령을 노드가 실행합니다.',
  },
  fix: { en: 'Remove procMount, or set it to Default.', ko: 'procMount를 제거하거나 Default로 설정합니다.' },
  severity: 'high',
  severityReason: {
    en: 'Releases since v1.33 refuse it without a user namespace; on those before, root in the container owns the node.',
    ko: 'v1.33 이후는 사용자 네임스페이스 없이는 거부하지만, 이전 버전에서는 컨테이너의 root가 노드를 장악합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { nsa: ['pod-security'], mitre: ['T1611'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  ],
  judges: [
    eachContainer((container, pod) => {
      const at = [...container.path, 'securityContext', 'procMount']
      const unmasked = container.spec.securityContext?.procMount === 'Unmasked'
      return when(unmasked && !pod.windows && !container.effective.privileged, () => ({
        at,
        message: {
          en: 'procMount: Unmasked makes /proc/sys writable and shows the kernel’s keys and memory map',
          ko: 'procMount: Unmasked로 /proc/sys에 쓸 수 있게 되고 커널의 키와 메모리 맵이 드러납니다',
        },
        ...(pod.spec.hostUsers === false
          ? {
              severity: 'low',
              severityReason: {
                en: 'in the pod’s own user namespace root may not write the node’s settings',
                ko: '파드의 별도 사용자 네임스페이스에서는 root가 노드의 설정에 쓸 수 없습니다',
              },
            }
          : {}),
        fix: [{ op: 'set', path: at, value: 'Default' }],
        caveat: {
          en: 'Containers that start containers inside themselves need it unmasked.',
          ko: '내부에서 컨테이너를 실행하는 컨테이너는 동작하지 않게 됩니다.',
        },
      }))
    }),
  ],
  examples: {
    failing: [
      {
        name: 'unmasked',
        source: `apiVersion: v1
kind: Pod
metadata: {name: builder, namespace: ci}
spec:
  containers:
    - name: builder
      image: registry.example/builder:2.1
      securityContext: {procMount: Unmasked}
`,
      },
    ],
    passing: [
      {
        name: 'the default, said aloud',
        source: `apiVersion: v1
kind: Pod
metadata: {name: builder, namespace: ci}
spec:
  containers:
    - name: builder
      image: registry.example/builder:2.1
      securityContext: {procMount: Default}
`,
      },
    ],
  },
})
