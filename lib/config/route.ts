import { parseFieldPath } from '../table/field-path.ts'
import { unquoteName } from '../table/quoted-name.ts'
import type { RouteRules } from '../table/route-rules.ts'
import { readDatabaseName, shownName } from './database-name.ts'
import { readPairs } from './name-pairs.ts'
import { optionPlace, options } from './options.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'
import { readTableNames } from './table-names.ts'

/** Which table a record goes to: by its topic, or by a field of it; both at once are refused, as the connector does. */
export function readRoute(settings: Settings, report: Report): RouteRules {
  const tableNames = readTableNames(settings, report)
  const byField = readByField(settings, report)
  const field = settings.get('routeField')
  if (field !== null && tableNames.size > 0) {
    report(
      `${field.place}: contradicts ${optionPlace(options.tableNames)}; the field or the topic picks the table, keep one`,
    )
  }
  return { tableNames, byField }
}

function readByField(settings: Settings, report: Report): RouteRules['byField'] {
  const field = settings.get('routeField')
  const tables = readRoutes(settings, report)
  if (field === null) {
    if (isGiven(settings)) {
      report(
        `${optionPlace(options.routes)}: names tables, but no field whose value picks one; set SINK_RECORD_TO_TABLE_FIELD (property singlestore.recordToTable.mappingField)`,
      )
    }
    return null
  }
  if (!isGiven(settings)) {
    report(
      `${field.place}: no value has a table; set SINK_RECORD_TO_TABLE (property singlestore.recordToTable.mapping.VALUE)`,
    )
  }
  const path = parseFieldPath(field.text)
  if (path !== null) return { path, tables }
  report(
    `${field.place}: wants the names of fields, joined by dots; a name that holds a dot is back-quoted`,
  )
  return null
}

function isGiven(settings: Settings): boolean {
  return settings.get('routes') !== null || settings.members('routes').length > 0
}

function readRoutes(settings: Settings, report: Report): ReadonlyMap<string, string> {
  const tables = new Map<string, string>()
  for (const { left, right, place } of readPairs('routes', 'value=table', settings, report)) {
    const value = left === '' ? null : unquoteName(left)
    if (value === null) {
      report(`${place}: a value is wrongly quoted, or empty without being back-quoted`)
      continue
    }
    const table = readDatabaseName(right, `table of value ${shownName(value)}`, place, report)
    if (table === null) continue
    if (tables.has(value)) report(`${place}: names value ${shownName(value)} twice; keep one`)
    else tables.set(value, table)
  }
  return tables
}
