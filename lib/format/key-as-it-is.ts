import { isUtf8 } from 'node:buffer'
import type { Decoded, PrimitiveSchema } from '../schema.ts'
import { decodeBase64, notBase64 } from './base64.ts'

/**
 * A key that its format cannot read: its text, or its bytes where they are no UTF-8.
 * @param key base64
 * @throws EventError
 */
export function keyAsItIs(key: string): Decoded {
  const bytes = decodeBase64(key)
  if (bytes === null) throw notBase64()
  return isUtf8(bytes)
    ? { schema: TEXT, value: bytes.toString('utf8') }
    : { schema: BYTES, value: bytes }
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
