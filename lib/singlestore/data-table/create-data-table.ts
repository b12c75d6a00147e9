import { ConfigError, StoreError } from '../../errors.ts'
import type { Field } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { TableKey } from '../../table/table-key.ts'
import { createTable } from '../dialect/create-table.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { consequenceOf, errnoOf } from '../session/store-error.ts'
import { connectorSortKey } from './connector-sort-key.ts'
import { keyConflicts, keyDoubts, keyText } from './key-rules.ts'
import { missingTable } from './missing-table.ts'

const TABLE_EXISTS = 1050

interface Creation {
  readonly tableKeys: readonly TableKey[]
  readonly autoCreate: boolean
  readonly encoding: Encoding
  readonly mapping: MappingRules
  readonly warn: (message: string) => void
}

/**
 * Creates a table from the schema of its records, with exactly the configured keys, and in the connector's profile with
 * its sort key; that another container was first is no fault.
 * @param connection to the DDL endpoint
 * @throws StoreError `ERR_TABLE_MISSING` where there is no schema or creation is forbidden, `ERR_TABLE_KEYS` with the rule
 * and the ways out; ConfigError for a key on a column that the schema lacks
 */
export async function createDataTable(
  connection: Connection,
  { name, schemas: { value, key } }: { readonly name: string; readonly schemas: RowSchemas },
  { tableKeys, autoCreate, encoding: { profile }, mapping, warn }: Creation,
  remainingMs: RemainingMs,
): Promise<void> {
  if (value === null) {
    throw missingTable(
      name,
      'its records carry no schema to create it from. Create the table, or send records with a schema',
    )
  }
  if (!autoCreate) {
    throw missingTable(name, 'SINK_AUTO_CREATE=false forbids the sink to create it. Create it')
  }
  const columns = mapColumns(name, { value, key }, mapping)
  guardKeyColumns(name, columns, tableKeys)
  const keys =
    profile === 'connector' ? [...tableKeys, ...connectorSortKey(columns, tableKeys)] : tableKeys
  const conflicts = keyConflicts(columns, keys, profile)
  for (const { rule, waysOut } of conflicts) {
    warn(`Table "${name}": SingleStore documents that it refuses ${rule}. What works: ${waysOut}.`)
  }
  for (const doubt of keyDoubts(keys)) warn(`Table "${name}": ${doubt}.`)
  const sql = createTable(name, columns, keys, profile)
  try {
    await connection.execute(sql, `creating table "${name}"`, remainingMs)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === TABLE_EXISTS) return
    if (keys.length === 0 || consequenceOf(error) !== 'permanent' || errno === undefined)
      throw error
    const explained = conflicts.map(({ rule, waysOut }) => `${rule}. What works: ${waysOut}.`)
    throw new StoreError(
      'ERR_TABLE_KEYS',
      `SingleStore refused to create table "${name}" with the keys ${keys.map(keyText).join(', ')}: ` +
        [...explained, error instanceof Error ? `(${error.message})` : ''].join(' '),
      { transient: false, errno, coordinates: { table: name }, cause: error },
    )
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
          `it has ${columns.map((field) => `"${field.name}"`).join(', ')}. Correct tableKey.${key.type} (SINK_TABLE_KEYS)`,
      ),
  )
  if (faults.length > 0) throw new ConfigError(faults)
}
