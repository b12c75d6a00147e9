import { RecordError } from '../errors.ts'
import type { Format } from '../format/format.ts'
import type { Span } from '../kafka/span.ts'
import type { Row, RowEncoder } from '../singlestore/row-encoder.ts'
import type { Cutoffs } from './cutoffs.ts'
import { locate } from './locate.ts'
import type { Routed } from './plan.ts'

/** Counts, while rows stream, the records that turn out to be deletes. */
export type Filtered = Map<Span, number>

/**
 * Decodes and encodes records as the rows are pulled.
 * After a bad record no more rows come: the load will be rolled back, but the rest is still read, so that
 * one pass finds the first bad record of every topic-partition.
 * @throws EventError for a value that is no base64; StoreError `ERR_COLUMN_MISSING`
 */
export function* encodeRows(
  routed: readonly Routed[],
  format: Format,
  encoder: RowEncoder,
  cutoffs: Cutoffs,
  filtered: Filtered,
): Generator<Row, void, undefined> {
  const before = cutoffs.revision
  for (const { record, span } of routed) {
    if (cutoffs.revision > before && cutoffs.cuts(record)) continue
    let row: Row | null
    try {
      const decoded = format.decode(record.value ?? '')
      row = decoded.value === null ? null : encoder.encode(decoded)
    } catch (error) {
      const located = locate(error, record)
      if (!(located instanceof RecordError)) throw located
      cutoffs.add(record, located)
      continue
    }
    if (row === null) filtered.set(span, (filtered.get(span) ?? 0) + 1)
    else if (cutoffs.revision === before) yield row
  }
}
