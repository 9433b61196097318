import { describe, expect, test } from 'vitest'
import { type Pod, podsOf } from './pod.ts'
import { readObjects } from './read-object.ts'

const read = (value: unknown) => {
  const [found] = readObjects(value)
  if (found === undefined) throw new Error('no object')
  return podsOf(found.object)
}
const only = (value: unknown): Pod => {
  const [pod] = read(value).pods
  if (pod === undefined) throw new Error('no pod')
  return pod
}

const spec = { containers: [{ name: 'c', image: 'x' }] }
const nested = (depth: number, inside: object): object => (depth === 0 ? inside : { in: nested(depth - 1, inside) })
const template = { metadata: { labels: { app: 'a' } }, spec }

describe('where pods are', () => {
  test.each([
    ['Pod', 'v1', { spec }, 'spec'],
    ['PodTemplate', 'v1', { template }, 'template.spec'],
    ['ReplicationController', 'v1', { spec: { template } }, 'spec.template.spec'],
    ['Deployment', 'apps/v1', { spec: { template } }, 'spec.template.spec'],
    ['Deployment', 'extensions/v1beta1', { spec: { template } }, 'spec.template.spec'],
    ['CronJob', 'batch/v1', { spec: { jobTemplate: { spec: { template } } } }, 'spec.jobTemplate.spec.template.spec'],
    ['Rollout', 'argoproj.io/v1alpha1', { spec: { template } }, 'spec.template.spec'],
    ['Service', 'serving.knative.dev/v1', { spec: { template } }, 'spec.template.spec'],
    ['Cluster', 'example.com/v1', { spec: { groups: [{ podTemplate: template }] } }, 'spec.groups.0.podTemplate.spec'],
    ['SparkApplication', 'sparkoperator.k8s.io/v1beta2', { spec: { driver: { template } } }, 'spec.driver.template.spec'],
    ['Deep', 'example.com/v1', { spec: nested(40, template) }, `spec.${'in.'.repeat(40)}spec`],
    ['Wide', 'example.com/v1', { spec: { many: Array.from({ length: 30_000 }, () => ({})), template } }, 'spec.template.spec'],
  ])('%s of %s', (kind, apiVersion, body, path) => {
    expect(only({ apiVersion, kind, metadata: { name: 'n' }, ...body }).specPath.join('.')).toBe(path)
  })

  test.each([
    ['a service', { apiVersion: 'v1', kind: 'Service', spec: { containers: [] } }],
    ['a definition', { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { template } }],
    [
      'containers that are merged into others, with no image',
      { apiVersion: 'a.b/v1', kind: 'X', spec: { template: { spec: { containers: [{ name: 'c' }] } } } },
    ],
    ['a resource whose own spec has containers', { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', spec }],
  ])('not in %s', (_name, value) => {
    expect(read({ metadata: { name: 'n' }, ...value }).pods).toEqual([])
  })
})

test('values that stand in many places at once are searched once', () => {
  let value: unknown = template
  for (let level = 0; level < 60; level++) value = [value, value]
  expect(read({ apiVersion: 'example.com/v1', kind: 'Bomb', spec: { value } }).pods).toHaveLength(1)
})

describe('what holds for a container', () => {
  const containers = (pod: object) => only({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: pod }).containers

  test('roles', () => {
    const found = containers({
      containers: [{ name: 'a' }],
      initContainers: [{ name: 'b' }, { name: 'c', restartPolicy: 'Always' }],
      ephemeralContainers: [{ name: 'd' }],
    })
    expect(found.map(({ name, role }) => `${name} ${role}`).sort()).toEqual(['a main', 'b init', 'c sidecar', 'd ephemeral'])
  })

  test('a container inherits from its pod, and its own word outranks it', () => {
    const [inherits, own] = containers({
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { name: 'a' },
        { name: 'b', securityContext: { runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: 'Unconfined' } } },
      ],
    })
    expect(inherits?.effective).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, seccompType: 'RuntimeDefault' })
    expect(own?.effective).toMatchObject({ runAsNonRoot: false, runAsUser: 0, seccompType: 'Unconfined' })
  })

  test.each([
    ['the container’s field first', { own: 'Localhost', annotation: 'unconfined', pod: 'RuntimeDefault' }, 'Localhost'],
    ['its annotation next', { annotation: 'unconfined', pod: 'RuntimeDefault' }, 'Unconfined'],
    ['a local profile by annotation', { annotation: 'localhost/web' }, 'Localhost'],
    ['an empty annotation says nothing', { annotation: '', pod: 'RuntimeDefault' }, 'RuntimeDefault'],
    ['the pod’s field last', { pod: 'Unconfined' }, 'Unconfined'],
    ['nothing', {}, undefined],
  ])('AppArmor: %s', (_name, { own, annotation, pod }: { own?: string; annotation?: string; pod?: string }, expected) => {
    const annotations = annotation === undefined ? {} : { 'container.apparmor.security.beta.kubernetes.io/a': annotation }
    const [container] = only({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', annotations },
      spec: {
        securityContext: { appArmorProfile: { type: pod } },
        containers: [{ name: 'a', securityContext: { appArmorProfile: { type: own } } }],
      },
    }).containers
    expect(container?.effective.appArmorType).toBe(expected)
  })

  test('defaults: a volume with no source is an emptyDir, on the host’s network a port is a host port', () => {
    const pod = only({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        hostNetwork: true,
        volumes: [{ name: 'v' }, { name: 'w', hostPath: { path: '/' } }],
        containers: [
          { name: 'a', ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 9 }, { containerPort: 82, hostPort: 0 }] },
        ],
      },
    })
    expect(pod.spec.volumes).toEqual([
      { name: 'v', emptyDir: {} },
      { name: 'w', hostPath: { path: '/' } },
    ])
    expect(pod.spec.containers?.[0]?.ports?.map(({ hostPort }) => hostPort)).toEqual([80, 9, 82])
  })

  test('the old name of the service account counts where the new one is unset', () => {
    const account = (fields: object) =>
      only({ apiVersion: 'v1', kind: 'Pod', spec: { ...spec, ...fields } }).spec.serviceAccountName
    expect(account({ serviceAccount: 'old' })).toBe('old')
    expect(account({ serviceAccount: 'old', serviceAccountName: '' })).toBe('old')
    expect(account({ serviceAccount: 'old', serviceAccountName: 'new' })).toBe('new')
  })

  test('a misspelt field is told, with the path from the object’s root', () => {
    const { misfits } = read({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { template: { spec: { containers: [{ name: 'a', securitycontext: {} }], hostPID: 'yes' } } },
    })
    expect(misfits).toEqual([
      {
        type: 'unknown-field',
        path: ['spec', 'template', 'spec', 'containers', 0, 'securitycontext'],
        expected: 'securityContext',
      },
      { type: 'wrong-type', path: ['spec', 'template', 'spec', 'hostPID'], expected: 'boolean' },
    ])
  })
})
