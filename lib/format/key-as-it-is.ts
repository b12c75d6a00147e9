import { isUtf8 } from 'node:buffer'
import { RecordError } from '../errors.ts'
import type { PrimitiveSchema } from '../schema.ts'
import { decodeBase64, notBase64 } from './base64.ts'
import type { RecordFormat } from './record-format.ts'

/** Reads keys as a format does; one that it cannot read is its text, or its bytes where they are no UTF-8. */
export function orAsItIs(format: RecordFormat): RecordFormat {
  return {
    prepare: (records, remainingMs) => format.prepare(records, remainingMs),
    peek: (record) => format.peek(record),
    decode(record) {
      try {
        return format.decode(record)
      } catch (error) {
        if (!(error instanceof RecordError)) throw error
        const bytes = decodeBase64(record.key ?? '')
        if (bytes === null) throw notBase64()
        return isUtf8(bytes)
          ? { schema: TEXT, value: bytes.toString('utf8') }
          : { schema: BYTES, value: bytes }
      }
    },
  }
}

const PLAIN = {
  optional: false,
  name: null,
  version: null,
  parameters: new Map(),
  default: null,
} as const
const TEXT: PrimitiveSchema = { ...PLAIN, type: 'string' }
const BYTES: PrimitiveSchema = { ...PLAIN, type: 'bytes' }
