import { expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { orAsItIs } from '../../../lib/format/key-as-it-is.ts'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../lib/format/plain/plain-record-format.ts'
import { buildRecord } from '../kafka/build-record.ts'

const format = orAsItIs(createPlainRecordFormat(createFormat('json'), 'key'))
const read = (key: Uint8Array) =>
  format.decode(buildRecord(0, { key: Buffer.from(key).toString('base64') }))

test('a key is read by its format', () => {
  expect(read(Buffer.from('{"id":7}'))).toEqual({ schema: null, value: { id: 7 } })
})

test('one that the format cannot read is its text, or its bytes where they are none', () => {
  expect(read(Buffer.from('{ü'))).toMatchObject({ schema: { type: 'string' }, value: '{ü' })
  const bytes = Buffer.from([0xff, 0x00])
  expect(read(bytes)).toMatchObject({ schema: { type: 'bytes' }, value: bytes })
  expect(read(Buffer.from('{')).schema).toBe(read(Buffer.from('[')).schema)
})

test('a damaged event stays one', () => {
  expect(() => format.decode(buildRecord(0, { key: 'no base64' }))).toThrow(EventError)
})
