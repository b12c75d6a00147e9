import { StoreError } from '../../errors.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { consequenceOf, errnoOf } from '../session/store-error.ts'
import { keyText } from './key-rules.ts'
import { missingTable } from './missing-table.ts'
import { plannedTable, type TablePlan } from './planned-table.ts'

const TABLE_EXISTS = 1050

interface Creation extends TablePlan {
  readonly autoCreate: boolean
  readonly warn: (message: string) => void
}

/**
 * Creates a table from the schema of its records; that another container was first is no fault.
 * @param connection to the DDL endpoint
 * @throws StoreError `ERR_TABLE_MISSING` where there is no schema or creation is forbidden, `ERR_TABLE_KEYS` with the rule
 * and the ways out; whatever planning the table throws
 */
export async function createDataTable(
  connection: Connection,
  { name, schemas: { value, key } }: { readonly name: string; readonly schemas: RowSchemas },
  creation: Creation,
  remainingMs: RemainingMs,
): Promise<void> {
  if (value === null) {
    throw missingTable(
      name,
      'its records carry no schema to create it from. Create the table, or send records with a schema',
    )
  }
  if (!creation.autoCreate) {
    throw missingTable(name, 'SINK_AUTO_CREATE=false forbids the sink to create it. Create it')
  }
  const { sql, keys, conflicts, doubts } = plannedTable(name, { value, key }, creation)
  for (const { rule, waysOut } of conflicts) {
    creation.warn(
      `Table "${name}": SingleStore documents that it refuses ${rule}. What works: ${waysOut}.`,
    )
  }
  for (const doubt of doubts) creation.warn(`Table "${name}": ${doubt}.`)
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
