import { addsCapability } from '../../kube/process-rights.ts'
import { defineCheck, eachContainer, when } from '../check.ts'

const caveat = {
  en: 'Programs that rely on sudo, ping with file capabilities or other setuid programs stop working.',
  ko: 'sudo, 파일 capability를 쓰는 ping, 그 밖의 setuid 프로그램에 의존하는 프로그램은 동작하지 않게 됩니다.',
}

export const privilegeEscalationAllowed = defineCheck({
  id: 'posture/privilege-escalation-allowed',
  title: {
    en: 'Process may gain more rights than it was started with',
    ko: '프로세스가 시작 시보다 많은 권한을 얻을 수 있습니다',
  },
  why: {
    en: 'An intruder who runs as a plain user becomes root through any setuid program in the image: sudo, su, mount or one with a flaw.',
    ko: '일반 사용자로 침입한 공격자가 이미지 안의 setuid 프로그램(sudo, su, mount 또는 결함이 있는 프로그램)을 통해 root가 됩니다.',
  },
  fix: { en: 'Set allowPrivilegeEscalation to false.', ko: 'allowPrivilegeEscalation을 false로 설정합니다.' },
  severity: 'low',
  severityReason: {
    en: 'It takes code running in the container and a setuid program in its image.',
    ko: '컨테이너에서 실행되는 코드와 이미지 안의 setuid 프로그램이 필요합니다.',
  },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: {
    'cis-kubernetes': ['5.2.6'],
    'cis-eks': ['4.2.5'],
    nsa: ['pod-security', 'non-root'],
    mitre: ['T1068'],
    owasp: ['K01'],
  },
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://www.kernel.org/doc/html/latest/userspace-api/no_new_privs.html',
  ],
  judges: [
    eachContainer((container, pod) => {
      const allowed = container.spec.securityContext?.allowPrivilegeEscalation
      // The API server refuses false beside privileged and CAP_SYS_ADMIN, with which root is all there is to gain.
      const moot = pod.windows || container.effective.privileged || addsCapability(container, 'SYS_ADMIN')
      return when(!moot && allowed !== false, () => {
        const at = [...container.path, 'securityContext', 'allowPrivilegeEscalation']
        return {
          at,
          message: {
            en: `allowPrivilegeEscalation is ${allowed === true ? 'true' : 'not set to false'}, so a setuid program in the image makes a plain user root`,
            ko: `allowPrivilegeEscalation이 ${allowed === true ? 'true여서' : 'false로 설정되지 않아'} 이미지의 setuid 프로그램으로 일반 사용자가 root가 될 수 있습니다`,
          },
          fix: [{ op: 'set', path: at, value: false }],
          // Whoever wrote true may rely on it; a default that nobody chose is safe to close.
          ...(allowed === true ? { caveat } : {}),
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
  securityContext: {runAsNonRoot: true}
  containers:
    - {name: web, image: registry.example/web:7}
`,
      },
    ],
    passing: [
      {
        name: 'switched off',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example/web:7
      securityContext: {allowPrivilegeEscalation: false}
`,
      },
      {
        name: 'privileged, where the API server accepts no false',
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
