import { RecordError } from '../../errors.ts'
import { demandBase64 } from './open-body.ts'

const JSON_START = /^[ \t\n\r]*[{["\-0-9tfn]/

/** The fault of a value that should be framed and is not. @throws EventError where the text is no base64 */
export function noFrame(base64: string): RecordError {
  const bytes = demandBase64(base64)
  return new RecordError(
    'ERR_RECORD_UNDECODABLE',
    `value has no frame of a schema registry, neither Confluent's nor Glue's: ${found(bytes)}`,
  )
}

function found(bytes: Buffer): string {
  const first = bytes[0]
  if (first === undefined) {
    return 'it is empty; a delete is a record without a value, not one of no bytes'
  }
  if (JSON_START.test(bytes.toString('latin1', 0, 64))) {
    return 'it begins as JSON text does; SINK_VALUE_FORMAT=json, connect-json or auto reads JSON'
  }
  if (first === 0 || first === 1) {
    return "it begins with Confluent's magic byte, but a schema id does not follow"
  }
  if (first === 3) {
    return "it begins with Glue's magic byte, but a compression (00 or 05) and the UUID of a schema version do not follow"
  }
  return 'it begins with another magic byte; the producer must use the serializer of a registry, or SINK_VALUE_FORMAT=bytes keeps such values as they are'
}
