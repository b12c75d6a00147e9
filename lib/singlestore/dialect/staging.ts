import { createHash } from 'node:crypto'
import type { Column } from '../column.ts'
import { quoteIdentifier, quoteString } from '../identifier.ts'
import type { Table } from '../table.ts'

/** A temporary table that a table's rows pass through on trial: its columns, without its keys, and their sequence. */
export interface StagingTable {
  /** Made of all that the statement says: another for other columns. */
  readonly name: string
  readonly create: string
  /** The column that numbers the rows. */
  readonly sequence: string
  /** Columns that the server fills in the table, and here nothing does. */
  readonly unfilled: readonly string[]
}

export function stagingTable(table: Table): StagingTable {
  const sequence = sequenceName(table)
  const columns = [
    ...table.columns.map(stagingColumn),
    `${quoteIdentifier(sequence)} BIGINT NOT NULL`,
  ].join(', ')
  const hash = createHash('sha256').update(`${table.name}\0${columns}`).digest('hex')
  const name = `kafka_staging_${hash.slice(0, 32)}`
  return {
    name,
    create: `CREATE TEMPORARY TABLE IF NOT EXISTS ${quoteIdentifier(name)} (${columns})`,
    sequence,
    unfilled: table.columns
      .filter((column) => column.hasDefault && restated(column) === null)
      .map((column) => column.name),
  }
}

export function selectStaged({ name, sequence }: StagingTable): string {
  return `SELECT ${quoteIdentifier(sequence)} AS \`sequence\` FROM ${quoteIdentifier(name)}`
}

export function emptyStaging({ name }: StagingTable): string {
  return `DELETE FROM ${quoteIdentifier(name)}`
}

function sequenceName({ columns }: Table): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()))
  let name = 'kafka_sequence'
  while (taken.has(name)) name += '_'
  return name
}

/** Nullable always: what the table itself takes is not asked here. */
function stagingColumn(column: Column): string {
  const { name, type, kind, collation } = column
  const charset =
    kind === 'text' && collation !== null
      ? ` CHARACTER SET ${/^[^_]+/.exec(collation)?.[0]} COLLATE ${collation}`
      : ''
  const fallback = restated(column)
  const filled = fallback === null ? '' : ` DEFAULT ${fallback}`
  return `${quoteIdentifier(name)} ${type}${charset} NULL${filled}`
}

/** A default as CREATE TABLE takes it; null where there is none, or none that can be said again. */
function restated({ kind, defaultText }: Column): string | null {
  if (defaultText === null || kind === 'bit' || kind === 'other') return null
  const isClock =
    kind === 'datetime' && /^(?:current_timestamp|now)(?:\(\d?\))?$/i.test(defaultText)
  return isClock ? defaultText : quoteString(defaultText)
}
