import { expect, test } from 'vitest'
import { readObjects } from '../kube/read-object.ts'
import { parseYaml, splitYaml } from '../lib/yaml.ts'
import { exposedAdminInterface } from './checks/exposed-admin-interface.ts'
import { loadBalancerOpen } from './checks/load-balancer-open.ts'
import { PostureJudge } from './judge.ts'

const origin = {
  file: 'a.yaml',
  unit: '',
  locate: () => ({ file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

/** `check severity` of each finding on a service and the pod behind it. */
function told(spec: string, containers: string, metadata = ''): readonly string[] {
  const source = `apiVersion: v1
kind: Service
metadata: {name: s${metadata}}
spec: {selector: {app: s}, ${spec}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: s}}
spec: {containers: [${containers}]}
`
  const judge = new PostureJudge({ checks: [exposedAdminInterface, loadBalancerOpen] })
  for (const { text } of splitYaml(source)) {
    const parsed = parseYaml(text)
    if ('fault' in parsed) throw new Error(parsed.fault.reason)
    for (const { object } of readObjects(parsed.document.value)) judge.look(object, origin)
  }
  return judge.finish().findings.map(({ check, severity }) => `${check.slice('posture/'.length)} ${severity}`)
}

const web = '{name: web, image: "registry.example/web:1.0.0", ports: [{name: http, containerPort: 8080}]}'
const jenkins = '{name: ci, image: "jenkins/jenkins:2.528.1-lts", ports: [{name: ui, containerPort: 8080}]}'
const redis = '{name: cache, image: "redis:8.2.2", ports: [{containerPort: 6379}]}'
const internal = ', annotations: {networking.gke.io/load-balancer-type: Internal}'

test.each<[string, string, string, string, readonly string[]]>([
  ['a website', 'type: LoadBalancer, ports: [{port: 443, targetPort: http}]', web, '', ['load-balancer-open low']],
  ['a game', 'type: LoadBalancer, ports: [{port: 7777}]', web, '', ['load-balancer-open medium']],
  [
    'a database by its image',
    'type: LoadBalancer, ports: [{port: 80, targetPort: 6379}]',
    redis,
    '',
    ['load-balancer-open high'],
  ],
  [
    'a database that the port does not lead to',
    'type: LoadBalancer, ports: [{port: 80, targetPort: http}]',
    `${web}, ${redis}`,
    '',
    ['load-balancer-open low'],
  ],
  [
    'a database by its port alone',
    'type: LoadBalancer, ports: [{port: 6379, targetPort: other}]',
    web,
    '',
    ['load-balancer-open high'],
  ],
  [
    'an interface by its image',
    'type: LoadBalancer, ports: [{port: 80, targetPort: ui}]',
    jenkins,
    '',
    ['exposed-admin-interface high', 'load-balancer-open low'],
  ],
  ['an interface inside the network', 'type: LoadBalancer, ports: [{port: 80, targetPort: ui}]', jenkins, internal, []],
  [
    'an interface on the nodes',
    'type: NodePort, ports: [{port: 80, targetPort: ui}]',
    jenkins,
    '',
    ['exposed-admin-interface medium'],
  ],
  ['an interface inside the cluster', 'ports: [{port: 80, targetPort: ui}]', jenkins, '', []],
  [
    'ports that nobody declares',
    'type: NodePort, ports: [{port: 8080}]',
    '{name: ci, image: "jenkins/jenkins:2.528.1-lts"}',
    '',
    ['exposed-admin-interface medium'],
  ],
  [
    'a port of Ray that is no dashboard',
    'type: NodePort, ports: [{port: 8000}]',
    '{name: ray, image: "rayproject/ray:2.50.0"}',
    '',
    [],
  ],
])('%s', (_name, spec, containers, metadata, expected) => {
  expect(told(spec, containers, metadata)).toEqual(expected)
})
