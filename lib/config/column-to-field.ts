import { type FieldPath, parseFieldPath } from '../table/field-path.ts'
import { splitQuoted } from '../table/quoted-name.ts'
import { isSameColumn, readDatabaseName, shownName } from './database-name.ts'
import { readPairs } from './name-pairs.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** By table, which columns are filled and where their values stand, in the order they were given. */
export function readColumnToField(
  settings: Settings,
  report: Report,
): ReadonlyMap<string, ReadonlyMap<string, FieldPath>> {
  const tables = new Map<string, Map<string, FieldPath>>()
  for (const pair of readPairs('columnToField', 'table.column=field', settings, report)) {
    const { left, right, place } = pair
    const parts = splitQuoted(left, '.') ?? []
    const [tablePart, columnPart] = parts
    if (tablePart === undefined || columnPart === undefined || parts.length !== 2) {
      report(
        `${place}: wants the name of a table, a dot and the name of a column; a name that holds a dot is back-quoted`,
      )
      continue
    }
    const table = readDatabaseName(tablePart, 'table', place, report)
    const column = readDatabaseName(columnPart, 'column', place, report)
    const path = parseFieldPath(right)
    if (path === null) {
      report(
        `${place}: the field of column ${shownName(columnPart)} wants names joined by dots; a name that holds a dot is back-quoted`,
      )
    }
    if (table === null || column === null || path === null) continue
    const columns = tables.get(table) ?? new Map<string, FieldPath>()
    if ([...columns.keys()].some((other) => isSameColumn(other, column))) {
      report(`${place}: fills column ${shownName(column)} of ${shownName(table)} twice; keep one`)
    }
    columns.set(column, path)
    tables.set(table, columns)
  }
  return tables
}
