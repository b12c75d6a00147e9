import { RecordError } from '../errors.ts'
import type { Column } from './column.ts'

/**
 * Plain decimal digits, if the column can hold them all: the server would round what is too fine in silence.
 * @throws RecordError `ERR_RECORD_OUT_OF_RANGE`
 */
export function fitDecimal(text: string, column: Column): string {
  const { digits } = column
  if (digits === null) return text
  const [, integer = '', fraction = ''] = /^[+-]?0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text) ?? []
  if (integer.length <= digits.integer && fraction.length <= digits.fraction) return text
  throw new RecordError(
    'ERR_RECORD_OUT_OF_RANGE',
    `A decimal has ${integer.length} digits before and ${fraction.length} behind the point; ` +
      `column "${column.name}" holds ${digits.integer} and ${digits.fraction}.`,
    { coordinates: { column: column.name } },
  )
}
