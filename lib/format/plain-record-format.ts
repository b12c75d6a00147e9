import { EventError, RecordError } from '../errors.ts'
import type { Format } from './format.ts'
import type { Part, RecordFormat } from './record-format.ts'

/** What `prepare` gives where there is nothing to wait for. */
export const READY: Promise<void> = Promise.resolve()

/** Reads one part of a record by itself: whatever else the record carries is not looked at. */
export function createPlainRecordFormat(format: Format, part: Part): RecordFormat {
  const prepare = () => READY
  if (part === 'value') {
    return {
      prepare,
      peek: ({ value }) => format.peek(value ?? ''),
      decode: ({ value }) => format.decode(value ?? ''),
    }
  }
  return {
    prepare,
    peek: ({ key }) => ofKey(() => format.peek(key ?? '')),
    decode: ({ key }) => ofKey(() => format.decode(key ?? '')),
  }
}

/** The formats speak of values, which nearly all they read is. */
function ofKey<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw isOfRecord(error) ? saidOfKey(error) : error
  }
}

function isOfRecord(error: unknown): error is RecordError | EventError {
  return error instanceof RecordError || error instanceof EventError
}

function saidOfKey(error: RecordError | EventError): RecordError | EventError {
  const { code, coordinates, cause } = error
  const message = error.message
    .replace(/^value /, 'key ')
    .replaceAll('SINK_VALUE_FORMAT', 'SINK_KEY_FORMAT')
    .replace(/keeps (such )?values/, 'keeps $1keys')
  const Kind = error instanceof EventError ? EventError : RecordError
  return new Kind(code, message, { coordinates, cause })
}
