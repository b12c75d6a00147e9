import type { ChangeRules } from '../table/change-rules.ts'
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
      (text) => readDatabaseName(text, 'version column', version?.place ?? '', report),
      report,
    ),
  }
}
