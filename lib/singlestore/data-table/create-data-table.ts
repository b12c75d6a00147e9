import { StoreError } from '../../errors.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import { consequenceOf, errnoOf } from '../session/store-error.ts'
import { keyText } from './key-rules.ts'
import { missingTable } from './missing-table.ts'
import { type PlannedTable, plannedTable, type TablePlan } from './planned-table.ts'
import { tooWide } from './too-wide.ts'

const TABLE_EXISTS = 1050

/** How tables are made, and whether they are. */
export interface CreationRules extends TablePlan {
  readonly autoCreate: boolean
}

interface Creation extends CreationRules {
  readonly warn: (message: string) => void
}

/** A table to be created, with the schemas of its records. */
interface NewTable {
  readonly name: string
  readonly schemas: RowSchemas
}

/**
 * The table that is made of records of these schemas.
 * @throws StoreError `ERR_TABLE_MISSING` where there is no schema or creation is forbidden; whatever planning the table throws
 */
export function plannedCreation(
  { name, schemas: { value, key } }: NewTable,
  rules: CreationRules,
): PlannedTable {
  if (value === null) {
    throw missingTable(
      name,
      'its records carry no schema to create it from. Create the table, or send records with a schema',
    )
  }
  if (!rules.autoCreate) {
    throw missingTable(name, 'SINK_AUTO_CREATE=false forbids the sink to create it. Create it')
  }
  return plannedTable(name, { value, key }, rules)
}

/** What is to be said of a table's keys before it is created. */
export function keyWarnings(
  name: string,
  { conflicts, doubts }: Pick<PlannedTable, 'conflicts' | 'doubts'>,
): readonly string[] {
  return [
    ...conflicts.map(
      ({ rule, waysOut }) =>
        `Table "${name}": SingleStore documents that it refuses ${rule}. What works: ${waysOut}.`,
    ),
    ...doubts.map((doubt) => `Table "${name}": ${doubt}.`),
  ]
}

/**
 * Creates a table from the schema of its records; that another container was first is no fault.
 * @param connection to the DDL endpoint
 * @returns false where the server says that another was first
 * @throws StoreError `ERR_TABLE_MISSING` where there is no schema or creation is forbidden, `ERR_TABLE_KEYS` with the rule
 * and the ways out; whatever planning the table throws
 */
export async function createDataTable(
  connection: Connection,
  table: NewTable,
  creation: Creation,
  remainingMs: RemainingMs,
): Promise<boolean> {
  const { name } = table
  const planned = plannedCreation(table, creation)
  const { sql, keys, conflicts, columnCount } = planned
  for (const warning of keyWarnings(name, planned)) creation.warn(warning)
  try {
    await connection.execute(sql, `creating table "${name}"`, remainingMs)
    return true
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === TABLE_EXISTS) return false
    const wide = tooWide(error, name, columnCount)
    if (wide !== null) throw wide
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
