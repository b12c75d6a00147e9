import type { TableWork } from './encode-asked.ts'
import type { Landing } from './landing.ts'

/** Work on one table, and the filter that its load is still to be told. */
export interface FilteredWork extends TableWork<Landing> {
  readonly filter: string | null
}
