import { splitQuoted } from '../table/quoted-name.ts'
import type { OptionName } from './options.ts'
import type { Report } from './report.ts'
import type { Settings } from './settings.ts'

/** One member of a family: what names it and what it is set to, both as they were written, quotes included. */
export interface NamePair {
  readonly left: string
  readonly right: string
  readonly place: string
}

/**
 * The pairs of a family, from its environment variable, `left=right; …`, or else from its properties.
 * @param shape of one pair, for messages, such as `topic=table`
 */
export function readPairs(
  option: OptionName,
  shape: string,
  settings: Settings,
  report: Report,
): readonly NamePair[] {
  const list = settings.get(option)
  if (list !== null) return splitPairs(list.text, shape, list.place, report)
  return settings
    .members(option)
    .map(({ member, text, place }) => ({ left: member, right: text, place }))
}

/** Cuts `orders=cust_orders; songs=tracks` into its pairs. */
function splitPairs(
  text: string,
  shape: string,
  place: string,
  report: Report,
): readonly NamePair[] {
  const pieces = splitQuoted(text, ';')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed; inside a quoted name it is doubled`)
    return []
  }
  return pieces.flatMap((piece, index) => {
    if (piece === '') return []
    const [left, right, ...more] = splitQuoted(piece, '=') ?? []
    if (left !== undefined && right !== undefined && more.length === 0) {
      return [{ left, right, place }]
    }
    report(`${place}: pair ${index + 1} wants ${shape}; a name that holds = or ; is back-quoted`)
    return []
  })
}
