import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ExactNumber, type JsonValue, type Schema, type Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import { type Encoding, LOSSLESS, type OutOfRangePolicy } from '../../../../lib/table/encoding.ts'
import { column } from '../build-column.ts'
import { array, date, decimal, map, primitive, struct } from '../build-schema.ts'

const TEXT = '__debezium_unavailable_value'
const BYTES = new TextEncoder().encode(TEXT)
const string = primitive('string')
const json = primitive('string', { name: 'io.debezium.data.Json' })
const uuid = primitive('string', { name: 'io.debezium.data.Uuid' })

const variableDecimal: Schema = {
  ...struct(['scale', primitive('int32')], ['value', primitive('bytes')]),
  name: 'io.debezium.data.VariableScaleDecimal',
}
const geometry = (name: string): Schema => ({
  ...struct(['wkb', primitive('bytes')], ['srid', primitive('int32')]),
  name: `io.debezium.data.geometry.${name}`,
})
const point: Schema = {
  ...struct(['x', primitive('float64')], ['y', primitive('float64')], ['wkb', primitive('bytes')]),
  name: 'io.debezium.data.geometry.Point',
}
/** Well-known binary: little-endian, a point with a reference system, 4326, and its two ordinates. */
function pointBinary(x: number, y: number): Buffer {
  const bytes = Buffer.alloc(25)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(0x2000_0001, 1)
  bytes.writeUInt32LE(4326, 5)
  bytes.writeDoubleLE(x, 9)
  bytes.writeDoubleLE(y, 17)
  return bytes
}
const GEOMETRY = pointBinary(-99_999_999, -99_999_999)
const GEOGRAPHY = pointBinary(179.999999, 89.999999)

/** As java.util.UUID.nameUUIDFromBytes makes it: version 3, of the bytes alone. */
function nameUuid(): string {
  const digest = createHash('md5').update(BYTES).digest()
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x30, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const POLICIES = ['reject', 'null', 'clamp'] as const

function expectRefused(write: (encoding: Encoding) => string): void {
  const refused = (outOfRange: OutOfRangePolicy, replaces: boolean, mend: RegExp) => {
    expect(() => write({ ...LOSSLESS, outOfRange, replaces })).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        message: expect.stringMatching(mend),
        coordinates: { column: 'c' },
      }),
    )
  }
  const mends = 'Column "c": .*REPLICA IDENTITY FULL.*leave the column out.*'
  refused('reject', false, new RegExp(`${mends}SINK_OUT_OF_RANGE=null puts NULL in its place\\.$`))
  refused('clamp', false, new RegExp(`${mends}SINK_OUT_OF_RANGE=null puts NULL in its place\\.$`))
  expect(write({ ...LOSSLESS, outOfRange: 'null' })).toBe('\\N')
  for (const policy of POLICIES) {
    refused(policy, true, new RegExp(`${mends}would overwrite what is stored.*SINK_UPSERT`))
  }
}

describe("Debezium's placeholder for an unchanged value is refused with the mend, or NULL where that is asked for and overwrites nothing:", () => {
  test.each<[string, Schema, Value, string]>([
    ['as text', string, TEXT, 'longtext'],
    ['as text in a binary column', string, TEXT, 'longblob'],
    ['as text in a JSON column', string, TEXT, 'JSON'],
    ['as bytes', primitive('bytes'), BYTES, 'longblob'],
    ['as bits', primitive('bytes', { name: 'io.debezium.data.Bits' }), BYTES, 'bigint(20)'],
    ['as JSON text', json, TEXT, 'JSON'],
    ['as quoted JSON text', json, `"${TEXT}"`, 'JSON'],
    ['as a uuid', uuid, nameUuid(), 'char(36)'],
    ['as quoted JSON text in a text column', json, `"${TEXT}"`, 'longtext'],
    ['as quoted text in a JSON column', string, `"${TEXT}"`, 'JSON'],
    ['as bytes in a JSON column', primitive('bytes'), BYTES, 'JSON'],
    [
      'as bits in a JSON column',
      primitive('bytes', { name: 'io.debezium.data.Bits' }),
      BYTES,
      'JSON',
    ],
    ['as a uuid in a JSON column', uuid, nameUuid(), 'JSON'],
    ['as text in the place of a uuid', uuid, TEXT, 'JSON'],
    [
      'as an enum in a JSON column',
      primitive('string', { name: 'io.debezium.data.Enum' }),
      TEXT,
      'JSON',
    ],
    [
      'as an instant in a JSON column',
      primitive('string', { name: 'io.debezium.time.ZonedTimestamp' }),
      TEXT,
      'JSON',
    ],
    ['as an element of uuids', array(uuid), [nameUuid()], 'JSON'],
    ['as its bytes as doubles', array(primitive('float64')), [...BYTES], 'JSON'],
    ['as its bytes as dates', array(date), [...BYTES], 'JSON'],
    ['as its bytes as decimals', array(decimal(2)), [...BYTES].map((byte) => `${byte}.00`), 'JSON'],
    [
      'as its bytes as decimals of variable scale',
      array(variableDecimal),
      [...BYTES].map((byte) => [0, Uint8Array.of(byte)]),
      'JSON',
    ],
    ['as a geometry', geometry('Geometry'), [GEOMETRY, 4326], 'JSON'],
    ['as a geography', geometry('Geography'), [GEOGRAPHY, 4326], 'longtext'],
    ['as a point', point, [-99_999_999, -99_999_999, null], 'JSON'],
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
    expectRefused((encoding) => compileCell(schema, column(type), encoding).write(value))
  })

  test.each<[JsonValue]>([
    [TEXT],
    [[TEXT]],
    [`"${TEXT}"`],
    [nameUuid()],
    [[nameUuid()]],
    [Buffer.from(BYTES).toString('base64')],
    [[Buffer.from(BYTES).toString('base64')]],
    [[...BYTES]],
    [{ [TEXT]: TEXT }],
    [{ wkb: GEOMETRY.toString('base64'), srid: 4326 }],
    [{ wkb: GEOGRAPHY.toString('base64'), srid: 4326 }],
    [{ x: -99_999_999, y: -99_999_999, wkb: null, srid: null }],
  ])('%j without a schema', (value) => {
    for (const type of ['longtext', 'JSON', 'longblob']) {
      expectRefused((encoding) => writeJsonCell(value, column(type), encoding))
    }
  })
})

