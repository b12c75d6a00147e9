import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { fieldText } from './row-key.ts'

/** What a character set cannot hold, by the beginning of its collations' names. The server's latin1 is Windows' 1252. */
const BEYOND: readonly (readonly [prefix: RegExp, character: RegExp])[] = [
  [/^utf8(?:mb3)?_/i, /[^\0-\uffff]/u],
  [/^ascii_/i, /[^\0-\x7f]/u],
  [/^latin1_/i, /[^\0-\x7f\x81\x8d\x8f\x90\x9d\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u],
]

/**
 * What tells a key that a column's character set cannot hold: compared with it, the server would refuse the statement with
 * all that stand in it. The check throws RecordError `ERR_RECORD_UNMAPPABLE`.
 * @param columns of the key
 */
export function keyCharsetCheck(columns: readonly Column[]): (fields: readonly string[]) => void {
  const limited = columns.flatMap((column, at) => {
    const beyond = BEYOND.find(([prefix]) => prefix.test(column.collation ?? ''))
    return beyond === undefined ? [] : [{ column, at, beyond: beyond[1] }]
  })
  return (fields) => {
    for (const { column, at, beyond } of limited) {
      if (beyond.test(fieldText(fields[at] ?? '', column))) throw unheld(column)
    }
  }
}

function unheld({ name, collation }: Column): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The key column "${name}" has the collation ${collation}, whose character set does not hold the record's key. Give the column the collation utf8mb4_bin.`,
    { coordinates: { column: name } },
  )
}
