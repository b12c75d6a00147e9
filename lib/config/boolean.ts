import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** True or false, in any case; the fallback where nothing is given. */
export function readBoolean(setting: Setting | null, fallback: boolean, report: Report): boolean {
  if (setting === null) return fallback
  const word = setting.text.toLowerCase()
  if (word !== 'true' && word !== 'false') report(`${setting.place}: wants true or false`)
  return word === 'true'
}
