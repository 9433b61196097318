import { describe, expect, test } from 'vitest'
import { atLeast, compareSeverity, formatPath, formatSubject, type Path, type Subject, severities, subjectKey } from './index.ts'

test.each<[Path, string]>([
  [[], ''],
  [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
  [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations["a.b/c"]'],
  [['data', 'tls.crt'], 'data["tls.crt"]'],
  [['a', 'with "quotes"'], 'a["with \\"quotes\\""]'],
  [[0, 'a'], '[0].a'],
])('the path %j reads %s', (path, expected) => {
  expect(formatPath(path)).toBe(expected)
})

describe('severities', () => {
  test('stand worst first', () => {
    expect([...severities].reverse().sort(compareSeverity)).toEqual(severities)
  })

  test.each([
    ['critical', 'high', true],
    ['high', 'high', true],
    ['medium', 'high', false],
  ] as const)('%s is at least %s: %s', (severity, threshold, expected) => {
    expect(atLeast(severity, threshold)).toBe(expected)
  })
})

describe('subjects', () => {
  const web: Subject = { type: 'workload', kind: 'Deployment', group: 'apps', namespace: 'shop', name: 'web' }

  test('are named with their namespace where they have one', () => {
    const { namespace: _, ...cluster } = web
    expect([formatSubject(web), formatSubject(cluster)]).toEqual(['Deployment shop/web', 'Deployment web'])
  })

  test.each<[string, Partial<Subject>]>([
    ['cluster', { clusterUid: 'u' }],
    ['group', { group: 'apps.example' }],
    ['kind', { kind: 'StatefulSet' }],
    ['namespace', { namespace: 'shop2' }],
    ['name', { name: 'web2' }],
    ['way they are cut', { namespace: 'sho', name: 'pweb' }],
  ])('of another %s are others', (_name, other) => {
    expect(subjectKey({ ...web, ...other })).not.toBe(subjectKey(web))
  })

  test('are the same whatever is said of their type', () => {
    expect(subjectKey({ ...web, type: 'object' })).toBe(subjectKey(web))
  })
})
