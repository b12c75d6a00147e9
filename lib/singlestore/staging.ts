import { ConfigError, StoreError } from '../errors.ts'
import type { Compression } from '../table/loading-rules.ts'
import { emptyStaging, type StagingTable, selectStaged, stagingTable } from './dialect/staging.ts'
import { INSERT, loadRows } from './loader.ts'
import type { Row, Shape } from './row.ts'
import type { Connection, RemainingMs } from './session/connection.ts'
import { consequenceOf } from './session/store-error.ts'
import type { Table } from './table.ts'

/** The staging tables that a session has. */
const prepared = new WeakMap<Connection, Set<string>>()

/**
 * Makes the temporary table that `passingRows` needs, once in a session and for the columns that the table has; before a
 * transaction begins, for DDL may commit it.
 * @throws StoreError
 */
export async function prepareStaging(
  connection: Connection,
  table: Table,
  remainingMs: RemainingMs,
): Promise<void> {
  const names = prepared.get(connection) ?? new Set()
  const { name, create } = stagingTable(table)
  if (names.has(name)) return
  await connection.execute(
    create,
    `creating the temporary table that rows of "${table.name}" are filtered in (it takes the privilege CREATE TEMPORARY TABLES)`,
    remainingMs,
  )
  prepared.set(connection, names.add(name))
}

/**
 * Which of the rows pass the filter of the configuration: those that a filtered load would write. They are loaded into a
 * temporary table and nowhere else; whether the table's keys and its NOT NULL would take them is not asked.
 * @returns their places among `rows`
 * @throws StoreError, as from a load of the rows; ConfigError for a filter by a column that only the table itself can fill
 */
export async function passingRows(
  connection: Connection,
  table: Table,
  rows: Iterable<Row>,
  filter: string,
  remainingMs: RemainingMs,
  compression: Compression = 'skip',
): Promise<ReadonlySet<number>> {
  const staging = stagingTable(table)
  if (prepared.get(connection)?.has(staging.name) !== true) {
    throw new StoreError(
      'ERR_STORE_TRANSIENT',
      `The session has no staging table for "${table.name}": it is another than the one that was prepared.`,
      { transient: true, coordinates: { table: table.name } },
    )
  }
  const unknown = mentioned(staging.unfilled, filter)
  const numbered = numberedRows(rows, staging, (shape) => demandFilled(table, shape, unknown))
  try {
    const options = { ...INSERT, filter, compression, standsFor: table.name }
    const { loaded } = await loadRows(connection, staging.name, numbered, options, remainingMs)
    const passing = await connection.select(
      selectStaged(staging),
      `reading which rows of "${table.name}" pass the filter`,
      remainingMs,
    )
    if (passing.length !== loaded) throw incomplete(table, loaded, passing.length)
    return new Set(passing.map(({ sequence }) => Number(sequence)))
  } catch (error) {
    // A staging table may have gone with the leaf that held it: only another session gets another.
    if (!(error instanceof Error) || consequenceOf(error) !== 'refused') connection.destroy()
    throw error
  } finally {
    await empty(connection, staging, remainingMs)
  }
}

/** Rows with their place as a last field. */
function* numberedRows(
  rows: Iterable<Row>,
  { sequence }: StagingTable,
  check: (shape: Shape) => void,
): Generator<Row, void, undefined> {
  const shapes = new Map<Shape, Shape>()
  let place = 0
  for (const { shape, line } of rows) {
    let numbered = shapes.get(shape)
    if (numbered === undefined) {
      check(shape)
      numbered = { columns: [...shape.columns, { name: sequence, as: 'text' }] }
      shapes.set(shape, numbered)
    }
    // A line of one field ends in a tab already.
    yield { shape: numbered, line: `${line}${shape.columns.length === 1 ? '' : '\t'}${place}` }
    place += 1
  }
}

/** A text in quotes, a name in back-quotes, or a word. */
const words = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|`(?:[^`]|``)*`|[\p{L}\p{N}_$]+/gsu

/** Those of the columns that the filter may name. */
function mentioned(columns: readonly string[], filter: string): readonly string[] {
  const names = (filter.match(words) ?? []).filter((word) => !/^['"]/.test(word))
  const plain = new Set(names.map((name) => unquoted(name).toLowerCase()))
  return columns.filter((column) => plain.has(column.toLowerCase()))
}

function unquoted(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name
}

function demandFilled(table: Table, shape: Shape, columns: readonly string[]): void {
  const filled = new Set(shape.columns.map(({ name }) => name.toLowerCase()))
  const missing = columns.find((name) => !filled.has(name.toLowerCase()))
  if (missing === undefined) return
  throw new ConfigError([
    `SINK_FILTER (singlestore.filter) asks for the column "${missing}" of table "${table.name}", which the server fills where a record leaves it out, when its row is already written: beside upsert and deletes filter by columns that records fill`,
  ])
}

async function empty(
  connection: Connection,
  staging: StagingTable,
  remainingMs: RemainingMs,
): Promise<void> {
  if (connection.lost) return
  try {
    await connection.execute(emptyStaging(staging), 'emptying the staging table', remainingMs)
  } catch (error) {
    connection.destroy()
    throw error
  }
}

function incomplete({ name }: Table, loaded: number, read: number): StoreError {
  return new StoreError(
    'ERR_LOAD_INCOMPLETE',
    `Of ${loaded} rows of table "${name}" that passed the filter ${read} were read back; everything is rolled back.`,
    { transient: true, coordinates: { table: name } },
  )
}
