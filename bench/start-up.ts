import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { bundle } from '../scripts/bundle.ts'

/*
 * How long the program takes to start and end, by the way it is started: `node bench/start-up.ts [words of a command line]`,
 * `--version` where none are given. Every way takes its turn in each round, so that a busy moment strikes all of them.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const rounds = 30
const words = process.argv.length > 2 ? process.argv.slice(2) : ['--version']

interface Way {
  readonly name: string
  readonly command: readonly string[]
  readonly cache: boolean
}

/** The value with half of the others below it, and the least: the first is what people meet, the second what is possible. */
function summary(times: readonly number[]): { median: number; least: number } {
  const sorted = times.toSorted((a, b) => a - b)
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, least: sorted[0] ?? Number.NaN }
}

function once({ command: [program = '', ...rest], cache }: Way, folder: string): number {
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env
  // Node's own cache serves the source, and ours (in XDG_CACHE_HOME) the bundle.
  const env = cache
    ? { ...inherited, XDG_CACHE_HOME: folder, NODE_COMPILE_CACHE: join(folder, 'haetae/compile') }
    : { ...inherited, NODE_DISABLE_COMPILE_CACHE: '1' }
  const begin = performance.now()
  const { error, status } = spawnSync(program, rest, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const time = performance.now() - begin
  if (error !== undefined) throw error
  if (status === null || status > 2) throw new Error(`${program} ${rest.join(' ')} ended with ${status}`)
  return time
}

function measure(ways: readonly Way[], folder: string): void {
  const times = new Map(ways.map((way) => [way, [] as number[]]))
  for (let round = -2; round < rounds; round++) {
    for (const way of ways) {
      const time = once(way, folder)
      if (round >= 0) times.get(way)?.push(time)
    }
  }
  console.log(`haetae ${words.join(' ')}, ${rounds} rounds, milliseconds until it ends\n`)
  console.log('median   least')
  for (const [{ name }, all] of times) {
    const { median, least } = summary(all)
    console.log(`${median.toFixed(0).padStart(6)}${least.toFixed(0).padStart(8)}   ${name}`)
  }
}

/** What the bundle would be as modules in chunks, of which Node reads those that a subcommand asks for, and keeps what it compiled itself. */
async function inChunks(source: string): Promise<string> {
  const outdir = join(root, '.cache/start-up')
  const banner = { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' }
  const options: BuildOptions = { platform: 'node', format: 'esm', target: 'node24', external: ['@kubernetes/client-node'] }
  await build({
    ...options,
    entryPoints: { cli: source },
    outdir,
    outExtension: { '.js': '.mjs' },
    banner,
    bundle: true,
    splitting: true,
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  })
  return join(outdir, 'cli.mjs')
}

const folder = mkdtempSync(join(tmpdir(), 'haetae-start-up-'))
try {
  const node = join(root, 'node_modules/.bin/node')
  const source = join(root, 'src/apps/cli/main.ts')
  const dist = join(root, 'dist')
  if (!existsSync(source)) throw new Error(`${source} is missing`)
  await bundle(dist, false)
  const scan = ['scan', join(root, 'examples/shop/manifests')]
  const bundled = join(dist, 'haetae.mjs')
  const chunks = await inChunks(source)
  const ways: readonly Way[] = [
    { name: 'node alone, which is the floor: node -e 0', command: [node, '-e', '0'], cache: false },
    { name: 'the source', command: [node, source, ...words], cache: false },
    { name: 'the source, compile cache', command: [node, source, ...words], cache: true },
    { name: 'the bundle', command: [node, bundled, ...words], cache: false },
    { name: "chunks in place of one file, Node's compile cache", command: [node, chunks, ...words], cache: true },
    { name: 'the bundle, with what earlier scans compiled', command: [node, bundled, ...words], cache: true },
    { name: './haetae: the same, through the launcher', command: [join(root, 'haetae'), ...words], cache: true },
  ]
  for (let scans = 0; scans < 3; scans++) once({ name: '', command: [node, bundled, ...scan], cache: true }, folder)
  measure(ways, folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
