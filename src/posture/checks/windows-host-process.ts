import { defineCheck, eachPod } from '../check.ts'
import { saidAt } from '../containers/said-at.ts'

export const windowsHostProcess = defineCheck({
  id: 'posture/windows-host-process',
  title: { en: 'Windows container runs as a process of the node', ko: 'Windows 컨테이너가 노드의 프로세스로 실행됩니다' },
  why: {
    en: 'A HostProcess container has no isolation: an intruder in it has the node’s files, registry, network and services, as the account it runs under.',
    ko: 'HostProcess 컨테이너는 격리되지 않습니다. 침입자는 실행 계정의 권한으로 노드의 파일, 레지스트리, 네트워크, 서비스를 갖게 됩니다.',
  },
  fix: {
    en: 'Remove hostProcess, or run it under a local account with only the rights it needs.',
    ko: 'hostProcess를 제거하거나 필요한 권한만 가진 로컬 계정으로 실행합니다.',
  },
  severity: 'critical',
  severityReason: { en: 'A shell in the container is a shell on the node.', ko: '컨테이너의 셸이 곧 노드의 셸입니다.' },
  stages: ['build', 'admission', 'run'],
  owner: 'customer',
  controls: { 'cis-kubernetes': ['5.2.11'], nsa: ['pod-security'], mitre: ['T1611'], owasp: ['K01'] },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  judges: [
    eachPod((pod) =>
      pod.containers
        .filter(({ effective }) => effective.hostProcess)
        .map((container) => {
          const said = saidAt(container, pod, 'windowsOptions', 'hostProcess')
          const account =
            container.spec.securityContext?.windowsOptions?.runAsUserName ??
            pod.spec.securityContext?.windowsOptions?.runAsUserName
          return {
            ...said,
            message: {
              en: `hostProcess: true runs the container on the node itself${account === undefined ? '' : ` as ${account}`}`,
              ko: `hostProcess: true로 컨테이너가 노드에서 직접${account === undefined ? '' : ` ${account} 계정으로`} 실행됩니다`,
            },
            fix: [{ op: 'set', path: said.at, value: false }],
            caveat: {
              en: 'A program that manages the node no longer can; the pod has to leave the node’s network too.',
              ko: '노드를 관리하는 프로그램은 동작하지 않으며, 파드가 노드의 네트워크도 사용하지 않아야 합니다.',
            },
          }
        }),
    ),
  ],
  examples: {
    failing: [
      {
        name: 'agent on the node',
        source: `apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: ops}
spec:
  os: {name: windows}
  hostNetwork: true
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}}
  containers:
    - {name: agent, image: registry.example/agent-windows:1.4}
`,
      },
    ],
    passing: [
      {
        name: 'an account inside the container',
        source: `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  os: {name: windows}
  securityContext: {windowsOptions: {runAsUserName: ContainerUser}}
  containers:
    - {name: web, image: registry.example/web-windows:7}
`,
      },
    ],
  },
})
