/** A line on standard error that tells what takes long: only on a terminal, only after a second, and gone when the result comes. */
export interface Progress {
  show(text: string): void
  clear(): void
}

const patience = 1000

export function progressLine(wanted: boolean): Progress {
  const { stderr } = process
  const started = performance.now()
  let shown = false
  return {
    show(text) {
      if (!wanted || performance.now() - started < patience) return
      if (!stderr.isTTY) return
      stderr.write(`\r\u001b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}`)
      shown = true
    },
    clear() {
      if (shown) stderr.write('\r\u001b[2K')
      shown = false
    },
  }
}
