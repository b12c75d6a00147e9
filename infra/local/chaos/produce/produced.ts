import type { LogRecord } from '../../event-source/topic-log.ts'

/** A row as the database prints it, in the order of the topic's columns. */
export type Cells = readonly (string | null)[]

/** What has to become of a produced record. */
export type Fate =
  | { readonly kind: 'row'; readonly cells: Cells }
  /** A delete: accounted for, no row. */
  | { readonly kind: 'filtered' }
  | { readonly kind: 'letter' }
  /** Refused until somebody mends the table; its topic-partition waits for that. */
  | { readonly kind: 'row-once-mended'; readonly cells: Cells }
  /** Refused until somebody mends the table; then a redrive makes it a row. Never both. */
  | { readonly kind: 'row-or-letter'; readonly cells: Cells }

export interface ProducedRecord {
  readonly record: LogRecord
  readonly fate: Fate
}

/** A piece of a partition's log: offsets from `start` to before `end`, with gaps. */
export interface ProducedPartition {
  readonly partition: number
  readonly start: number
  readonly end: number
  readonly records: readonly ProducedRecord[]
}
