import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../scripts/bundle.ts'
import { inTurn, median, outputOf, type Program, patienceMs, type Run, ratio } from '../lib/measure.ts'
import { kubeScore, peerProgram, trivy } from '../lib/peers.ts'
import { writeTree } from '../lib/tree.ts'
import { timeByPhase } from './phases.ts'

/*
 * How long a scan of manifests takes and how much memory it needs, whole processes beside kube-score and Trivy: `node bench/posture/main.ts [folder…]`.
 * Without folders: the manifests of ../shared/data and of examples/, and trees of 5,000, 20,000 and 50,000 objects. Prints Markdown.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const rounds = 7
const roundsOfTrees = 3
const sizes = [5000, 20_000, 50_000]

interface Subject {
  readonly name: string
  readonly program: (folder: string) => Program
  /** How many findings an output holds. */
  readonly count: (output: string) => number
}

const haetae: Subject = scanner('haetae', [join(root, 'haetae')])
const withoutLauncher: Subject = scanner('haetae, without its launcher', [
  join(root, 'node_modules/.bin/node'),
  join(root, 'dist/haetae.mjs'),
])

function scanner(name: string, command: readonly string[]): Subject {
  return {
    name,
    program: (folder) => ({ name, command: [...command, 'scan', folder, '-o', 'json'], accepted: [0, 1, 3] }),
    count: (output) => JSON.parse(output).findings.length,
  }
}

function peers(): readonly Subject[] {
  const score = peerProgram(kubeScore)
  const config = peerProgram(trivy)
  return [...(score === undefined ? [] : [kubeScoreSubject(score)]), ...(config === undefined ? [] : [trivySubject(config)])]
}

function kubeScoreSubject(file: string): Subject {
  return {
    name: `kube-score ${kubeScore.version}`,
    program: (folder) => ({
      name: kubeScore.name,
      command: [file, 'score', '--output-format', 'ci', ...manifestsIn(folder)],
      accepted: [0, 1],
      cwd: folder,
    }),
    count: (output) => output.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line)).length,
  }
}

function trivySubject(file: string): Subject {
  const options = ['--skip-check-update', '--skip-version-check', '--quiet', '--format', 'json']
  return {
    name: `trivy config ${trivy.version}`,
    program: (folder) => ({ name: trivy.name, command: [file, 'config', ...options, folder], accepted: [0] }),
    count: (output) => {
      const results: readonly { Misconfigurations?: readonly unknown[] }[] = JSON.parse(output).Results ?? []
      return results.reduce((sum, { Misconfigurations = [] }) => sum + Misconfigurations.length, 0)
    },
  }
}

/** Plain manifests: kube-score ends at the first file that is a template. */
function manifestsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file) && !readFileSync(join(folder, file), 'utf8').includes('{{'))
    .toSorted()
}

/** Measures the subjects over one folder, each counted once before, which also warms every cache there is. */
function measure(folder: string, subjects: readonly Subject[], times: number): ReadonlyMap<Subject, readonly Run[]> {
  const programs = new Map<Subject, Program>()
  const findings = new Map<Subject, number>()
  const tired = ({ name }: Subject) => console.log(`${name}: not finished after ${patienceMs / 1000} s, and not waited for\n`)
  for (const subject of subjects) {
    const program = subject.program(folder)
    const output = outputOf(program)
    if (output === undefined) tired(subject)
    else {
      findings.set(subject, subject.count(output))
      programs.set(subject, program)
    }
  }
  const runs = inTurn([...programs.values()], times)
  const measured = new Map<Subject, readonly Run[]>()
  for (const [subject, program] of programs) {
    const all = runs.get(program)
    if (all === undefined) tired(subject)
    else measured.set(subject, all)
  }
  const own = measured.get(subjects[0] ?? haetae) ?? []
  console.log('| program | findings | wall, median (least) | processor | peak memory | haetae takes |')
  console.log('|---|---:|---:|---:|---:|---:|')
  for (const [subject, all] of measured) console.log(row(subject, findings.get(subject) ?? 0, all, own))
  console.log()
  return measured
}

function row({ name }: Subject, findings: number, runs: readonly Run[], own: readonly Run[]): string {
  const walls = runs.map(({ wallMs }) => wallMs)
  const cpu = median(runs.map(({ cpuMs = Number.NaN }) => cpuMs))
  const peak = Math.max(...runs.map(({ peakMb = Number.NaN }) => peakMb))
  // A program that found nothing where the others did has not looked.
  const share = findings === 0 ? 'not compared' : runs === own ? '' : `${ratio(own, runs).toFixed(2)} of it`
  return `| ${[name, findings, `${seconds(median(walls))} (${seconds(Math.min(...walls))})`, seconds(cpu), `${peak.toFixed(0)} MB`, share].join(' | ')} |`
}

const seconds = (ms: number) => (Number.isNaN(ms) ? '?' : `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)} s`)

function printPhases(folder: string): void {
  const [node = '', ...words] = withoutLauncher.program(folder).command
  const phases = timeByPhase(node, words, 5)
  const whole = [...phases.values()].reduce((sum, time) => sum + time, 0)
  console.log(`Where the time goes, by samples (${whole.toFixed(0)} ms in all):\n`)
  console.log(
    [...phases]
      .toSorted(([, a], [, b]) => b - a)
      .map(([phase, time]) => `${phase} ${((time / whole) * 100).toFixed(0)} %`)
      .join(', '),
  )
  console.log()
}

function folders(): readonly string[] {
  const given = process.argv.slice(2)
  if (given.length > 0) return given.map((folder) => resolve(folder))
  const shared = join(root, '../shared/data/manifests')
  const data = existsSync(shared) ? readdirSync(shared).map((name) => join(shared, name)) : []
  if (data.length === 0) console.log('skipped: there is no ../shared/data/manifests\n')
  return [...data, join(root, 'examples/shop/manifests')]
}

function measureTrees(subjects: readonly Subject[]): void {
  const sources = [join(root, 'examples/shop/manifests'), join(root, '../shared/data/manifests/kube-prometheus')]
  let willing = subjects
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'haetae-tree-'))
    try {
      const { objects, bytes } = writeTree(folder, sources, size)
      console.log(`## ${objects.toLocaleString('en')} objects, ${(bytes / 1e6).toFixed(0)} MB\n`)
      const measured = measure(folder, willing, roundsOfTrees)
      const rates = [...measured].map(
        ([{ name }, runs]) => `${name} ${Math.round(objects / median(runs.map(({ wallMs }) => wallMs / 1000)))}`,
      )
      console.log(`Objects a second: ${rates.join(', ')}\n`)
      // Who took a quarter of our patience for this size would take all of it for the next.
      willing = [...measured]
        .filter(([, runs]) => median(runs.map(({ wallMs }) => wallMs)) < patienceMs / 4)
        .map(([subject]) => subject)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

await bundle(join(root, 'dist'), false)
const subjects = [haetae, withoutLauncher, ...peers()]
for (const folder of folders()) {
  console.log(`## ${basename(folder) === 'manifests' ? 'examples/shop/manifests' : basename(folder)}\n`)
  measure(folder, subjects, rounds)
  printPhases(folder)
}
if (process.argv.length === 2) measureTrees(subjects)
