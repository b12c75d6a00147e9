import { describe, expect, test } from 'vitest'
import { EventError, RecordError } from '../../../lib/errors.ts'
import { createRecordFormat } from '../../../lib/format/create-record-format.ts'
import type { FormatRecord } from '../../../lib/format/record-format.ts'

const auto = createRecordFormat({ byTopic: new Map(), otherwise: 'auto' }, 'key', {
  confluent: null,
  glue: { fetch: () => Promise.resolve(null) },
})

function keyed(key: string | Uint8Array): FormatRecord {
  const parts = { topic: 'orders', value: null, headers: [], keySchema: null, valueSchema: null }
  return { ...parts, key: Buffer.from(key).toString('base64') }
}

describe('a key of which nothing says how it is written', () => {
  test.each(['007', '1e2', '1.0', 'user-1', 'true', 'null', '', ' 7', 'ключ', 'x'.repeat(100)])(
    'is the text it is: %j',
    (text) => {
      expect(auto.decode(keyed(text))).toMatchObject({ schema: { type: 'string' }, value: text })
      expect(auto.peek(keyed(text))).toBe(auto.decode(keyed(text)).schema)
    },
  )

  test('is its bytes where they are no text', () => {
    const bytes = Uint8Array.of(0xc3, 0x28)
    expect(auto.decode(keyed(bytes))).toMatchObject({ schema: { type: 'bytes' } })
  })

  test.each([
    ['{"id":7}', { id: 7 }],
    [' [1,2]', [1, 2]],
    ['"a"', 'a'],
  ])('is JSON where it is an object, an array or a quoted text: %s', (text, value) => {
    expect(auto.decode(keyed(text))).toEqual({ schema: null, value })
  })

  test('has its schema where it brings one', () => {
    const text = '{"schema":{"type":"int32","optional":false},"payload":7}'
    expect(auto.decode(keyed(text))).toMatchObject({ schema: { type: 'int32' }, value: 7 })
  })

  test('that begins as JSON and is none is a fault of the record', () => {
    expect(() => auto.decode(keyed('{id'))).toThrow(RecordError)
  })

  test('that is no base64 is a fault of the event', () => {
    for (const key of ['?', 'AAAA?', `${Buffer.from('x'.repeat(90)).toString('base64')}?`]) {
      expect(() => auto.decode({ ...keyed(''), key })).toThrow(EventError)
    }
  })
})
