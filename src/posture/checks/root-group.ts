import type { Pod } from '../../kube/pod.ts'
import { mayRunAsRoot } from '../../kube/process-rights.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { saidAt } from '../containers/said-at.ts'

const caveat = {
  en: 'Files that only the group root may read or write are closed to the program.',
  ko: 'root 그룹만 읽거나 쓸 수 있는 파일은 프로그램에 닫힙니다.',
}

function groupsOfPod(pod: Pod): readonly Cause[] {
  const { fsGroup, supplementalGroups = [] } = pod.spec.securityContext ?? {}
  const base = [...pod.specPath, 'securityContext']
  const causes: Cause[] = []
  if (fsGroup === 0)
    causes.push({
      at: [...base, 'fsGroup'],
      message: {
        en: 'fsGroup: 0 puts the pod’s users into the group root and gives it the volumes’ files',
        ko: 'fsGroup: 0으로 파드의 사용자가 root 그룹에 속하고 볼륨의 파일이 root 그룹 소유가 됩니다',
      },
      fix: [{ op: 'remove', path: [...base, 'fsGroup'] }],
      caveat,
    })
  if (supplementalGroups.includes(0)) {
    const path = [...base, 'supplementalGroups']
    const others = supplementalGroups.filter((group) => group !== 0)
    causes.push({
      at: [...path, supplementalGroups.indexOf(0)],
      message: {
        en: 'supplementalGroups puts the pod’s users into the group root',
        ko: 'supplementalGroups로 파드의 사용자가 root 그룹에 속합니다',
      },
      fix: [others.length === 0 ? { op: 'remove', path } : { op: 'set', path, value: others }],
      caveat,
    })
  }
  return causes
}

export const rootGroup = defineCheck({
  id: 'posture/root-group',
  title: { en: 'User that is not root is in the group root', ko: 'root가 아닌 사용자가 root 그룹에 속합니다' },
  why: {
    en: 'Files of the image and of mounted host paths that belong to the group root open to the program, though its user is none.',
    ko: '사용자는 root가 아니어도 root 그룹이 소유한 이미지와 호스트 경로의 파일이 프로그램에 열립니다.',
  },
  fix: { en: 'Use a group other than 0.', ko: '0이 아닌 그룹을 사용합니다.' },
  severity: 'low',
  severityReason: { en: 'It opens files of the group, not root’s rights.', ko: '그룹의 파일이 열릴 뿐 root 권한은 아닙니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.3'], nsa: ['non-root'], mitre: ['T1068'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  judges: [
    eachPod((pod) => {
      if (pod.windows || pod.spec.hostUsers === false) return []
      // Where the user is root, or nobody says otherwise, the group adds nothing.
      const users = pod.containers.filter((container) => !container.effective.privileged && !mayRunAsRoot(container))
      const own = users.flatMap((container): readonly Cause[] => {
        const { runAsUser, runAsGroup } = container.effective
        if (runAsGroup !== 0) return []
        const said = saidAt(container, pod, 'runAsGroup')
        const group = runAsUser !== undefined && runAsUser > 0 ? runAsUser : 10_001
        return [
          {
            ...said,
            message: {
              en: 'runAsGroup: 0 makes the program a member of the group root',
              ko: 'runAsGroup: 0으로 프로그램이 root 그룹에 속합니다',
            },
            fix: [{ op: 'set', path: said.at, value: group }],
            caveat,
          },
        ]
      })
      return users.length === 0 ? [] : [...own, ...groupsOfPod(pod)]
    }),
  ],
  examples: {
    failing: [
      {
        name: 'group 0 beside a plain user',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsUser: 10001, runAsGroup: 0, supplementalGroups: [2000, 0]}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'a group of its own',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
  },
})
