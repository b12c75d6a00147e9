import { ConfigError } from '../../errors.ts'
import type { Field } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import { isTyped } from '../../table/mapped-column.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { TableKey } from '../../table/table-key.ts'
import { type TableOptions, tableOptionsOf } from '../../table/table-options.ts'
import { createTable } from '../dialect/create-table.ts'
import { nameText } from '../identifier.ts'
import { connectorSortKey } from './connector-sort-key.ts'
import { type KeyConflict, keyConflicts, keyDoubts, keyText } from './key-rules.ts'
import { missingTable } from './missing-table.ts'
import { recordKey } from './record-key.ts'

/** How tables are made. */
export interface TablePlan {
  /** Of all tables that have none of their own. */
  readonly tableKeys: readonly TableKey[]
  /** Of single tables, and under `*` of all others. */
  readonly tableOptions: ReadonlyMap<string, TableOptions>
  readonly encoding: Encoding
  readonly mapping: MappingRules
  /** Rows are known by their keys: without a unique key the table gets the record's. */
  readonly keyed: boolean
}

/** A table as it would be created. */
export interface PlannedTable {
  readonly sql: string
  readonly columnCount: number
  readonly keys: readonly TableKey[]
  /** Rules of SingleStore that the keys break: it will refuse the statement. */
  readonly conflicts: readonly KeyConflict[]
  /** What it takes, and yet may not be meant. */
  readonly doubts: readonly string[]
}

/**
 * The table for records of these schemas, with exactly the configured keys, in the connector's profile its sort key, and
 * the record's key where rows are known by one.
 * @throws ConfigError for a key on a column that the schema lacks, for a reference table with a key that cuts or sorts it, and where
 * rows are known by a key that nothing names; StoreError `ERR_TABLE_MISSING` where the key's schema is unknown; RecordError
 */
export function plannedTable(
  table: string,
  schemas: RowSchemas & { readonly value: NonNullable<RowSchemas['value']> },
  { tableKeys, tableOptions, encoding: { profile }, mapping, keyed }: TablePlan,
): PlannedTable {
  const options = tableOptionsOf(table, tableOptions)
  const columns = mapColumns(table, schemas, mapping)
  const untyped = columns.find((column) => !isTyped(column))
  if (untyped !== undefined) {
    throw missingTable(
      table,
      `its records have no key with a schema to make the column ${nameText(untyped.name)} of (SINK_KEY_COLUMNS). Create the table, or send records with such a key`,
    )
  }
  const configured = options.keys ?? tableKeys
  guardKeyColumns(table, columns, configured)
  const unique = keyed ? recordKey(table, schemas, columns, configured, mapping) : []
  const named = [...configured, ...unique]
  if (options.reference) guardReference(table, named)
  const isSorted = profile === 'connector' && options.storage === 'columnstore'
  const keys = isSorted ? [...named, ...connectorSortKey(columns, named)] : named
  return {
    sql: createTable(table, columns, keys, profile, options),
    columnCount: columns.length,
    keys,
    conflicts: keyConflicts(columns, keys, profile, options),
    doubts: options.reference ? [] : keyDoubts(keys),
  }
}

function guardKeyColumns(
  table: string,
  columns: readonly Field[],
  keys: readonly TableKey[],
): void {
  const names = new Set(columns.map((column) => column.name.toLowerCase()))
  const faults = keys.flatMap((key) =>
    key.columns
      .filter((column) => !names.has(column.toLowerCase()))
      .map(
        (column) =>
          `the key ${keyText(key)} names the column "${column}", which the schema of table "${table}" lacks; ` +
          `it has ${columns.map((field) => `"${field.name}"`).join(', ')}. Correct tableKey.${key.type} (SINK_TABLE_KEYS), or give the table keys of its own (SINK_TABLE_OPTIONS)`,
      ),
  )
  if (faults.length > 0) throw new ConfigError(faults)
}

/** A table that every node keeps whole is neither cut nor sorted. */
function guardReference(table: string, keys: readonly TableKey[]): void {
  const faults = keys
    .filter(({ type }) => type === 'SHARD' || type === 'COLUMNSTORE')
    .map(
      (key) =>
        `the reference table "${table}" cannot have the key ${keyText(key)}: every node keeps it whole. Leave the key out, or give the table keys of its own (SINK_TABLE_OPTIONS)`,
    )
  if (faults.length > 0) throw new ConfigError(faults)
}
