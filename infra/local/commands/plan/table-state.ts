import type { SinkError } from '../../../../lib/errors.ts'
import type { RowEncoder } from '../../../../lib/singlestore/row-encoder.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import type { TableDefinition } from '../../../../lib/singlestore/table-definition.ts'
import type { RowSchemas } from '../../../../lib/table/row-schemas.ts'

/** A table that the database has. */
export interface ExistingTable {
  readonly table: Table
  /** Null for a view. */
  readonly definition: TableDefinition | null
}

/** A table with what would become of it. */
export interface TableState {
  readonly name: string
  readonly existing: ExistingTable | null
  /** As it would be, with what writes its rows; null where it does not exist and nothing creates it. */
  readonly now: { readonly table: Table; readonly encoder: RowEncoder } | null
  readonly created: string | null
  readonly altered: readonly string[]
  /** Of the rows that are to be written. */
  readonly schemas: readonly RowSchemas[]
  /** The columns that rows fill, in lower case. */
  readonly filled: ReadonlySet<string>
  readonly warnings: ReadonlySet<string>
  /** What the sink would stop at. */
  readonly error: SinkError | null
}
