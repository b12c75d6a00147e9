import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** The largest INT of the connector's configuration, and of a timer in Node. */
const largest = 2 ** 31 - 1

/** Reads a whole number of `least` to 2147483647; null where none is given or it is no such number, which is reported. */
export function parseWholeNumber(
  setting: Setting | null,
  least: number,
  report: Report,
): number | null {
  if (setting === null) return null
  const number = /^\d{1,10}$/.test(setting.text) ? Number(setting.text) : Number.NaN
  if (number >= least && number <= largest) return number
  report(`${setting.place}: wants a whole number, ${least} to ${largest}`)
  return null
}
