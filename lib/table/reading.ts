import type { Decoded, DecodedRow } from '../schema.ts'

/** One thing that a record asks for. */
export type Reading = WriteReading | DeleteReading | TruncateReading

export interface WriteReading {
  readonly kind: 'write'
  /** That picks the table, where no field of the row does. */
  readonly topic: string
  readonly row: DecodedRow
  readonly key: Decoded | null
}

export interface DeleteReading {
  readonly kind: 'delete'
  readonly topic: string
  /** The row as it was, as far as the record tells. */
  readonly before: DecodedRow | null
  readonly key: Decoded | null
}

interface TruncateReading {
  readonly kind: 'truncate'
  readonly topic: string
}
