import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/apps/cli/config.ts'
import { checkParams } from '../../src/apps/cli/options.ts'
import { wantedKinds } from '../../src/cluster/index.ts'
import { coversCheck } from '../../src/engine/index.ts'
import { readObjects } from '../../src/kube/index.ts'
import { isRecord } from '../../src/lib/shape.ts'
import { parseYaml } from '../../src/lib/yaml.ts'
import type { Finding, Origin } from '../../src/model/index.ts'
import { checks, type PostureCheck, PostureJudge } from '../../src/posture/index.ts'
import { frameworkIds, parseFramework } from '../../src/sources/framework-files.ts'
import { readTree, root } from './source.ts'
import { scratch } from './types.ts'

/** The fenced blocks of a page in one language. */
function blocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '')
}

const pages = readTree(['docs'], (path) => path.endsWith('.md') && !path.includes('/reference/'))
const page = (path: string) => pages.get(path) ?? ''

test('YAML in the pages is YAML', () => {
  const broken = [...pages].flatMap(([path, text]) =>
    blocks(text, 'yaml').flatMap((block) => {
      const parsed = parseYaml(block)
      return 'fault' in parsed ? [`${path}: ${parsed.fault.reason}: ${block.slice(0, 60)}`] : []
    }),
  )
  expect(broken).toEqual([])
})

const settings = ['docs/configuration.md', 'docs/waivers.md', 'docs/ko/configuration.md', 'docs/ko/waivers.md'].flatMap((path) =>
  blocks(page(path), 'yaml')
    .filter((block) => !block.startsWith('metadata:'))
    .map((block) => [path, block] as const),
)

test.each(settings)('the settings in %s are understood', async (path, block) => {
  const { write } = scratch(`pages-${path.replaceAll('/', '-')}`)
  const config = await loadConfig(write('haetae.yaml', block), root)
  checkParams(config)
  expect(config.waivers.length).toBeGreaterThan(0)
})

test('the profile in docs/frameworks.md is understood, and every framework there is has its line', () => {
  const text = page('docs/frameworks.md')
  const known = (pattern: string) => checks.some(({ id }) => coversCheck(pattern, id))
  const [profile = ''] = blocks(text, 'yaml')
  expect(parseFramework(profile, 'our-profile.yaml', known).controls).toHaveLength(3)
  for (const id of frameworkIds(join(root, 'policies/frameworks'))) expect(text).toContain(`\`${id}\``)
})

test.each(['docs/scan.md', 'docs/ko/scan.md'])('the role in %s allows what is read from a cluster, and no more', (path) => {
  const role = blocks(page(path), 'yaml').find((block) => block.includes('kind: ClusterRole'))
  const parsed = load(role ?? '')
  const rules = isRecord(parsed) && Array.isArray(parsed.rules) ? parsed.rules : []
  const granted = rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group: string) =>
      resources.flatMap((resource: string) => verbs.map((verb: string) => `${verb} ${group}/${resource}`)),
    ),
  )
  const asked = wantedKinds.map(({ group, resource }) => `list ${group}/${resource}`)
  expect(granted.toSorted()).toEqual([...asked, 'get /namespaces'].toSorted())
})

const origin: Origin = {
  file: 'example.yaml',
  unit: '',
  locate: () => ({ file: 'example.yaml', line: 1, column: 1, endLine: 1, endColumn: 1, unset: false }),
}

function judge(check: PostureCheck, source: string): readonly Finding[] {
  const room = new PostureJudge({ checks: [check] })
  for (const { object } of readObjects(load(source))) room.look(object, origin)
  return room.finish().findings
}

test('the check in docs/add-a-check.md works', async () => {
  const [code = ''] = blocks(page('docs/add-a-check.md'), 'ts')
  const file = scratch('pages').write('host-clock.ts', code.replace('../check.ts', join(root, 'src/posture/check.ts')))
  const { hostClock }: { hostClock: PostureCheck } = await import(/* @vite-ignore */ file)
  for (const { source } of hostClock.examples.failing) {
    const [finding, ...more] = judge(hostClock, source)
    expect(more).toEqual([])
    expect(finding?.fix?.changes).toHaveLength(1)
  }
  for (const { source } of hostClock.examples.passing) expect(judge(hostClock, source)).toEqual([])
})

test('the hook scans with what the launcher is', () => {
  const hooks = load(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'))
  expect(hooks).toMatchObject([{ id: 'haetae', entry: 'haetae scan', language: 'script', pass_filenames: false }])
})
