import type { Evolution } from '../table/evolution.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** None or add; JDBC sinks say false or true (`auto.evolve`). */
const words: ReadonlyMap<string, Evolution> = new Map([
  ['none', 'none'],
  ['false', 'none'],
  ['add', 'add'],
  ['true', 'add'],
])

/** What becomes of a field that its table has no column for. */
export function readEvolution(setting: Setting | null, report: Report): Evolution {
  if (setting === null) return 'none'
  const evolution = words.get(setting.text.toLowerCase())
  if (evolution !== undefined) return evolution
  report(`${setting.place}: wants none or add (of auto.evolve: false or true)`)
  return 'none'
}
