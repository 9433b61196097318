import type { Params } from '../../model/index.ts'
import { type Context, defineCheck, eachPod } from '../check.ts'
import { saidAt } from '../containers/said-at.ts'

const settings = {
  minimum: {
    default: 10_000,
    about: { en: 'Lowest user id that no account of a node has', ko: '노드의 어떤 계정도 쓰지 않는 가장 낮은 사용자 ID' },
  },
} as const satisfies Params

export const lowUserId = defineCheck({
  id: 'posture/low-user-id',
  title: { en: 'User id may be that of an account of the node', ko: '사용자 ID가 노드의 계정과 겹칠 수 있습니다' },
  why: {
    en: 'Ids are the same numbers on the node: an intruder who leaves the container, or writes to a host path, is that account there; 1000 is usually the administrator’s.',
    ko: 'ID는 노드에서도 같은 숫자입니다. 컨테이너를 벗어나거나 호스트 경로에 쓰는 침입자는 노드의 그 계정이 되며, 1000은 보통 관리자의 계정입니다.',
  },
  fix: {
    en: 'Run as a user id of 10000 or above, and give it the files it needs in the image.',
    ko: '10000 이상의 사용자 ID로 실행하고, 필요한 파일의 소유권을 이미지에서 부여합니다.',
  },
  severity: 'low',
  severityReason: { en: 'It counts only once the container is left.', ko: '컨테이너를 벗어난 뒤에만 의미가 있습니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.3'], nsa: ['non-root'], mitre: ['T1611'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  params: settings,
  judges: [
    eachPod((pod, { params }: Context<typeof settings>) => {
      if (pod.windows || pod.spec.hostUsers === false) return []
      return pod.containers.flatMap((container) => {
        const user = container.effective.runAsUser
        if (user === undefined || user <= 0 || user >= params.minimum) return []
        const said = saidAt(container, pod, 'runAsUser')
        return [
          {
            ...said,
            message: {
              en: `runAsUser: ${user} is below ${params.minimum} and may be an account of the node`,
              ko: `runAsUser: ${user}은(는) ${params.minimum}보다 작아 노드의 계정일 수 있습니다`,
            },
            fix: [{ op: 'set', path: said.at, value: params.minimum + user }],
            caveat: {
              en: 'Files of the image and of volumes that belong to the old id are no longer the program’s own.',
              ko: '이전 ID가 소유한 이미지와 볼륨의 파일은 더 이상 프로그램의 소유가 아닙니다.',
            },
          },
        ]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'user 1000',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsUser: 1000}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'a high id of the container’s own',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsUser: 1000}
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {runAsUser: 10001}
`,
      },
    ],
  },
})
