import type { TopicLog } from '../event-source/topic-log.ts'

/** How a column's text is compared: to the letter, as a number, or as JSON whatever its spacing. */
export type Comparison = 'text' | 'number' | 'json'

export interface SampleColumn {
  readonly name: string
  readonly comparison: Comparison
}

/** A made-up topic together with the table that it has to become. */
export interface Sample {
  readonly log: TopicLog
  readonly columns: readonly SampleColumn[]
  /** What the table must hold, in no order; cells in the order of the columns, binary as `0x…`. */
  readonly rows: readonly (readonly (string | null)[])[]
  /** Records that must not become rows: tombstones. */
  readonly filtered: number
}
