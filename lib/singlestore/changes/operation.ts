import type { Row } from '../row-encoder.ts'

/**
 * What one record, `Source`, does to the row of a key. `key` holds the fields of the table's key columns and `version` that
 * of the version column, each as a line of LOAD DATA writes it.
 */
export type Operation<Source> =
  | {
      readonly kind: 'write'
      readonly source: Source
      readonly row: Row
      /** Null where one of its columns is NULL: then it is in nobody's way. */
      readonly key: readonly string[] | null
      readonly version: string | null
    }
  | {
      readonly kind: 'delete'
      readonly source: Source
      readonly key: readonly string[]
      /** Null where the record does not tell: then the row is deleted whatever its version. */
      readonly version: string | null
    }
  | { readonly kind: 'truncate'; readonly source: Source }
