import type { Pod, PodContainer } from '../../kube/pod.ts'
import { seLinuxOptions } from '../../kube/pod-security/controls/se-linux-options.ts'
import { valueAt } from '../../kube/workload.ts'
import type { Path } from '../../model/index.ts'
import { type Cause, defineCheck, eachPod } from '../check.ts'
import { objectedPaths } from '../containers/objections.ts'

/** Types that SELinux does not confine. */
const unconfined: ReadonlySet<unknown> = new Set(['spc_t', 'unconfined_t', 'container_runtime_t', 'kernel_t', 'init_t'])

function causeOf(path: Path, pod: Pod, container: PodContainer | undefined): Cause {
  const field = path.at(-1)
  const value = valueAt(pod, path.slice(pod.path.length))
  const frees = field === 'type' && unconfined.has(value)
  return {
    at: path,
    ...(container === undefined ? {} : { container: container.name }),
    message: {
      en: frees
        ? `SELinux type ${value} is not confined, so the node’s files are open to root in the container`
        : `SELinux ${field} ${value} replaces the one that keeps containers apart from the node and each other`,
      ko: frees
        ? `SELinux 타입 ${value}은(는) 제한되지 않아 컨테이너의 root에게 노드의 파일이 열립니다`
        : `SELinux ${field} ${value}이(가) 컨테이너를 노드와 다른 컨테이너에서 격리하는 값을 대체합니다`,
    },
    ...(frees
      ? {
          severity: 'high',
          severityReason: { en: 'the type is one that SELinux does not confine', ko: 'SELinux가 제한하지 않는 타입입니다' },
        }
      : {}),
    fix: [{ op: 'remove', path }],
    caveat: {
      en: 'What the label was for, a host path for example, may be refused from then on.',
      ko: '레이블이 필요했던 것(예: 호스트 경로)에 대한 접근이 거부될 수 있습니다.',
    },
  }
}

export const selinuxOverride = defineCheck({
  id: 'posture/selinux-override',
  title: { en: 'Container chooses an SELinux label of its own', ko: '컨테이너가 자체 SELinux 레이블을 지정합니다' },
  why: {
    en: 'On nodes with SELinux the type container_t keeps root in a container off the node’s files; another type, user or role lifts that.',
    ko: 'SELinux를 쓰는 노드에서는 container_t 타입이 컨테이너의 root를 노드의 파일에서 떼어 놓으며, 다른 타입, 사용자, 역할은 이를 무력화합니다.',
  },
  fix: {
    en: 'Leave user and role out, and use container_t, container_init_t, container_kvm_t or container_engine_t.',
    ko: 'user와 role은 제거하고, container_t, container_init_t, container_kvm_t, container_engine_t 중 하나를 사용합니다.',
  },
  severity: 'medium',
  severityReason: { en: 'Namespaces and capabilities still hold.', ko: '네임스페이스와 capability는 여전히 작동합니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.6.3'], nsa: ['hardening-container-environments'], mitre: ['T1611'], owasp: ['K01'] },
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://man7.org/linux/man-pages/man8/selinux.8.html',
  ],
  judges: [
    eachPod((pod) => {
      if (pod.windows || pod.containers.every(({ effective }) => effective.privileged)) return []
      return objectedPaths(seLinuxOptions, pod).flatMap((path) => {
        const container = pod.containers.find((one) => one.path.every((step, index) => step === path[index]))
        // Runtimes label privileged containers spc_t themselves.
        return container?.effective.privileged === true ? [] : [causeOf(path, pod, container)]
      })
    }),
  ],
  examples: {
    failing: [
      {
        name: 'super-privileged type',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  containers:
    - name: agent
      image: registry.example/agent:1.4
      securityContext: {seLinuxOptions: {type: spc_t}}
`,
      },
      {
        name: 'user and role for the whole pod',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  securityContext: {seLinuxOptions: {user: system_u, role: system_r}}
  containers:
    - {name: agent, image: registry.example/agent:1.4}
`,
      },
    ],
    passing: [
      {
        name: 'a level, and a type made for containers',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  containers:
    - name: agent
      image: registry.example/agent:1.4
      securityContext: {seLinuxOptions: {type: container_init_t, level: "s0:c123,c456"}}
`,
      },
    ],
  },
})
