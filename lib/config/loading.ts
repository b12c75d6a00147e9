import type { LoadingRules } from '../table/loading-rules.ts'
import { readChoice } from './choice.ts'
import { filterFault } from './filter-fault.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** What every load of rows is told. */
export function readLoading(settings: Settings, report: Report): LoadingRules {
  const filter = settings.get('filter')
  const fault = filter === null ? null : filterFault(filter.text)
  if (filter !== null && fault !== null) report(`${filter.place}: ${fault}`)
  return {
    filter: filter?.text ?? null,
    compression: readChoice(settings.get('loadDataCompression'), ['skip', 'gzip', 'lz4'], report),
  }
}
