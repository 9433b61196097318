import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile, type Plugin } from 'esbuild'

/*
 * Bundles the program: `node scripts/bundle.ts [folder] [--clean]`, folder `dist` where none is given.
 *
 *   dist/haetae.mjs        checks the version of Node, loads the program, and keeps what V8 compiled of it
 *   dist/<hash>/cli.js     the program
 *   dist/<hash>/go/        sources of the renderers, which are built where Go is at hand
 *   dist/THIRD-PARTY.txt   licences of the packages inside
 *
 * Two runs at once do not disturb each other, nor a program that is running: a build gets a folder of its own, named by
 * what it holds, and comes into use when haetae.mjs is renamed into place. Old builds go an hour later.
 *
 * Data that is read at run time (policies/) is not bundled: it stands in the package root, the nearest parent folder with a
 * package.json, both for src/apps/cli/main.ts and for dist/<hash>/cli.js.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Packages that stay outside: large, and asked for by few subcommands. npm installs them beside us. */
const external = ['@kubernetes/client-node']

/** Folders that code finds beside itself (`new URL('./go/', import.meta.url)`), and so has to find beside the bundle. */
const beside = { go: 'src/sources/rendered/go' }

/**
 * Asks Node for its own modules when the program runs, and for the names that are used. For `import { readFileSync } from 'node:fs'` Node would collect
 * every name that fs exports and load what stands behind each of them: ten milliseconds of every start.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z]/ }, ({ path, kind }) => {
      if (!isBuiltin(path)) return undefined
      return {
        path: path.replace(/^node:/, ''),
        namespace: kind === 'require-call' ? 'node-whole' : 'node-names',
        sideEffects: false,
      }
    })
    onLoad({ filter: /^/, namespace: 'node-whole' }, ({ path }) => ({ contents: `module.exports = ${wholeModule(path)}` }))
    onLoad({ filter: /^/, namespace: 'node-names' }, ({ path }) => ({
      contents: late.has(path) ? onCall(path) : onLoading(path),
    }))
  },
}

/** Functions alone, large, and not for most runs: loaded when one of them is called. */
const late = new Set(['child_process'])

function onCall(path: string): string {
  const functions = namesIn(path).filter((name) => /^[a-z]/.test(name))
  const uses = functions.map((name) => `export const ${name} = (...all) => ${wholeModule(path)}.${name}(...all)`)
  return [...uses, `export default { ${functions.join(', ')} }`].join('\n')
}

function onLoading(path: string): string {
  const uses = namesIn(path).map((name) => `export const ${name} = /* @__PURE__ */ named('${name}')`)
  return [`const whole = ${wholeModule(path)}`, 'const named = (name) => whole[name]', 'export default whole', ...uses].join('\n')
}

function namesIn(path: string): readonly string[] {
  return Object.keys(process.getBuiltinModule(`node:${path}`) ?? {}).filter((name) => /^[a-z_]\w*$/i.test(name))
}

function wholeModule(path: string): string {
  return path === 'process' ? 'process' : `/* @__PURE__ */ process.getBuiltinModule('node:${path}')`
}

/** zod brings its messages in fifty languages, a quarter of the bundle: ours are enough. */
const ourLanguages: Plugin = {
  name: 'our-languages',
  setup({ onLoad }) {
    const contents = "export { default as en } from './en.js'\nexport { default as ko } from './ko.js'"
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, ({ path }) => ({ contents, resolveDir: dirname(path) }))
  },
}

const hour = 3_600_000

/** Builds into `out`. `clean` empties it first, for a package that holds one build and nothing else. */
export async function bundle(out: string, clean: boolean): Promise<void> {
  const started = new Date()
  const { files, metafile } = await compile()
  const hash = createHash('sha256')
  for (const { path, contents } of files) hash.update(path).update(contents)
  const name = hash.digest('hex').slice(0, 12)
  if (clean) rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  if (!existsSync(join(out, name))) {
    const building = join(out, `.building-${process.pid}`)
    mkdirSync(building)
    for (const { path, contents } of files) {
      mkdirSync(dirname(join(building, path)), { recursive: true })
      writeFileSync(join(building, path), contents)
    }
    moveInto(building, join(out, name))
  }
  replace(join(out, 'THIRD-PARTY.txt'), licences(bundledPackages(metafile)), started)
  replace(join(out, 'haetae.mjs'), entry(name), started)
  removeOld(out, name)
}

interface File {
  readonly path: string
  readonly contents: Uint8Array | string
}

