import type { Column } from '../column.ts'
import { NULL_FIELD } from '../tsv.ts'

const INTEGER = /^-?\d{1,20}$/
const YEAR = /^\d{4}$/
const DECIMAL = /^-?\d{1,65}(?:\.(\d{1,30}))?$/
/** Of longer ones the catalog may show fewer digits than the server keeps. */
const SHORT_INTEGER = /^-?\d{1,5}$/
const DATE = /^[1-9]\d{3}-\d\d-\d\d$/
const DATETIME = /^[1-9]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?$/
const TIME = /^-?\d{2,3}:\d\d:\d\d(\.\d{6})?$/

/** Some servers show texts in quotes and with escapes, some do not; a bracket stands in an expression. CHAR drops blanks at the end. */
const PLAIN_TEXT = /^(?:[ !#-&*-[\]-_a-~]*[!#-&*-[\]-_a-~])?$/
const KEYWORD = /^(?:null|current_(?:timestamp|date|time)|localtime(?:stamp)?|utc_\w+|0x.*)$/i
/** `007` may be a number, whose text is `7`. */
const NUMBER_LIKE = /^[+-]?\.?\d/
const PLAIN_NUMBER = /^(?:0|-?[1-9]\d{0,17})$/

/**
 * The field that loads what the server fills a column with where a row leaves it out. Null where nothing does, where that
 * is no constant (AUTO_INCREMENT, CURRENT_TIMESTAMP, a computed value), and where the catalog's text may mean another one.
 */
export function defaultField(column: Column): string | null {
  const { defaultText } = column
  return defaultText !== null && isConstant(defaultText, column) ? defaultText : null
}

/**
 * What a row says of a column that its record does not give: its default, else NULL; null where the row has to leave it
 * out, for the server to fill.
 */
export function absentField(column: Column): string | null {
  return column.hasDefault ? defaultField(column) : NULL_FIELD
}

function isConstant(text: string, column: Column): boolean {
  switch (column.kind) {
    case 'integer':
      return (/^year/i.test(column.type) ? YEAR : INTEGER).test(text)
    case 'decimal': {
      const [whole, fraction = ''] = DECIMAL.exec(text) ?? []
      return whole !== undefined && fraction.length <= (column.digits?.fraction ?? 0)
    }
    case 'float':
      return SHORT_INTEGER.test(text)
    case 'text':
      return (
        isPlainText(text) && (column.members === null || column.members.has(text.toLowerCase()))
      )
    case 'date':
      return DATE.test(text)
    case 'datetime':
      // What a TIMESTAMP shows depends on the zone of the session.
      return /^datetime/i.test(column.type) && isAsFine(DATETIME.exec(text), column)
    case 'time':
      return isAsFine(TIME.exec(text), column)
    case 'binary':
    case 'json':
    case 'bit':
    case 'other':
      return false
    default:
      return column.kind satisfies never
  }
}

function isPlainText(text: string): boolean {
  if (!PLAIN_TEXT.test(text) || KEYWORD.test(text)) return false
  return !NUMBER_LIKE.test(text) || PLAIN_NUMBER.test(text)
}

function isAsFine(time: RegExpExecArray | null, column: Column): boolean {
  return time !== null && (time[1] === undefined || column.fraction === 6)
}
