import { importsOf, isTest, isTypeScript, type Target, type Tree, targetOf } from './source.ts'

/** What a room may reach, and why. */
export interface Room {
  /** Rooms it may import from, besides itself. */
  readonly rooms: readonly string[]
  readonly why: string
  /** Computes and nothing else: no part of Node, nothing of the process, no network, no clock it was not handed. */
  readonly pure: boolean
  /** npm packages it may import, each with the reason. */
  readonly packages: { readonly [name: string]: string }
}

const judge: Room = {
  rooms: ['model', 'lib', 'kube'],
  why: 'five judges: pure, no I/O, never each other',
  pure: true,
  packages: {},
}

const judges = ['posture', 'images', 'hosts', 'network', 'runtime'] as const

/** Every room of the house, in one table. A folder under src/ that is not here is an error. */
export const house: { readonly [room: string]: Room } = {
  model: { rooms: [], why: 'nouns outlive everything', pure: true, packages: {} },
  lib: {
    rooms: [],
    why: 'tools know neither security nor Kubernetes, and outlive everything',
    pure: true,
    packages: { 'js-yaml': 'YAML is a text format: bytes in, values out' },
  },
  kube: { rooms: ['lib'], why: 'what Kubernetes is, without a network', pure: true, packages: {} },
  cluster: {
    rooms: ['model', 'lib', 'kube'],
    why: 'reads the world for the judges, and so knows none of them',
    pure: false,
    packages: { '@kubernetes/client-node': 'credentials and TLS of the API server', 'js-yaml': 'a kubeconfig is YAML' },
  },
  sources: {
    rooms: ['model', 'lib', 'kube'],
    why: 'reads the world for the judges, and so knows none of them',
    pure: false,
    packages: {
      'js-yaml': 'chart files',
      'tar-stream': 'archives and image layers',
      zod: 'data from outside is validated once, here',
    },
  },
  ...Object.fromEntries(judges.map((name) => [name, judge])),
  graph: { rooms: ['model', 'lib'], why: 'joins what the rooms found by its nouns alone', pure: true, packages: {} },
  store: { rooms: ['model', 'lib'], why: 'keeps nouns, whoever made them', pure: false, packages: {} },
  response: {
    rooms: ['model', 'lib', 'kube', 'cluster'],
    why: 'the only room that changes the world, told what to do by the apps',
    pure: false,
    packages: {},
  },
  engine: {
    rooms: ['model', 'lib', 'kube', 'graph', ...judges],
    why: 'scan, replay and prove see every judge, and touch nothing',
    pure: true,
    packages: {},
  },
  web: { rooms: ['model'], why: "the dashboard's dependencies never reach the agent", pure: false, packages: {} },
}

const app: Room = {
  rooms: Object.keys(house).filter((room) => room !== 'web'),
  why: 'apps are wiring: all rooms, and never another app',
  pure: false,
  packages: {
    commander: 'command lines',
    'js-yaml': 'configuration is written in YAML',
    zod: 'configuration is data from outside',
  },
}

/** The rooms whose code only computes. */
export const pureRooms: readonly string[] = Object.keys(house).filter((room) => house[room]?.pure === true)

/** `posture`, `apps/cli`, `web`; undefined outside src/ and web/. A file right under src/ or src/apps/ is in no room: `(none)`. */
export function roomOf(path: string): string | undefined {
  const steps = path.split('/')
  if (steps[0] === 'web') return 'web'
  if (steps[0] !== 'src') return undefined
  const depth = steps[1] === 'apps' ? 3 : 2
  return steps.length > depth ? steps.slice(1, depth).join('/') : '(none)'
}

function ruleOf(room: string): Room | undefined {
  return room.startsWith('apps/') ? app : house[room]
}

/** One sentence for every edge that breaks the law. */
export function brokenEdges(files: Tree): readonly string[] {
  const broken: string[] = []
  const ofTests = testCode(files)
  for (const [path, text] of files) {
    const room = roomOf(path)
    if (room === undefined || !isTypeScript(path)) continue
    const rule = ruleOf(room)
    if (rule === undefined) {
      broken.push(`${path}: "${room}" is no room of the house: give it a row in test/house/law.ts, with its reason`)
      continue
    }
    for (const { specifier, line } of importsOf(path, text)) {
      const wrong = specifier === undefined ? computed : wrongWith(room, rule, ofTests.has(path), targetOf(path, specifier))
      if (wrong !== undefined) broken.push(`${path}:${line} → ${specifier ?? '(computed)'}: ${wrong}`)
    }
  }
  return broken
}

/** Tests, and the files that only tests import: these may use Node and any package, and stay in their room all the same. */
function testCode(files: Tree): ReadonlySet<string> {
  const byTests = new Set<string>()
  const byCode = new Set<string>()
  for (const [path, text] of files) {
    if (!isTypeScript(path)) continue
    if (isTest(path)) byTests.add(path)
    for (const { specifier } of importsOf(path, text)) {
      const target = specifier === undefined ? undefined : targetOf(path, specifier)
      if (target?.type === 'file') (isTest(path) ? byTests : byCode).add(target.path)
    }
  }
  return byTests.difference(byCode)
}

const computed = 'a computed import cannot be followed by a reader: name the file'

function wrongWith(room: string, rule: Room, test: boolean, target: Target): string | undefined {
  switch (target.type) {
    case 'file':
      return wrongRoom(room, rule, target.path)
    case 'builtin':
      return rule.pure && !test ? `${room} may not use ${target.name}: ${rule.why}` : undefined
    case 'package':
      // The dashboard is a package of its own and answers for its own dependencies.
      if (test || room === 'web' || Object.hasOwn(rule.packages, target.name)) return undefined
      return `${room} may not import the package ${target.name} (allowed: ${Object.keys(rule.packages).join(', ') || 'none'})`
  }
}

function wrongRoom(room: string, rule: Room, path: string): string | undefined {
  const other = roomOf(path)
  if (other === room || (other !== undefined && rule.rooms.includes(other))) return undefined
  if (path === 'package.json' && room.startsWith('apps/')) return undefined
  return `${room} may not import ${other ?? 'from outside src/'}: ${rule.why}`
}