test('in a NOT NULL column it is refused, and nothing sends back to NULL', () => {
  const needed = describeColumn('c', 'longtext', null, '', 'NO')
  const encoding = { ...LOSSLESS, outOfRange: 'null' } as const
  expect(() => compileCell(string, needed, encoding).write(TEXT)).toThrow(
    /REPLICA IDENTITY FULL.*the column is NOT NULL\.$/,
  )
})

describe('inside of a document it is refused where rows replace others, else written:', () => {
  const upsert = { ...LOSSLESS, outOfRange: 'null', replaces: true } as const
  const refused = expect.objectContaining({
    code: 'ERR_RECORD_OUT_OF_RANGE',
    message: expect.stringMatching(/REPLICA IDENTITY FULL.*SINK_UPSERT/),
  })

  test.each<[string, Schema, Value]>([
    ['a member', struct(['id', primitive('int32')], ['note', string]), [1, TEXT]],
    ['an element', array(struct(['note', string])), [['fine'], [TEXT]]],
    ['an entry', map(string, string), new Map([['a', TEXT]])],
    ['an array inside', struct(['tags', array(string)]), [[TEXT]]],
    ['bytes', struct(['blob', primitive('bytes')]), [BYTES]],
  ])('%s', (_, schema, value) => {
    for (const type of ['JSON', 'longtext']) {
      const of = column(type)
      expect(() => compileCell(schema, of, upsert).write(value)).toThrow(refused)
      expect(compileCell(schema, of, { ...upsert, replaces: false }).write(value)).toMatch(
        /__debezium|X19kZWJleml1bV/,
      )
    }
  })

  test.each<[JsonValue]>([[{ id: 1, note: TEXT }], [[{ note: 'fine' }, { note: [TEXT] }]]])(
    '%j without a schema',
    (value) => {
      for (const type of ['JSON', 'longtext', 'longblob']) {
        expect(() => writeJsonCell(value, column(type), upsert)).toThrow(refused)
      }
      const written = writeJsonCell(value, column('JSON'), { ...upsert, replaces: false })
      expect(written).toBe(JSON.stringify(value))
    },
  )

  test('what only resembles it is written', () => {
    const value = { [TEXT]: null, a: `${TEXT} `, b: [1, null, new ExactNumber('1.10')] }
    expect(writeJsonCell(value, column('JSON'), upsert)).toContain('1.10')
    const note = struct(['note', string])
    expect(compileCell(note, column('JSON'), upsert).write([`${TEXT} `])).toContain(TEXT)
    expect(compileCell(note, column('JSON'), upsert).write([null])).toBe('{"note":null}')
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
  expect(write(uuid, 'b68a35a7-17ad-35b3-af2a-ae46edb4545b')).toContain('545b')
  expect(
    write(
      array(decimal(0)),
      Array.from(BYTES, () => null),
    ),
  ).toMatch(/^\[null,/)
  const fine = Array.from(BYTES, (): Value => [2000, Uint8Array.of(1)])
  expect(
    compileCell(array(variableDecimal), column('JSON'), {
      ...LOSSLESS,
      outOfRange: 'null',
    }).write(fine),
  ).toMatch(/^\[null,null/)
  expect(write(geometry('Geometry'), [pointBinary(0, 0), 4326])).toContain('4326')
  expect(write(point, [-99_999_999, 0, null])).toContain('-99999999')
  const named = { ...struct(['wkb', primitive('bytes')]), name: 'acme.Geometry' }
  expect(write(named, [GEOMETRY])).toContain('wkb')
  expect(writeJsonCell({ [TEXT]: TEXT, more: 1 }, column('JSON'))).toContain('more')
  expect(writeJsonCell({ x: -99_999_999, y: 0 }, column('JSON'))).toContain('-99999999')
  expect(writeJsonCell([...BYTES, 1], column('JSON'))).toMatch(/^\[95,/)
  const pairs = [
    [TEXT, TEXT],
    ['a', ''],
  ] as const
  expect(write(map(string, string), new Map(pairs))).toContain(TEXT)
})
