import { RecordError } from '../errors.ts'
import type { FilterReason, RowFormat } from '../format/row-format.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { DecodedRow } from '../schema.ts'
import type { Row } from '../singlestore/row.ts'
import type { RowEncoder } from '../singlestore/row-encoder.ts'
import type { RowOrigin } from '../table/row-origin.ts'
import type { BadRecords } from './bad-records.ts'
import type { Filtered } from './filtered.ts'
import type { PartitionFaults } from './partition-faults.ts'
import type { Routed } from './plan.ts'

interface Reading {
  readonly format: RowFormat
  /** Null where rows take nothing from their record but its value. */
  readonly originOf: ((record: KafkaRecord) => RowOrigin) | null
  readonly encoder: RowEncoder
}

interface Encoding extends Reading {
  readonly faults: PartitionFaults
  readonly bad: BadRecords
  /** Grows by the records that turn out to write no row. */
  readonly filtered: Filtered
}

/**
 * Decodes and encodes records as the rows are pulled.
 * Once a topic-partition has a new fault no more rows come, for the load will be rolled back; but the rest is still read,
 * so that one pass finds the faults of all topic-partitions.
 * @throws EventError for a value that is no base64; StoreError `ERR_COLUMN_MISSING`
 */
export function* encodeRows(
  routed: readonly Routed[],
  { format, originOf, encoder, faults, bad, filtered }: Encoding,
): Generator<Row, void, undefined> {
  const planned = faults.revision
  for (const { record, span } of routed) {
    if (faults.revision > planned && faults.cuts(record)) continue
    let decoded: DecodedRow | FilterReason
    let origin: RowOrigin | null = null
    try {
      decoded = format.decode(record)
      if (originOf !== null && typeof decoded !== 'string') origin = originOf(record)
    } catch (error) {
      bad.add(error, record, 'decode')
      continue
    }
    if (typeof decoded === 'string') {
      filtered.add(span, decoded)
      continue
    }
    let row: Row
    try {
      row = encoder.encode(decoded, origin)
    } catch (error) {
      bad.add(error, record, 'map')
      continue
    }
    if (faults.revision === planned) yield row
  }
}

/** The rows of records that can be decoded and mapped, each with its record; the others are known to be bad. */
export function encodedRows(
  routed: readonly Routed[],
  { format, originOf, encoder }: Reading,
): ReadonlyMap<Row, KafkaRecord> {
  const rows = new Map<Row, KafkaRecord>()
  for (const { record } of routed) {
    try {
      const decoded = format.decode(record)
      if (typeof decoded === 'string') continue
      rows.set(encoder.encode(decoded, originOf?.(record) ?? null), record)
    } catch (error) {
      if (!(error instanceof RecordError)) throw error
    }
  }
  return rows
}
