import type { Gap } from '../model/index.ts'

/** More would not be read, nor fit into memory. */
const maxGaps = 20_000

/** Gaps as they come, up to a number that no honest source reaches; that the rest is not listed is the last of them. */
export class GapList {
  readonly #all: Gap[] = []

  get all(): readonly Gap[] {
    return this.#all
  }

  /** Adds a gap; gives its index. */
  add(gap: Gap): number {
    if (this.#all.length < maxGaps) this.#all.push(gap)
    else if (this.#all.length === maxGaps) {
      const { file, line } = gap
      this.#all.push({
        reason: 'too-large',
        message: {
          en: `more than ${maxGaps} things could not be looked at; the rest is not listed`,
          ko: `확인하지 못한 항목이 ${maxGaps}개를 넘어 나머지는 나열하지 않았습니다`,
        },
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      })
    }
    return this.#all.length - 1
  }

  /** Puts another gap in the place of one. */
  replace(index: number, gap: Gap): void {
    this.#all[index] = gap
  }
}
