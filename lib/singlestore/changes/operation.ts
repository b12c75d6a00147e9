import type { TopicPartition } from '../../kafka/record.ts'
import type { Row } from '../row.ts'

/** A row that a record, `Source`, asks for. */
export interface Write<Source> {
  readonly kind: 'write'
  readonly source: Source
  readonly row: Row
  /** Null where one of its columns is NULL: then it is in nobody's way. */
  readonly key: readonly string[] | null
  /** Null only where nothing asks for a version. */
  readonly version: string | null
}

/** That the row of a key is to go. */
export interface Delete<Source> {
  readonly kind: 'delete'
  readonly source: Source
  readonly key: readonly string[]
  /** Null where the record does not tell: then the row is deleted whatever its version. */
  readonly version: string | null
}

/** That all rows are to go which records before it in its topic-partition wrote, and all that the table holds. */
export interface Truncate<Source> {
  readonly kind: 'truncate'
  readonly source: Source
}

/**
 * What one record, `Source`, does to the row of a key. `key` holds the fields of the table's key columns, in their order,
 * and `version` that of the version column, each as a line of LOAD DATA writes it; those of binary columns in base64.
 */
export type Operation<Source extends TopicPartition> =
  | Write<Source>
  | Delete<Source>
  | Truncate<Source>
