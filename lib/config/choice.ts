import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** One of several words, in any case; the first where nothing is given, or none of them. */
export function readChoice<Word extends string>(
  setting: Setting | null,
  words: readonly [Word, ...Word[]],
  report: Report,
): Word {
  const [fallback, ...others] = words
  if (setting === null) return fallback
  const chosen = words.find((word) => word === setting.text.toLowerCase())
  if (chosen !== undefined) return chosen
  const last = others.at(-1)
  const before = words.slice(0, -1).join(', ')
  report(`${setting.place}: wants ${last === undefined ? fallback : `${before} or ${last}`}`)
  return fallback
}
