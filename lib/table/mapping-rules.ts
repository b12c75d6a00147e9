import type { ExtraColumn } from './extra-column.ts'
import type { FieldPath } from './field-path.ts'

/** Which field fills which column, as configured for all tables. */
export interface MappingRules {
  /** The top-level fields that are kept (`fields.whitelist`); null keeps all. */
  readonly whitelist: ReadonlySet<string> | null
  /** By table, the columns that are written and where their values stand (`singlestore.columnToField`); other tables take all fields. */
  readonly columnToField: ReadonlyMap<string, ReadonlyMap<string, FieldPath>>
  readonly extraColumns: readonly ExtraColumn[]
  /** The columns that the record's key fills, by table and for all others; empty where the key fills none. */
  readonly keyColumns: {
    readonly byTable: ReadonlyMap<string, readonly string[]>
    readonly otherwise: readonly string[]
  }
}

/** Every field of the value fills the column of its name, and nothing else is written. */
export const PLAIN_MAPPING: MappingRules = {
  whitelist: null,
  columnToField: new Map(),
  extraColumns: [],
  keyColumns: { byTable: new Map(), otherwise: [] },
}

/** Whether rows take anything from the key of their record. */
export function readsKey({ extraColumns, keyColumns }: MappingRules): boolean {
  return (
    keyColumns.otherwise.length > 0 ||
    keyColumns.byTable.size > 0 ||
    extraColumns.some(({ part }) => part === 'key')
  )
}
