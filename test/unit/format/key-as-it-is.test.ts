import { expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { keyAsItIs } from '../../../lib/format/key-as-it-is.ts'

const read = (key: Uint8Array) => keyAsItIs(Buffer.from(key).toString('base64'))

test('a key is its text, or its bytes where they are none', () => {
  expect(read(Buffer.from('{ü'))).toMatchObject({ schema: { type: 'string' }, value: '{ü' })
  const bytes = Buffer.from([0xff, 0x00])
  expect(read(bytes)).toMatchObject({ schema: { type: 'bytes' }, value: bytes })
  expect(read(Buffer.from('{')).schema).toBe(read(Buffer.from('[')).schema)
})

test('a damaged event stays one', () => {
  expect(() => keyAsItIs('no base64')).toThrow(EventError)
})
