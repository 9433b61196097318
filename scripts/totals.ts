import { readFileSync } from 'node:fs'

/*
 * Says in one line what came of a test run, from the file that Vitest's JSON reporter wrote: `node scripts/totals.ts <file>`.
 * Exit code 1 where anything failed, or where nothing ran.
 */

interface Results {
  readonly success: boolean
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** A file that failed before its first test counts as one failed test: it may not vanish from the sum. */
export function totals({ success, testResults }: Results): { line: string; good: boolean } {
  const tests = testResults.flatMap(({ status, assertionResults }) =>
    assertionResults.length === 0 && status === 'failed' ? ['failed'] : assertionResults.map((test) => test.status),
  )
  const count = (status: string): number => tests.filter((test) => test === status).length
  const passed = count('passed')
  const failed = count('failed')
  const skipped = tests.length - passed - failed
  const line = `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
  return { line, good: success && failed === 0 && passed > 0 }
}

if (import.meta.main) {
  const { line, good } = totals(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
  console.log(line)
  process.exitCode = good ? 0 : 1
}
