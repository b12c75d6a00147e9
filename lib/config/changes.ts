import type { ChangeRules } from '../table/change-rules.ts'
import { splitQuoted } from '../table/quoted-name.ts'
import { readBoolean } from './boolean.ts'
import { readByTable } from './by-table.ts'
import { readDatabaseName } from './database-name.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** What the sink does besides inserting rows. */
export function readChanges(settings: Settings, report: Report): ChangeRules {
  const version = settings.get('versionColumn')
  const upsert = readBoolean(settings.get('upsert'), false, report)
  if (version !== null && !upsert) {
    report(
      `${version.place}: needs upsert, for rows that are only inserted have one version; set SINK_UPSERT=true (property singlestore.upsert)`,
    )
  }
  return {
    upsert,
    deletes: readBoolean(settings.get('deletes'), false, report),
    truncates: readBoolean(settings.get('truncates'), false, report),
    version: readByTable(
      version,
      'a column, or table=column; several by semicolon',
      (text) => readVersionColumn(text, version?.place ?? '', report),
      report,
    ),
  }
}

function readVersionColumn(text: string, place: string, report: Report): string | null {
  if ((splitQuoted(text, ',')?.length ?? 0) < 2) {
    return readDatabaseName(text, 'version column', place, report)
  }
  report(
    `${place}: wants one column for a table; a name that holds a comma is back-quoted, other tables are told apart as table=column`,
  )
  return null
}
