import { RecordError } from '../errors.ts'

/**
 * A few bytes may stand for much: an empty text of bytes, a struct of a thousand absent fields, a block of nulls. Four
 * million fit into what an event can hold of the smallest honest values.
 */
const MOST_VALUES = 4_194_304

/** What takes the memory of several values counts as so many: an array or a struct beside its members, a map, bytes. */
export const LIST_WEIGHT = 4
export const MAP_WEIGHT = 20
export const BYTES_WEIGHT = 16

/** What a Decimal of this scale counts as: its zeros stand nowhere in the body. */
export function decimalWeight(scale: number): number {
  return 1 + Math.ceil(Math.abs(scale) / 8)
}

/** How many values the record that is being read may still come to; one for each codec, which reads one record at a time. */
export class ValueBudget {
  #left = MOST_VALUES

  /** Begins another record. */
  reset(): void {
    this.#left = MOST_VALUES
  }

  /**
   * @param path where they stand, for messages
   * @throws RecordError `ERR_RECORD_UNDECODABLE`
   */
  charge(values: number, path: string): void {
    if (!this.spend(values)) throw new RecordError('ERR_RECORD_UNDECODABLE', `${path}: ${TOO_MANY}`)
  }

  /** Whether there was room for so many. */
  spend(values: number): boolean {
    this.#left -= values
    return this.#left >= 0
  }
}

export const TOO_MANY = `the record comes to more than ${MOST_VALUES} values, the most that is read`
