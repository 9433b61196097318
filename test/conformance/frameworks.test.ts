import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { coversCheck } from '../../src/engine/index.ts'
import { controlsAsked } from '../../src/kube/pod-security/index.ts'
import type { Framework, Text } from '../../src/model/index.ts'
import { checks as catalogue, podSecurityChecks } from '../../src/posture/index.ts'
import { frameworkIds, loadFramework } from '../../src/sources/index.ts'

// A framework of the Pod Security Standards brings its controls' checks along.
const checks = [
  ...catalogue,
  ...podSecurityChecks({ level: 'baseline', version: 'latest' }),
  ...podSecurityChecks({ level: 'restricted', version: 'latest' }),
]
const folder = join(import.meta.dirname, '../../policies/frameworks')
const frameworks = frameworkIds(folder).map((id) => [id, loadFramework(id, folder)] as const)
const byId = new Map(frameworks)

/** Frameworks of technical demands, which every control must either answer or say why not. */
const technical = ['cis-kubernetes', 'cis-eks', 'nsa', 'mitre', 'owasp', 'pss-baseline', 'pss-restricted']
const mappedByChecks = ['cis-kubernetes', 'cis-eks', 'nsa', 'mitre', 'owasp']

function named(framework: string, control: string): readonly string[] {
  return checks.filter((check) => check.controls[framework]?.includes(control)).map(({ id }) => id)
}

test('every framework is there', () => {
  expect(frameworks.map(([id]) => id)).toEqual([...technical, 'hipaa', 'isms-p', 'nist-800-190', 'pci-dss'].toSorted())
})

describe.each(frameworks)('%s', (id, framework) => {
  test('carries its own name and a source', () => {
    expect(framework.id).toBe(id)
    expect(framework.source).toMatch(/^https:/)
  })

  test('speaks both languages', () => {
    for (const text of texts(framework)) {
      expect(text.en).not.toMatch(/[가-힣]/)
      expect(text.en.trim()).toBe(text.en)
      expect(text.ko.trim()).toBe(text.ko)
      // Names and sentences; a proper name may be the same in both.
      if (text.ko !== text.en) expect(text.ko).toMatch(/[가-힣]|kubelet/)
    }
  })

  test('names no check that does not exist', () => {
    const unknown = framework.controls
      .flatMap((control) => control.checks)
      .filter((pattern) => !checks.some((check) => coversCheck(pattern, check.id)))
    expect([...new Set(unknown)]).toEqual([])
  })

  test('holds every control that a check names', () => {
    const ids = new Set(framework.controls.map((control) => control.id))
    const strange = checks.flatMap((check) =>
      (check.controls[id] ?? []).filter((control) => !ids.has(control)).map((control) => `${check.id} names ${control}`),
    )
    expect(strange).toEqual([])
  })

  test('no check answers a control that is said to be out of reach', () => {
    const both = framework.controls.filter(({ how, id: control }) => how !== 'checks' && named(id, control).length > 0)
    expect(both.map((control) => `${control.id}: ${named(id, control.id)}`)).toEqual([])
  })

  test('has a check or a reason for every control', () => {
    const silent = framework.controls.filter(
      (control) => control.note === undefined && control.checks.length === 0 && named(id, control.id).length === 0,
    )
    expect(silent.map((control) => control.id)).toEqual([])
  })
})

test('checks name no framework that does not exist', () => {
  const strange = checks.flatMap((check) => Object.keys(check.controls).filter((id) => !byId.has(id)))
  expect([...new Set(strange)]).toEqual([])
})

test('every check answers to at least one of the frameworks that checks name', () => {
  const alone = catalogue.filter((check) => !mappedByChecks.some((id) => (check.controls[id] ?? []).length > 0))
  expect(alone.map(({ id }) => id)).toEqual([])
})

test.each(['baseline', 'restricted'] as const)('pss-%s holds the controls that the API server asks', (level) => {
  const asked = controlsAsked({ level, version: 'latest' })
  expect(
    byId
      .get(`pss-${level}`)
      ?.controls.map(({ id }) => id)
      .toSorted(),
  ).toEqual([...asked].toSorted())
})

/** Numbers of recommendations by section, as the benchmarks have them. */
test.each([
  ['cis-kubernetes', { 1: 60, 2: 7, 3: 5, 4: 26, 5: 35 }],
  ['cis-eks', { 2: 2, 3: 13, 4: 19, 5: 12 }],
] as const)('%s is whole', (id, expected) => {
  const sections = Object.groupBy(byId.get(id)?.controls ?? [], (control) => control.id.split('.')[0] ?? '')
  expect(Object.fromEntries(Object.entries(sections).map(([section, controls]) => [section, controls?.length]))).toEqual(expected)
})

function texts({ title, controls }: Framework): readonly Text[] {
  return [
    title,
    ...controls.flatMap((control) => [
      control.title,
      ...(control.section === undefined ? [] : [control.section]),
      ...(control.note === undefined ? [] : [control.note]),
    ]),
  ]
}
