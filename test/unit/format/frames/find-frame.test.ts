import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { findFrame } from '../../../../lib/format/framed/find-frame.ts'
import type { FormatRecord } from '../../../../lib/format/record-format.ts'
import {
  base64,
  GUID,
  gluePrefix,
  guidPrefix,
  hex,
  idPrefix,
  record,
  VERSION,
} from './build-record.ts'

const body = Buffer.from('body')
const idOf = (it: FormatRecord) => findFrame(it, 'value')?.id

describe('what a value begins with', () => {
  test('Confluent: 00 and an int32', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), fc.uint8Array(), (id, rest) => {
        expect(findFrame(record({ value: base64(idPrefix(id), rest) }), 'value')).toMatchObject({
          id: { registry: 'confluent', id },
          bodyAt: 5,
          deflated: false,
          lead: null,
        })
      }),
    )
  })

  test('Confluent: 01 and a GUID', () => {
    expect(findFrame(record({ value: base64(guidPrefix(GUID), body) }), 'value')).toMatchObject({
      id: { registry: 'confluent', guid: GUID },
      bodyAt: 17,
      deflated: false,
    })
  })

  test.each([
    ['00', false],
    ['05', true],
  ] as const)('Glue: 03 %s and the UUID of a version', (compression, deflated) => {
    const value = base64(gluePrefix(VERSION, compression), body)
    expect(findFrame(record({ value }), 'value')).toMatchObject({
      id: { registry: 'glue', versionId: VERSION },
      bodyAt: 18,
      deflated,
    })
  })

  test("the example of AWS's documentation is framed by Glue", () => {
    const value = 'AwBXT2qalUhN6oaj2CwEeaEWFFBvd2VydG9vbHMK'
    expect(idOf(record({ value }))).toEqual({ registry: 'glue', versionId: VERSION })
  })

  test.each([
    ['nothing', ''],
    ['00 and too little', '00 00 00 00'],
    ['00 and a negative id', '00 ff ff ff ff 01'],
    ['01 and too little', guidPrefix(GUID).subarray(0, 16).toString('hex')],
    ['02', '02 00 00 00 07 00 00 00 00 00 00 00 00 00 00 00 00 00 00'],
    ['03 and too little', gluePrefix(VERSION).subarray(0, 17).toString('hex')],
    ['03 and another compression', `03 01 ${VERSION}`],
  ])('%s is no frame', (_, bytes) => {
    // A frame that was read before leaves nothing behind.
    findFrame(record({ value: base64(gluePrefix(VERSION)) }), 'value')
    expect(findFrame(record({ value: base64(hex(bytes)) }), 'value')).toBeNull()
  })

  test('no JSON text is taken for a frame', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(idOf(record({ value: Buffer.from(json).toString('base64') }))).toBeUndefined()
      }),
    )
  })
})

describe('where a schema is named more than once', () => {
  const value = base64(idPrefix(1), body)
  const header = (id: number, name = '__value_schema_id') => ({ name, value: idPrefix(id) })

  test("Lambda's registry integration comes first, then the header, then the prefix", () => {
    const valueSchema = { dataFormat: 'AVRO', schemaId: '3' } as const
    const headers = [header(2)]
    expect(idOf(record({ value, headers, valueSchema }))).toMatchObject({ id: 3 })
    expect(idOf(record({ value, headers }))).toMatchObject({ id: 2 })
    expect(idOf(record({ value }))).toMatchObject({ id: 1 })
  })

  test('the last header of the name counts, and only of this part', () => {
    const headers = [header(2), header(4), header(5, '__key_schema_id'), header(6, 'other')]
    expect(idOf(record({ value, headers }))).toMatchObject({ id: 4 })
    expect(findFrame(record({ key: value, headers }), 'key')?.id).toMatchObject({ id: 5 })
    expect(idOf(record({ value, headers: [header(5, '__key_schema_id')] }))).toMatchObject({
      id: 1,
    })
  })

  test('a header without a value counts for nothing', () => {
    const headers = [{ name: '__value_schema_id', value: null }]
    expect(idOf(record({ value, headers }))).toMatchObject({ id: 1 })
  })
})

describe('a header', () => {
  test.each([
    ['an id', idPrefix(9), { registry: 'confluent', id: 9 }],
    ['a GUID', guidPrefix(GUID), { registry: 'confluent', guid: GUID }],
  ])('may hold %s, and after it message indexes', (_, value, id) => {
    const headers = [{ name: '__value_schema_id', value: Buffer.concat([value, hex('04 02 00')]) }]
    expect(findFrame(record({ value: base64(body), headers }), 'value')).toMatchObject({
      id,
      bodyAt: 0,
      lead: hex('04 02 00'),
    })
  })

  test.each(['', '00', '00 00 00 07', '00 ff ff ff ff', '01 00 00 00 07', `03 00 ${VERSION}`])(
    'of the bytes "%s" is damage',
    (bytes) => {
      const headers = [{ name: '__value_schema_id', value: hex(bytes) }]
      expect(() => findFrame(record({ value: base64(body), headers }), 'value')).toThrow(
        expect.objectContaining({
          constructor: RecordError,
          code: 'ERR_RECORD_UNDECODABLE',
          message: expect.stringContaining('__value_schema_id'),
        }),
      )
    },
  )
})

test("what Lambda's registry integration names has no frame left", () => {
  const named = (schemaId: string) =>
    findFrame(record({ value: '', valueSchema: { dataFormat: 'PROTOBUF', schemaId } }), 'value')
  expect(named('17')).toMatchObject({ id: { registry: 'confluent', id: 17 }, bodyAt: 0 })
  expect(named(VERSION)).toMatchObject({
    id: { registry: 'glue', versionId: VERSION },
    bodyAt: 0,
    deflated: false,
  })
})
