import { READY } from '../ready.ts'
import type { Part, RecordFormat } from '../record-format.ts'
import type { Format } from './format.ts'

/** Reads one part of a record by itself: whatever else the record carries is not looked at. */
export function createPlainRecordFormat(format: Format, part: Part): RecordFormat {
  const prepare = () => READY
  return part === 'value'
    ? {
        prepare,
        peek: ({ value }) => format.peek(value ?? ''),
        decode: ({ value }) => format.decode(value ?? ''),
      }
    : {
        prepare,
        peek: ({ key }) => format.peek(key ?? ''),
        decode: ({ key }) => format.decode(key ?? ''),
      }
}
