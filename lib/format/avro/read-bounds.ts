import type { Tap } from 'avsc/lib/types.js'
import { ValueBudget } from '../value-budget.ts'
import { readFault } from './read-fault.ts'
import { readLong } from './read-integer.ts'

/** As deep as JSON is read. */
const DEEPEST = 1000

/** What an item of an array or a map takes: of its body at least, and of the memory before it is read. */
export interface ItemSize {
  readonly leastBytes: number
  readonly weight: number
}

/**
 * Keeps one body from becoming more than its bytes can stand for. avsc believes the counts that a body claims and
 * follows a recursive schema as deep as a body leads.
 */
export class ReadBounds {
  readonly #budget = new ValueBudget()
  #depth = 0

  /** Begins another body. */
  reset(): void {
    this.#budget.reset()
    this.#depth = 0
  }

  charge(values: number, path: string): void {
    this.#budget.charge(values, path)
  }

  /** @param levels how deep a record's values nest by themselves */
  enter(levels: number, path: string): void {
    this.#depth += levels
    if (this.#depth > DEEPEST) throw readFault(path, `nests deeper than ${DEEPEST} levels`)
  }

  leave(levels: number): void {
    this.#depth -= levels
  }

  /** How many items the next block of an array or a map holds; 0 at the end. */
  readBlock(tap: Tap, { leastBytes, weight }: ItemSize, path: string): number {
    const claimed = readLong(tap, path)
    const count = claimed < 0 ? -claimed : claimed
    // A negative count is followed by the size of the block.
    const size = claimed < 0 ? readLong(tap, path) : 0
    const left = tap.buf.length - tap.pos
    if (typeof count !== 'number' || count * leastBytes > left || size < 0 || size > left) {
      throw readFault(path, 'a block of more items than the rest of the body can hold')
    }
    if (count > 0) this.charge(count * weight, path)
    return count
  }
}
