import type { Tap } from 'avsc/lib/types.js'
import { readFault } from './read-fault.ts'
import { readLong } from './read-integer.ts'

/** As deep as JSON is read. */
const DEEPEST = 1000
/** How many values of a body may take no bytes: nulls, records without fields, a fixed of size 0. */
const MOST_WEIGHTLESS = 1_000_000

/**
 * Keeps one body from becoming more than its bytes can stand for. avsc believes the counts that a body claims and
 * follows a recursive schema as deep as a body leads.
 */
export class ReadBounds {
  #weightless = MOST_WEIGHTLESS
  #depth = 0

  /** Begins another body. */
  reset(): void {
    this.#weightless = MOST_WEIGHTLESS
    this.#depth = 0
  }

  /** Values that take no bytes. */
  charge(values: number, path: string): void {
    this.#weightless -= values
    if (this.#weightless >= 0) return
    throw readFault(path, `more than ${MOST_WEIGHTLESS} values that take no bytes`)
  }

  /** @param levels how deep a record's values nest by themselves */
  enter(levels: number, path: string): void {
    this.#depth += levels
    if (this.#depth > DEEPEST) throw readFault(path, `nests deeper than ${DEEPEST} levels`)
  }

  leave(levels: number): void {
    this.#depth -= levels
  }

  /** How many items the next block of an array or a map holds, each of at least so many bytes; 0 at the end. */
  readBlock(tap: Tap, leastBytes: number, path: string): number {
    const claimed = readLong(tap, path)
    const count = claimed < 0 ? -claimed : claimed
    // A negative count is followed by the size of the block.
    const size = claimed < 0 ? readLong(tap, path) : 0
    const left = tap.buf.length - tap.pos
    if (typeof count !== 'number' || count * leastBytes > left || size < 0 || size > left) {
      throw readFault(path, 'a block of more items than the rest of the body can hold')
    }
    if (leastBytes === 0) this.charge(count, path)
    return count
  }
}
