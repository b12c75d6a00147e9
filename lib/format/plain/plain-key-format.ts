import { decodeBase64 } from '../base64.ts'
import { keyAsItIs } from '../key-as-it-is.ts'
import { textOf } from '../part-of.ts'
import type { FormatRecord, RecordFormat } from '../record-format.ts'

type Reading = Pick<RecordFormat, 'peek' | 'decode'>

/** Blanks, then what begins an object, an array or a quoted text. */
const STRUCTURED = /^[ \t\n\r]*[{["]/

/** So many characters of base64 as show where a text begins. */
const HEAD_CHARACTERS = 64

/**
 * Reads keys of which nothing says how they are written: a JSON object, array or quoted text as `json` does, anything else
 * as the plain text it is. Most producers write keys as text, and a number would lose what tells 007 from 7.
 */
export function createPlainKeyFormat(json: Reading): Reading {
  const isStructured = (record: FormatRecord): boolean => {
    const head = decodeBase64(textOf(record, 'key').slice(0, HEAD_CHARACTERS))
    return head === null || STRUCTURED.test(head.toString('latin1'))
  }
  return {
    peek: (record) =>
      isStructured(record) ? json.peek(record) : keyAsItIs(textOf(record, 'key')).schema,
    decode: (record) =>
      isStructured(record) ? json.decode(record) : keyAsItIs(textOf(record, 'key')),
  }
}
