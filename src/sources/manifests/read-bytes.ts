import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'

/** Larger files than this are not manifests that anyone wrote or applies: the API server takes 3 MiB for one object. */
export const maxFile = 128 * 1024 * 1024

/** Says that there is more than `maxFile` to read. */
export class TooLarge extends Error {
  constructor() {
    super(`larger than ${maxFile >> 20} MiB`)
    this.name = 'TooLarge'
  }
}

/** The bytes of a file. What can be read only once is a pipe. Throws what reading throws, and TooLarge. */
export function readBytes(path: string): { readonly bytes: Uint8Array; readonly once: boolean } {
  const stats = statSync(path)
  const once = stats.isFIFO()
  if (!once && !stats.isFile()) throw new Error('neither a file nor a folder')
  if (stats.size > maxFile) throw new TooLarge()
  // Files of /proc are of size 0 and may have no end.
  if (stats.size > 0) return { bytes: readFileSync(path), once }
  const file = openSync(path, 'r')
  try {
    return { bytes: readToEnd(file), once }
  } finally {
    closeSync(file)
  }
}

/** Everything that can be read from an open file. Throws TooLarge. */
export function readToEnd(file: number): Uint8Array {
  const chunks: Uint8Array[] = []
  for (let size = 0; ; ) {
    const chunk = readChunk(file)
    if (chunk.length === 0) return Buffer.concat(chunks)
    chunks.push(chunk)
    size += chunk.length
    if (size > maxFile) throw new TooLarge()
  }
}

/** The next bytes; none at the end. */
function readChunk(file: number): Uint8Array {
  const chunk = Buffer.allocUnsafe(1 << 16)
  for (;;) {
    try {
      return chunk.subarray(0, readSync(file, chunk))
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) throw cause
      // A pipe that another program made non-blocking, with nothing in it yet.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}
