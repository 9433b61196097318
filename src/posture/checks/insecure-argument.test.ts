import { expect, test } from 'vitest'
import { readObjects } from '../../kube/read-object.ts'
import { PostureJudge } from '../judge.ts'
import { insecureArgument } from './insecure-argument.ts'

const origin = {
  file: 'p.yaml',
  unit: '',
  locate: () => ({ file: 'p.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

test.each<[string, object, readonly string[]]>([
  ['Argo CD by command', { image: 'quay.io/argoproj/argocd:v3.5.7', args: ['argocd-server', '--disable-auth'] }, ['critical']],
  ['Argo CD’s other programs', { image: 'quay.io/argoproj/argocd:v3.5.7', args: ['argocd-repo-server', '--disable-auth'] }, []],
  ['kubectl proxy for everyone', { image: 'bitnami/kubectl:1.34.0', args: ['proxy', '--address=0.0.0.0'] }, ['critical']],
  ['kubectl proxy for itself', { image: 'bitnami/kubectl:1.34.0', args: ['proxy', '--address=127.0.0.1'] }, []],
  ['etcd over plain HTTP', { command: ['etcd', '--listen-client-urls', 'http://0.0.0.0:2379'] }, ['medium']],
  ['etcd for itself', { command: ['etcd', '--listen-client-urls=https://0.0.0.0:2379,http://127.0.0.1:2379'] }, []],
  ['Jupyter in a script', { command: ['sh', '-c', "jupyter lab --ServerApp.token='' --ip=0.0.0.0"] }, ['high']],
  ['Jupyter with a token', { command: ['jupyter', 'lab', '--ServerApp.token=$(TOKEN)'] }, []],
  ['redis', { command: ['redis-server', '--protected-mode', 'no'] }, ['medium']],
  ['a node debugger', { command: ['node', '--inspect=0.0.0.0:9229', 'a.js'] }, ['high']],
  [
    'a Java debugger',
    { env: [{ name: 'JAVA_OPTS', value: '-Xmx1g -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005' }] },
    ['high'],
  ],
  ['a Java debugger for itself', { env: [{ name: 'JAVA_OPTS', value: '-agentlib:jdwp=transport=dt_socket,address=5005' }] }, []],
  ['Vault for development', { image: 'hashicorp/vault:1.20.0', args: ['server', '-dev'] }, ['high']],
  ['Bitnami without a password', { env: [{ name: 'ALLOW_EMPTY_PASSWORD', value: 'yes' }] }, ['medium']],
  [
    'Bitnami with a password after all',
    {
      env: [
        { name: 'ALLOW_EMPTY_PASSWORD', value: 'yes' },
        { name: 'REDIS_PASSWORD', value: 'x' },
      ],
    },
    [],
  ],
  ['Grafana for viewers', { env: [{ name: 'GF_AUTH_ANONYMOUS_ENABLED', value: 'true' }] }, []],
])('%s', (_name, container, severities) => {
  const judge = new PostureJudge({ checks: [insecureArgument] })
  const spec = { containers: [{ name: 'c', ...container }] }
  for (const { object } of readObjects({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec }))
    judge.look(object, origin)
  expect(judge.finish().findings.map(({ severity }) => severity)).toEqual(severities)
})
