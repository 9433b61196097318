import { describe, expect, it, test } from 'vitest'
import { reportFramework } from '../../../engine/index.ts'
import { displayWidth } from '../../../lib/display-width.ts'
import type { Finding, Framework, FrameworkControl, Result } from '../../../model/index.ts'
import { checks } from '../../../posture/index.ts'
import { frameworkFormats, writeFrameworkReports } from './framework-report.ts'
import { expectGolden } from './golden/compare.ts'
import { cleanResult, context } from './golden/hostile-result.ts'

const hostile = '<script>alert("x")</script>\u001b[31mred\u001b[0m\r\n| `tick` =1+1 @team 한국어'
const both = (en: string, ko: string) => ({ en, ko })
const hosts = both('1 Hosts', '1 호스트')
const control = (id: string, title: { en: string; ko: string }, more: Partial<FrameworkControl> = {}): FrameworkControl => ({
  id,
  title,
  owner: 'customer',
  how: 'checks',
  checks: [],
  ...more,
})
const file = { how: 'other', owner: 'provider', note: both('A file on a node.', '노드의 파일입니다.') } as const

const framework: Framework = {
  id: 'bench',
  title: both('A benchmark', '벤치마크'),
  version: '1.10',
  source: 'https://example.com/bench',
  controls: [
    control('1.1', both('No privileged containers', '특권 컨테이너를 쓰지 않습니다'), {
      section: hosts,
      checks: ['posture/privileged-container'],
    }),
    control('1.2', both('No host namespaces', '호스트 네임스페이스를 공유하지 않습니다'), {
      section: hosts,
      owner: 'shared',
      checks: ['posture/host-p*'],
      note: both('Only what manifests show of it.', '매니페스트에 나타나는 부분만 봅니다.'),
    }),
    control('1.3', both('No host IPC', '호스트 IPC를 공유하지 않습니다'), { section: hosts, checks: ['posture/host-ipc'] }),
    control('2.1', both('Mode 600', '권한 600'), { section: both('2 Files', '2 파일'), ...file }),
    control('2.2', both('Owned by root', '소유자 root'), { section: both('2 Files', '2 파일'), ...file }),
    control(hostile, both(hostile, hostile), { section: both(hostile, hostile), how: 'manual', note: both(hostile, hostile) }),
  ],
}

const found: Finding = {
  check: 'posture/privileged-container',
  fingerprint: '0'.repeat(32),
  subject: { type: 'workload', kind: 'Deployment', group: 'apps', name: 'cart' },
  severity: 'critical',
  severityReasons: [],
  rank: 0,
  message: both('so', '그렇습니다'),
  places: [],
  byDefault: false,
}
const result: Result = {
  ...cleanResult,
  findings: [
    found,
    { ...found, fingerprint: '1'.repeat(32) },
    { ...found, check: 'posture/host-ipc', fingerprint: '2'.repeat(32), waived: { source: 'config', reason: 'accepted' } },
  ],
  scope: { ...cleanResult.scope, checks: checks.map(({ id }) => id) },
}
const known = checks
  .filter(({ id }) => ['posture/privileged-container', 'posture/host-pid', 'posture/host-ipc'].includes(id))
  .map((check) => ({ ...check, controls: {} }))
const reports = [reportFramework(framework, result, known)]
const plain = { ...context, color: false, width: 100, quiet: false, verbose: false }

describe('golden', () => {
  const extension = { table: 'txt', json: 'json', markdown: 'md', csv: 'csv', html: 'html' } as const
  it.each(frameworkFormats.flatMap((format) => (['en', 'ko'] as const).map((language) => [format, language] as const)))(
    '%s in %s',
    (format, language) => {
      if (format === 'json' && language === 'ko') return
      const name = `frameworks${language === 'ko' ? '.ko' : ''}.${extension[format]}`
      expectGolden(name, writeFrameworkReports(reports, format, { ...plain, language }))
    },
  )
})

it.each(frameworkFormats)('%s ends in a line break, and no character of it steers a terminal', (format) => {
  const text = writeFrameworkReports(reports, format, plain)
  expect(text.endsWith('\n')).toBe(true)
  expect(text).not.toMatch(/[^\P{Cc}\r\n]/u)
})

test('colours are all that they add', () => {
  const painted = writeFrameworkReports(reports, 'table', { ...plain, color: true })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of our own colours
  const stripped = painted.replace(/\u001b\[[0-9;]*m/g, '')
  expect(painted).not.toBe(stripped)
  expect(stripped.replace(/ +$/gm, '')).toBe(writeFrameworkReports(reports, 'table', plain))
})

test.each(['en', 'ko'] as const)('no line of the table is wider than the terminal (%s)', (language) => {
  const lines = writeFrameworkReports(reports, 'table', { ...plain, language, width: 72 }).split('\n')
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(72)
})

test('a reason is said once for neighbours that share it, and each time when everything is asked for', () => {
  const times = (text: string) => text.split('A file on a node.').length - 1
  expect(times(writeFrameworkReports(reports, 'table', { ...plain, language: 'en' }))).toBe(1)
  expect(times(writeFrameworkReports(reports, 'table', { ...plain, language: 'en', verbose: true }))).toBe(2)
})

test('quiet is one stable line a control', () => {
  const lines = writeFrameworkReports(reports, 'table', { ...plain, language: 'ko', quiet: true }).split('\n')
  expect(lines.slice(0, 5)).toEqual([
    'FAILED bench 1.1 customer 2',
    'PARTIAL bench 1.2 shared 0',
    'PASSED bench 1.3 customer 0',
    'NOT-LOOKED-AT bench 2.1 provider 0',
    'NOT-LOOKED-AT bench 2.2 provider 0',
  ])
  expect(lines).toHaveLength(framework.controls.length + 1)
})

test('JSON is an array that says everything', () => {
  const [report] = JSON.parse(writeFrameworkReports(reports, 'json', plain))
  expect(report.counts).toEqual({ passed: 2, partial: 1, failed: 1, notLookedAt: 3 })
  expect(report.controls[0]).toMatchObject({
    id: '1.1',
    status: 'failed',
    owner: 'customer',
    findings: ['0'.repeat(32), '1'.repeat(32)],
    failing: ['posture/privileged-container'],
  })
  expect(report.controls[2]).toMatchObject({ status: 'passed', partial: false, waived: 1 })
  expect(JSON.parse(writeFrameworkReports([], 'json', plain))).toEqual([])
})

test('no control breaks the Markdown table', () => {
  const rows = writeFrameworkReports(reports, 'markdown', plain)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  expect(rows).toHaveLength(framework.controls.length + 2)
  for (const row of rows) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(8)
})

test('a spreadsheet takes nothing for a formula', () => {
  const text = writeFrameworkReports([reportFramework({ ...framework, id: '=1+1' }, result, known)], 'csv', plain)
  expect(text).toContain("\r\n'=1+1,1.10,")
})