async function compile(): Promise<{ files: readonly File[]; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { cli: join(root, 'src/apps/cli/main.ts') },
    outdir: join(root, 'dist'),
    bundle: true,
    // One function, which the entry calls: V8 gives what it compiled only of scripts that we load ourselves.
    format: 'cjs',
    banner: { js: '(function(moduleUrl){' },
    footer: { js: '})' },
    define: { 'import.meta.url': 'moduleUrl' },
    platform: 'node',
    target: 'node24',
    external,
    plugins: [builtins, ourLanguages],
    // Names stay, so that the stack of an internal error can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const programs = outputFiles.map(({ path, contents }) => ({ path: basename(path), contents }))
  return { files: [...programs, ...Object.entries(beside).flatMap(filesUnder)], metafile }
}

function filesUnder([name, folder]: readonly [string, string]): readonly File[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({ path: join(name, relative(join(root, folder), path)), contents: readFileSync(path) }))
}

/**
 * Loaded by any Node there is, so it uses nothing new before it has looked at the version.
 *
 * Node's own compile cache holds what is compiled when a module is loaded, which is little more than its outline. The program is mostly functions that
 * run once, so what V8 compiled by the end of a scan is kept in place of it: of the first three, since one alone may have had little to do. V8 takes it
 * only for the version and settings that wrote it; that it is of this very build, the name says.
 */
export function entry(build: string): string {
  return `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write('haetae: needs Node 24 or newer, and this is Node ' + process.versions.node + '\\n')
  process.exit(2)
}
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs')
const { constants, Script } = process.getBuiltinModule('node:vm')
const program = new URL('./${build}/cli.js', import.meta.url)
const home = process.env.HOME || process.env.USERPROFILE
// Never the system's temporary folder: code that is run from there could be anybody's.
const base = process.env.XDG_CACHE_HOME || (home && home + '/.cache')
const cache = base && !process.env.NODE_DISABLE_COMPILE_CACHE ? base + '/haetae/compile' : undefined
const place = encodeURIComponent(import.meta.dirname).slice(-200) + '.'

// That a script may import a module is an experiment of Node's: no news for the one who runs this program.
const warn = process.emitWarning
process.emitWarning = (warning, ...rest) => {
  if (!String(warning).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER')) warn.call(process, warning, ...rest)
}

const [round, cachedData] = kept()
const script = new Script(readFileSync(program, 'utf8'), {
  filename: program.pathname,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
if (cache && (round < 3 || script.cachedDataRejected) && process.argv.includes('scan')) process.once('exit', keep)
script.runInThisContext()(program.href)

function kept() {
  for (let round = cache ? 3 : 0; round > 0; round--) {
    try {
      return [round, readFileSync(cache + '/' + place + '${build}.' + round)]
    } catch {
      // Not that often yet.
    }
  }
  return [0]
}

function keep() {
  try {
    const data = script.createCachedData()
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(cache)) if (name.startsWith(place)) rmSync(cache + '/' + name, { force: true })
    const next = cache + '/' + place + process.pid
    writeFileSync(next, data, { mode: 0o600 })
    renameSync(next, cache + '/' + place + '${build}.' + (script.cachedDataRejected ? 1 : round + 1))
  } catch {
    // A folder that cannot be written to costs time, and nothing else.
  }
}
`
}

/** Renames a finished build into place. Another run may have put the same one there in the meantime: theirs is as good. */
function moveInto(building: string, place: string): void {
  try {
    renameSync(building, place)
  } catch (error) {
    rmSync(building, { recursive: true, force: true })
    if (!existsSync(place)) throw error
  }
}

/** Puts a file in place in one step, dated from the start of the build: what was written during it counts as newer. */
function replace(path: string, text: string, date: Date): void {
  const next = `${path}.${process.pid}`
  writeFileSync(next, text, { mode: path.endsWith('.mjs') ? 0o755 : 0o644 })
  utimesSync(next, date, date)
  renameSync(next, path)
}

function removeOld(out: string, current: string): void {
  for (const entry of readdirSync(out, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === current) continue
    const path = join(out, entry.name)
    if (Date.now() - statSync(path).mtimeMs > hour) rmSync(path, { recursive: true, force: true })
  }
}

/** Folders of the packages whose code is in the bundle, from the root: `node_modules/zod`. */
export function bundledPackages(metafile: Pick<Metafile, 'inputs'>): readonly string[] {
  const folders = Object.keys(metafile.inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(folders)].toSorted()
}

function licences(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry))
    if (file === undefined) throw new Error(`${name} ${version} (${license}) comes without the text of its licence`)
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`
  })
  return `The program contains code of these packages, under their licences.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}

if (import.meta.main) {
  const words = process.argv.slice(2)
  try {
    await bundle(resolve(words.find((word) => !word.startsWith('-')) ?? join(root, 'dist')), words.includes('--clean'))
  } catch (error) {
    // esbuild has told what it could not read, and where.
    if (!(error instanceof Error && 'errors' in error)) throw error
    process.exitCode = 1
  }
}
