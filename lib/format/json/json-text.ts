import { RecordError } from '../../errors.ts'
import { decodeText, decodeUtf8 } from '../text.ts'

const BYTE_ORDER_MARK = '\ufeff'

/**
 * The JSON text behind base64, without the byte order mark that some writers begin with.
 *
 * @throws EventError, RecordError as decodeText; RecordError where there is no text
 */
export function jsonText(base64: string): string {
  return withoutMark(decodeText(base64))
}

/**
 * The JSON text that UTF-8 bytes hold, likewise.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where the bytes are no UTF-8, or none
 */
export function jsonTextOf(bytes: Uint8Array): string {
  return withoutMark(decodeUtf8(bytes))
}

function withoutMark(text: string): string {
  if (text === '') {
    throw new RecordError(
      'ERR_RECORD_UNDECODABLE',
      'value is empty: JSON is wanted; a delete is a record without a value, not one of no bytes',
    )
  }
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}
