import type { Cells } from '../produce/produced.ts'

/** A row of a table, by the offset that it says it came from. */
export interface FoundRow {
  readonly offset: number
  readonly cells: Cells
}

/** A dead letter; bytes as the database prints them, `0x…`. */
export interface FoundLetter {
  readonly offset: number
  readonly timestamp: number
  readonly key: string | null
  readonly value: string | null
  /** JSON text. */
  readonly headers: string
}

/** A row of the ledger that holds a range. */
export interface FoundRange {
  readonly first: number
  readonly last: number
  readonly records: number
  readonly count: number
  readonly filtered: number
  readonly deadLettered: number
}

/** What the database has of a piece of a partition. */
export interface Evidence {
  readonly rows: readonly FoundRow[]
  readonly letters: readonly FoundLetter[]
}
