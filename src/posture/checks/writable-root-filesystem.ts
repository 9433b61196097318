import { defineCheck, eachContainer, when } from '../check.ts'

export const writableRootFilesystem = defineCheck({
  id: 'posture/writable-root-filesystem',
  title: { en: 'Container’s own files can be changed', ko: '컨테이너 자체의 파일을 바꿀 수 있습니다' },
  why: {
    en: 'An intruder drops tools, replaces the program and its scripts, and stays that way until the container is started anew.',
    ko: '침입자가 도구를 내려놓고 프로그램과 스크립트를 바꾸어, 컨테이너가 새로 시작될 때까지 머무릅니다.',
  },
  fix: {
    en: 'Set readOnlyRootFilesystem to true and mount an emptyDir where the program writes.',
    ko: 'readOnlyRootFilesystem을 true로 설정하고 프로그램이 쓰는 곳에 emptyDir을 마운트합니다.',
  },
  severity: 'low',
  severityReason: {
    en: 'It makes an intruder’s work harder, it does not keep one out.',
    ko: '침입자의 작업을 어렵게 할 뿐 침입을 막지는 않습니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.6.3'],
    nsa: ['immutable-file-systems'],
    mitre: ['T1525', 'T1070'],
    owasp: ['K01'],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  judges: [
    eachContainer((container, pod) => {
      const readOnly = container.spec.securityContext?.readOnlyRootFilesystem
      // What an init container writes to its own files is gone when the workload starts.
      const serves = container.role === 'main' || container.role === 'sidecar'
      return when(serves && !pod.windows && readOnly !== true, () => {
        const at = [...container.path, 'securityContext', 'readOnlyRootFilesystem']
        return {
          at,
          message: {
            en: `readOnlyRootFilesystem is ${readOnly === false ? 'false' : 'not set'}, so an intruder can replace the program and leave tools beside it`,
            ko: `readOnlyRootFilesystem이 ${readOnly === false ? 'false여서' : '설정되지 않아'} 침입자가 프로그램을 바꾸고 도구를 남길 수 있습니다`,
          },
          fix: [{ op: 'set', path: at, value: true }],
          caveat: {
            en: 'A program that writes outside its volumes, to /tmp or a cache say, needs an emptyDir there.',
            ko: '/tmp나 캐시처럼 볼륨 밖에 쓰는 프로그램에는 그곳에 emptyDir이 필요합니다.',
          },
        }
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
    ],
    passing: [
      {
        name: 'read-only, with a place to write',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
    - {name: migrate, image: registry.example/web:7}
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {readOnlyRootFilesystem: true}
      volumeMounts: [{name: tmp, mountPath: /tmp}]
  volumes:
    - {name: tmp, emptyDir: {}}
`,
      },
    ],
  },
})
