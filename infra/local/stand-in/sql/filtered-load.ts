import { createHash } from 'node:crypto'
import { mariadbCreateTable, mariadbTableName } from './mariadb-table.ts'
import type { NameAliases } from './name-aliases.ts'
import { quoteName } from './quote.ts'
import { type Column, isNullable, sameName, type TableModel } from './table-model.ts'

/** The name of the table that rows for another are loaded into to be filtered, in the same database. */
export function spoolName(table: string): string {
  return `s2_filtered_${createHash('sha256').update(table).digest('hex').slice(0, 32)}`
}

/** Keeps the order of the file. */
const SEQUENCE = 's2_filtered_sequence'

/**
 * LOAD DATA … WHERE for MariaDB, which has no WHERE there: the file goes into a temporary table of the target's columns,
 * what passes from there into the target. So a value that its column cannot hold is an error even where its row would be
 * dropped; no source says which it is in SingleStore.
 */
export interface FilteredLoad {
  /** As the load's target is to be written. */
  readonly spool: string
  /** Makes it; none of these commits a transaction that is open. */
  readonly before: readonly string[]
  /** Its answer counts the rows that passed. */
  readonly move: string
}

/**
 * @param given columns that the statement fills, as it names them
 * @param where the condition
 */
export function filteredLoad(
  table: TableModel,
  aliases: NameAliases,
  { given, where, verb }: { given: readonly string[]; where: string; verb: 'INSERT' | 'REPLACE' },
): FilteredLoad {
  const spoolTable: TableModel = {
    ...table,
    name: spoolName(table.name),
    temporary: true,
    columns: [...table.columns.map((column) => spoolColumn(table, column)), sequence],
    keys: [],
  }
  const spool = mariadbTableName(spoolTable, aliases)
  const moved = table.columns
    .filter(
      ({ name, autoIncrement }) => !autoIncrement || given.some((each) => sameName(each, name)),
    )
    .map(({ name }) => quoteName(aliases.forward(name)))
    .join(', ')
  return {
    spool,
    before: [
      `DROP TEMPORARY TABLE IF EXISTS ${spool}`,
      mariadbCreateTable(spoolTable, false, aliases),
    ],
    move:
      `${verb} INTO ${mariadbTableName(table, aliases)} (${moved}) ` +
      `SELECT ${moved} FROM ${spool} WHERE ${where} ORDER BY ${SEQUENCE}`,
  }
}

function spoolColumn(table: TableModel, column: Column): Column {
  return {
    ...column,
    // The target's keys say NOT NULL, too; its own numbers come with the move.
    nullability: isNullable(table, column) || column.autoIncrement ? 'null' : 'not null',
    autoIncrement: false,
  }
}

const sequence: Column = {
  name: SEQUENCE,
  formerNames: [],
  type: {
    base: 'BIGINT',
    numbers: [],
    members: [],
    unsigned: false,
    element: null,
    text: 'BIGINT',
  },
  charset: null,
  collation: null,
  nullability: 'not null',
  default: null,
  onUpdate: null,
  autoIncrement: true,
  sparse: false,
  seriesTimestamp: false,
  comment: null,
}
