import { describe, expect, test } from 'vitest'
import { envelope, structSchema } from '../../../support/kafka-event.ts'
import { textRecord } from '../../sink/json-record.ts'
import { rowFormat } from '../../sink/row-format.ts'

const read = (text: string | null) => rowFormat('auto').decode(textRecord(1, text))

const row = structSchema({ id: 'int32' })
const rewritten = structSchema({ id: 'int32', __deleted: 'string' })
const flagged = structSchema({ id: 'int32', __deleted: 'boolean' })

describe('a delete', () => {
  test.each([
    ['a record without a value', null],
    ['a null payload without a schema', '{"schema":null,"payload":null}'],
    ['a null payload with the schema of the row', envelope(row, null)],
    ['a row rewritten to say so', envelope(rewritten, { id: 1, __deleted: 'true' })],
    ['a row that says so by a boolean', envelope(flagged, { id: 1, __deleted: true })],
    ['a rewritten row without a schema', '{"id":1,"__deleted":"true"}'],
    ['such a row with a boolean', '{"id":1,"__deleted":true}'],
    ['JSON null', 'null'],
  ])('is %s', (_, text) => {
    expect(read(text)).toBe('delete')
  })

  test('without a value is known before anything is read', () => {
    expect(rowFormat('connect-json').peek(textRecord(1, null))).toBe('delete')
  })
})

describe('a row', () => {
  test.each([
    ['false', envelope(rewritten, { id: 1, __deleted: 'false' }), [1, 'false']],
    ['nothing', envelope(rewritten, { id: 1 }), [1, null]],
    ['another text', envelope(rewritten, { id: 1, __deleted: 'TRUE' }), [1, 'TRUE']],
    ['false, as a boolean', envelope(flagged, { id: 1, __deleted: false }), [1, false]],
  ])('is what says %s of its deletion, and the column stays', (_, text, value) => {
    expect(read(text)).toMatchObject({ schema: { type: 'struct' }, value })
  })

  test('without a schema is one as well', () => {
    const value = { id: 1, __deleted: 'false' }
    expect(read(JSON.stringify(value))).toEqual({ schema: null, value })
  })

  test('stands in for a null payload where the schema has a default', () => {
    expect(read(envelope('{"type":"string","default":"none"}', null))).toMatchObject({
      value: 'none',
    })
  })

  test('is a falsy value, too', () => {
    expect(read('0')).toEqual({ schema: null, value: 0 })
    expect(read(envelope('{"type":"string"}', ''))).toMatchObject({ value: '' })
  })
})
