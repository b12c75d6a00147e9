import type { ServerError } from '../action.ts'
import { columnCheck } from './column-check.ts'
import { spoolName } from './filtered-load.ts'
import { OTHER_PRIMARY } from './mariadb-index.ts'
import { quoteName } from './quote.ts'
import type { World } from './statement.ts'
import type { Column, TableModel } from './table-model.ts'

/** Where the rows lie, so that is where their errors come from. */
const LEAF = 'Leaf Error (127.0.0.1:3307): '

/** Errors about a row's contents. */
const DATA_ERRORS: ReadonlySet<number> = new Set([
  ...[1048, 1062, 1264, 1265, 1292, 1366, 1406, 3140],
])

/** How MySQL names the clause that MariaDB names by its keyword. */
const CLAUSES: Readonly<Record<string, string>> = {
  'GROUP BY': 'group statement',
  HAVING: 'having clause',
  ON: 'on clause',
  'ORDER BY': 'order clause',
  WHERE: 'where clause',
}

function inClause(_message: string, start: string, keyword: string): string {
  return `${start}'${CLAUSES[keyword] ?? 'field list'}'`
}

/** An error of MariaDB in SingleStore's words. */
export function translateError(world: World, error: ServerError): ServerError {
  const judged = judge(world, error)
  const message = world.aliases
    .restore(judged.message)
    .replaceAll('MariaDB server version', 'MySQL server version')
    .replace(/^((?:Unknown c|C)olumn '.*' in )'([A-Z ]+)'/s, inClause)
    .replaceAll(`for key '${OTHER_PRIMARY}'`, "for key 'PRIMARY'")
    // MariaDB spells the column with its table: for column `d`.`t`.`c` at row 1.
    .replace(/ for column `.*`\.`.*`\.`(.*)` at row /, " for column '$1' at row ")
  const leaf = DATA_ERRORS.has(judged.errno) && !message.startsWith(LEAF)
  return { ...judged, message: leaf ? `${LEAF}${message}` : message }
}

function judge(world: World, error: ServerError): ServerError {
  if (error.errno === 4025) return brokenCheck(world, error)
  const [, column] =
    /NULL supplied to NOT NULL column '(.*)' at row \d+$/s.exec(error.message) ?? []
  if (error.errno !== 1263 || column === undefined) return error
  return { errno: 1048, sqlState: '23000', message: `Column '${column}' cannot be null` }
}

/** The checks behind columns have names made of the table's and the column's. */
function brokenCheck(world: World, error: ServerError): ServerError {
  for (const table of [...world.registry.temporary(), ...world.registry.all()]) {
    for (const column of table.columns) {
      if (!namesCheckOf(world, table, column, error.message)) continue
      const check = columnCheck(table, column)
      if (check !== null) return check.error
    }
  }
  return { errno: 3140, sqlState: '22032', message: 'Invalid value for a column of the table' }
}

function namesCheckOf(
  { aliases }: World,
  table: TableModel,
  column: Column,
  message: string,
): boolean {
  const database = quoteName(aliases.forward(table.database))
  return [aliases.forward(table.name), spoolName(table.name)].some((tableName) =>
    [column.name, ...column.formerNames].some(
      (name) =>
        message ===
        `CONSTRAINT ${quoteName(`${tableName}.${aliases.forward(name)}`)} failed for ${database}.${quoteName(tableName)}`,
    ),
  )
}
