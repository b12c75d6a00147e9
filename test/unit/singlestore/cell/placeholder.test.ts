import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Schema, Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { column } from '../build-column.ts'
import { array, map, primitive } from '../build-schema.ts'

const TEXT = '__debezium_unavailable_value'
const BYTES = new TextEncoder().encode(TEXT)
const string = primitive('string')
const json = primitive('string', { name: 'io.debezium.data.Json' })
const uuid = primitive('string', { name: 'io.debezium.data.Uuid' })

/** As java.util.UUID.nameUUIDFromBytes makes it: version 3, of the bytes alone. */
function nameUuid(): string {
  const digest = createHash('md5').update(BYTES).digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x30, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

describe("Debezium's placeholder for an unchanged value is refused with the mend, else NULL:", () => {
  test.each<[string, Schema, Value, string]>([
    ['as text', string, TEXT, 'longtext'],
    ['as text in a binary column', string, TEXT, 'longblob'],
    ['as text in a JSON column', string, TEXT, 'JSON'],
    ['as bytes', primitive('bytes'), BYTES, 'longblob'],
    ['as bits', primitive('bytes', { name: 'io.debezium.data.Bits' }), BYTES, 'bigint(20)'],
    ['as JSON text', json, TEXT, 'JSON'],
    ['as quoted JSON text', json, `"${TEXT}"`, 'JSON'],
    ['as a uuid', uuid, nameUuid(), 'char(36)'],
    ['as an element', array(string), [TEXT], 'JSON'],
    ['as an element of bytes', array(primitive('bytes')), [BYTES], 'JSON'],
    ['as its bytes, one by one', array(primitive('int32')), [...BYTES], 'JSON'],
    ['as key and value', map(string, string), new Map([[TEXT, TEXT]]), 'JSON'],
    [
      'as an instant',
      primitive('string', { name: 'io.debezium.time.ZonedTimestamp' }),
      TEXT,
      'datetime(6)',
    ],
  ])('%s', (_, schema, value, type) => {
    const write = (outOfRange: 'reject' | 'null' | 'clamp') =>
      compileCell(schema, column(type), { profile: 'lossless', outOfRange }).write(value)
    expect(() => write('reject')).toThrow(/column "c".*REPLICA IDENTITY FULL/i)
    expect(() => write('reject')).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }),
    )
    expect(write('null')).toBe('\\N')
    expect(write('clamp')).toBe('\\N')
  })

  test.each([[TEXT], [[TEXT]]])('%j without a schema', (value) => {
    for (const type of ['longtext', 'JSON', 'longblob']) {
      expect(() => writeJsonCell(value, column(type))).toThrow(/REPLICA IDENTITY FULL/)
      const encoding = { profile: 'lossless', outOfRange: 'null' } as const
      expect(writeJsonCell(value, column(type), encoding)).toBe('\\N')
    }
  })
})

test('what only resembles it is written', () => {
  const write = (schema: Schema, value: Value) => compileCell(schema, column('JSON')).write(value)
  expect(compileCell(string, column('longtext')).write(`${TEXT} `)).toBe(`${TEXT} `)
  expect(write(array(string), [TEXT, TEXT])).toBe(`["${TEXT}","${TEXT}"]`)
  expect(write(array(string), [])).toBe('[]')
  expect(write(array(primitive('bytes')), [BYTES, BYTES])).toMatch(/^\["X19k/)
  expect(writeJsonCell([TEXT, TEXT], column('JSON'))).toBe(`["${TEXT}","${TEXT}"]`)
  expect(write(array(primitive('int32')), [...BYTES, 1])).toMatch(/^\[95,95,/)
  expect(write(map(string, string), new Map([['a', TEXT]]))).toContain(TEXT)
  const pairs = [
    [TEXT, TEXT],
    ['a', ''],
  ] as const
  expect(write(map(string, string), new Map(pairs))).toContain(TEXT)
})
