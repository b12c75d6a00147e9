import type { Random } from '../../event-source/random.ts'
import type { Cells, Fate } from './produced.ts'

/** Where a record lies; its value says so, too, and that tells which record a row came from. */
export interface Place {
  readonly partition: number
  readonly offset: number
}

/** Columns of every table that say which record a row came from. */
export const PLACE_COLUMNS = { partition: 'partition_no', offset: 'offset_no' } as const

/** The value of a record, and what has to become of it. */
export interface Message {
  readonly value: Uint8Array | null
  readonly fate: Fate
}

/** What the records of a topic look like. */
export interface MessageKind {
  /** The columns of `cells`; those of the place stand apart. */
  readonly columns: readonly string[]
  good(place: Place, random: Random): Message
  /** Records that cannot become rows as they are, each with its share of all records. */
  readonly bad: readonly {
    readonly share: number
    make(place: Place, random: Random): Message
  }[]
  /** Deletes besides plain tombstones: none, or a null payload. */
  readonly nullPayload: Uint8Array | null
}

export function row(value: Uint8Array, cells: Cells): Message {
  return { value, fate: { kind: 'row', cells } }
}

export function letter(value: Uint8Array): Message {
  return { value, fate: { kind: 'letter' } }
}

/** The text of a record that broke off: no format can read it. */
export function brokenOff(value: Uint8Array, random: Random): Uint8Array {
  return value.subarray(0, random.integer(1, value.length - 1))
}
