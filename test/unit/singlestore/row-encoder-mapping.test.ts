import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../lib/format/json/exact-json.ts'
import type { Decoded, JsonValue, Schema, Value } from '../../../lib/schema.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import type { Table } from '../../../lib/singlestore/table.ts'
import { LOSSLESS } from '../../../lib/table/encoding.ts'
import type { RecordPart } from '../../../lib/table/extra-column.ts'
import type { FieldPath } from '../../../lib/table/field-path.ts'
import { type MappingRules, PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import type { RowOrigin } from '../../../lib/table/row-origin.ts'
import { table } from './build-column.ts'
import { date, map, primitive, struct } from './build-schema.ts'
import { originOf } from './row-origins.ts'

const int = primitive('int32')
const text = primitive('string')

function encoder(of: Table, rules: Partial<MappingRules>): RowEncoder {
  return new RowEncoder(of, LOSSLESS, { ...PLAIN_MAPPING, ...rules })
}

/** Each column's field. */
function row(
  of: RowEncoder,
  decoded: Decoded,
  origin: RowOrigin | null = null,
): Readonly<Record<string, string | undefined>> {
  const { line, shape } = of.encode(decoded, origin)
  const fields = line.split('\t')
  return Object.fromEntries(shape.columns.map(({ name }, index) => [name, fields[index]]))
}

const json = (value: JsonValue): Decoded => ({ schema: null, value })
const paths = (entries: Readonly<Record<string, FieldPath>>) => ({
  columnToField: new Map([['orders', new Map(Object.entries(entries))]]),
})
const keyed = (...otherwise: string[]) => ({ keyColumns: { byTable: new Map(), otherwise } })
const extra = (...parts: (readonly [RecordPart, string])[]) => ({
  extraColumns: parts.map(([part, column]) => ({ part, column })),
})

describe('the whitelist', () => {
  const of = encoder(table(['id', 'int(11)'], ['name', 'longtext=']), {
    whitelist: new Set(['id', 'name']),
  })

  test('keeps fields of a struct and members of an object', () => {
    const schema = struct(['age', int], ['name', text], ['ID', int], ['id', int])
    expect(row(of, { schema, value: [25, 'Mary', 0, 7] })).toEqual({ id: '7', name: 'Mary' })
    expect(row(of, json({ age: 25, id: 7, ID: 0 }))).toEqual({ id: '7' })
    expect(row(of, json({}))).toEqual({ id: '\\N' })
  })

  test('that keeps no member makes the record bad', () => {
    expect(() => of.encode(json({ age: 25 }))).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { table: 'orders' } }),
    )
  })

  test('says nothing of a value that is no object', () => {
    const data = encoder(table(['data', 'JSON']), { whitelist: new Set(['id']) })
    expect(row(data, json([1]))).toEqual({ data: '[1]' })
  })
})

describe('columns that are mapped to fields', () => {
  const of = encoder(
    table(['a', 'longtext'], ['b', 'longtext='], ['unfilled', 'int(11)']),
    paths({ B: ['f', 'm', 'x.y'], a: ['f', 'c'] }),
  )

  test('take their values from structs and maps, NULL where one on the way is null or has none', () => {
    const schema = struct(['z', int], ['f', struct(['m', map(text, int)], ['c', text])])
    const told = (value: Value) => row(of, { schema, value: [0, value] as const })
    expect(told([new Map([['x.y', 5]]), 'v1'])).toEqual({ a: 'v1', b: '5' })
    expect(told([new Map([['x', 5]]), null])).toEqual({ a: '\\N', b: '\\N' })
    expect(told([null, 'v1'])).toEqual({ a: 'v1', b: '\\N' })
    expect(told(null)).toEqual({ a: '\\N', b: '\\N' })
  })

  test('take them from objects: NULL behind a null, as absent as any behind what is absent', () => {
    const told = (text: string) => row(of, json(parseJson(text)))
    expect(told('{"f":{"c":"v1","m":{"x.y":5}},"new":1}')).toEqual({
      a: 'v1',
      b: '5',
      unfilled: '\\N',
    })
    expect(told('{"f":null}')).toEqual({ a: '\\N', b: '\\N', unfilled: '\\N' })
    for (const absent of ['{}', '{"f":{}}', '{"f":[1]}', '{"f":7}', '{"f":{"m":"text"}}']) {
      expect(told(absent), absent).toEqual({ a: '\\N', unfilled: '\\N' })
    }
  })

  test('find nothing of what every object inherits', () => {
    const inherited = encoder(
      table(['a', 'longtext'], ['b', 'longtext']),
      paths({ a: ['constructor', 'name'], b: ['__proto__'] }),
    )
    expect(row(inherited, json({}))).toEqual({ a: '\\N', b: '\\N' })
    expect(row(inherited, json(parseJson('{"__proto__":{"x":1}}')))).toMatchObject({ b: '{"x":1}' })
  })

  test.each([[json(7)], [json([])], [{ schema: text, value: 'x' }]])(
    'are refused for a value without fields',
    (decoded) => {
      expect(() => of.encode(decoded)).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_UNMAPPABLE',
          message: expect.stringContaining('the value has none'),
        }),
      )
    },
  )

  test('that the table lacks are missing, named with their option', () => {
    const lacking = encoder(table(['a', 'longtext']), paths({ z: ['x'] }))
    const missing = expect.objectContaining({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringContaining('SINK_COLUMN_TO_FIELD'),
      coordinates: { table: 'orders', column: 'z' },
    })
    const schema = struct(['x', int])
    expect(() => lacking.encode(json({ x: 1 }))).toThrow(missing)
    expect(() => lacking.encode({ schema, value: [1] })).toThrow(missing)
    expect(() => lacking.check({ value: null, key: null })).toThrow(missing)
    expect(() => lacking.check({ value: schema, key: null })).toThrow(missing)
  })
})

describe("columns of the record's key", () => {
  const orders = table(['id', 'bigint(20)'], ['name', 'longtext'], ['tenant', 'longtext='])
  const of = encoder(orders, keyed('id', 'tenant'))
  const schema = struct(['name', text])
  const key = struct(['Tenant', text], ['id', int])

  test.each<[string, Decoded]>([
    ['a struct', { schema: key, value: ['t1', 7] }],
    ['an object', json({ id: 7, TENANT: 't1', more: 1 })],
    [
      'a map',
      {
        schema: map(text, text),
        value: new Map([
          ['id', '7'],
          ['tenant', 't1'],
        ]),
      },
    ],
  ])('are filled by the members of %s, beside values with and without a schema', (_, decoded) => {
    const filled = { id: '7', name: 'x', tenant: 't1' }
    expect(row(of, { schema, value: ['x'] }, originOf(decoded))).toEqual(filled)
    expect(row(of, json({ name: 'x' }), originOf(decoded))).toEqual(filled)
  })

  test("are the value's where it has them, even as null", () => {
    const origin = originOf({ schema: key, value: ['t1', 7] })
    const own = struct(['ID', int], ['name', text])
    expect(row(of, { schema: own, value: [1, 'x'] }, origin)).toMatchObject({ id: '1' })
    expect(row(of, { schema: own, value: [null, 'x'] }, origin)).toMatchObject({ id: '\\N' })
    expect(row(of, json({ ID: null }), origin)).toMatchObject({ id: '\\N', tenant: 't1' })
  })

  test.each<[string, Decoded]>([
    ['a schema', { schema: primitive('int64'), value: 7 }],
    ['JSON', json(7)],
  ])('are one column for a key without members, of %s', (_, decoded) => {
    const one = encoder(orders, keyed('id'))
    const filled = { id: '7', name: 'x' }
    expect(row(one, { schema, value: ['x'] }, originOf(decoded))).toEqual(filled)
    expect(row(one, json({ name: 'x' }), originOf(decoded))).toEqual(filled)
    const several = expect.objectContaining({ message: expect.stringContaining('has no members') })
    expect(() => of.encode({ schema, value: ['x'] }, originOf(decoded))).toThrow(several)
    expect(() => of.encode(json({}), originOf(decoded))).toThrow(several)
    expect(row(of, json({ id: 1, tenant: 't' }), originOf(decoded))).toMatchObject({ id: '1' })
  })

  test('are NULL without a key; a column with a default is left out where an object lacks its member', () => {
    const nulls = { id: '\\N', name: 'x', tenant: '\\N' }
    expect(row(of, { schema, value: ['x'] }, originOf(null))).toEqual(nulls)
    expect(row(of, json({ name: 'x' }), originOf(null))).toEqual(nulls)
    expect(row(of, json({ name: 'x' }), originOf(json({ id: 7 })))).toEqual({ id: '7', name: 'x' })
    expect(row(of, { schema, value: ['x'] }, originOf(json({ id: 7 })))).toEqual({
      id: '7',
      name: 'x',
    })
  })

  test('have the default that is known where an object lacks their member', () => {
    const one = encoder(table(['id', 'bigint(20)=3'], ['name', 'longtext']), keyed('id'))
    const filled = { id: '3', name: 'x' }
    expect(row(one, { schema, value: ['x'] }, originOf(json({ z: 1 })))).toEqual(filled)
    expect(row(one, json({ name: 'x' }), originOf(json({ z: 1 })))).toEqual(filled)
  })

  test('with two members that mean one column are refused', () => {
    expect(() => of.encode(json({}), originOf(json({ ID: 1, Id: 2 })))).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { column: 'id' } }),
    )
  })

  test('follow the schema of each key', () => {
    const one = encoder(orders, keyed('id'))
    const told = (of: Schema, value: Value) =>
      row(one, { schema, value: ['x'] }, originOf({ schema: of, value })).id
    const longer = struct(['more', int], ['id', int])
    expect([told(struct(['id', int]), [1]), told(longer, [2, 3]), told(int, 4)]).toEqual([
      '1',
      '3',
      '4',
    ])
  })
})

describe('extra columns', () => {
  const all = extra(
    ['topic', 'T'],
    ['partition', 'p'],
    ['offset', 'o'],
    ['timestamp', 'at'],
    ['key', 'k'],
    ['headers', 'h'],
  )
  const of = (key: string) =>
    encoder(
      table(
        ...([
          ['id', 'int(11)'],
          ['t', 'varchar(249)'],
          ['p', 'int(11)'],
          ['o', 'bigint(20)'],
          ['at', 'datetime(6)='],
          ['k', key],
          ['h', 'JSON'],
        ] as const),
      ),
      all,
    )
  const headers = [
    { name: 'trace', value: Buffer.from('é\t"') },
    { name: 'trace', value: null },
    { name: 'empty', value: new Uint8Array() },
    { name: 'raw', value: Uint8Array.of(0xff, 0xfe) },
  ]
  const filled = {
    id: '7',
    t: 'orders',
    p: '3',
    o: '42',
    at: '2023-11-14 22:13:20.123',
    k: 'a',
    h: '[{"name":"trace","value":"é\\\\t\\\\""},{"name":"trace","value":null},{"name":"empty","value":""},{"name":"raw","base64":"//4="}]',
  }
  const seven: readonly Decoded[] = [{ schema: struct(['id', int]), value: [7] }, json({ id: 7 })]

  test.each(seven)('are filled from the record: %j', (decoded) => {
    const origin = originOf({ schema: text, value: 'a' }, { headers })
    expect(row(of('longtext'), decoded, origin)).toEqual(filled)
  })

  test.each(seven)('are NULL where the record has no timestamp and no key: %j', (decoded) => {
    expect(row(of('longtext'), decoded, originOf(null, { timestamp: -1 }))).toEqual({
      ...filled,
      ...{ at: '\\N', k: '\\N', h: '[]' },
    })
  })

  test.each<[Decoded, string, string]>([
    [{ schema: text, value: 'a' }, 'JSON', '"a"'],
    [{ schema: text, value: null }, 'JSON', '\\N'],
    [{ schema: primitive('int64'), value: 5 }, 'JSON', '5'],
    [{ schema: primitive('int64'), value: 5 }, 'bigint(20)', '5'],
    [{ schema: primitive('int64'), value: 5 }, 'varbinary(20)', 'NQ=='],
    [{ schema: primitive('bytes'), value: Uint8Array.of(255) }, 'longblob', '/w=='],
    [{ schema: date, value: 0 }, 'date', '1970-01-01'],
    [{ schema: struct(['id', int]), value: [7] }, 'JSON', '{"id":7}'],
    [{ schema: struct(['id', int]), value: [7] }, 'longtext', '{"id":7}'],
    [json('a'), 'JSON', '"a"'],
    [json('a'), 'longtext', 'a'],
    [json({ id: 7 }), 'JSON', '{"id":7}'],
    [json(null), 'JSON', '\\N'],
  ])('hold the key %j in a column %s', (key, type, field) => {
    for (const decoded of seven) {
      expect(row(of(type), decoded, originOf(key)).k).toBe(field)
    }
  })

  test('whose names a member has are refused', () => {
    expect(() => of('JSON').encode(json({ O: 1 }), originOf(null))).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNMAPPABLE',
        message: expect.stringContaining('SINK_EXTRA_COLUMNS'),
        coordinates: { table: 'orders', column: 'o' },
      }),
    )
  })

  test('that the table lacks are missing', () => {
    const lacking = encoder(table(['id', 'int(11)']), extra(['topic', 't']))
    const missing = expect.objectContaining({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringContaining('SINK_EXTRA_COLUMNS'),
      coordinates: { table: 'orders', column: 't' },
    })
    for (const decoded of seven) {
      expect(() => lacking.encode(decoded, originOf(null))).toThrow(missing)
      expect(() => lacking.check({ value: decoded.schema, key: null })).toThrow(missing)
    }
  })
})

describe('what does not fit names both types', () => {
  test.each<[Decoded, string, RegExp]>([
    [
      { schema: struct(['c', date]), value: [5] },
      'time(6)',
      /INT32 \(Date\), the column time\(6\)\.$/,
    ],
    [
      { schema: struct(['c', int]), value: [500] },
      'tinyint(4)',
      /INT32, the column tinyint\(4\)\.$/,
    ],
    [json({ c: 'x' }), "enum('a','b')", /a JSON string, the column enum\('a','b'\)\.$/],
    [json({ c: 1.5 }), 'int(11)', /a JSON number, the column int\(11\)\.$/],
  ])('%j', (decoded, type, message) => {
    expect(() => new RowEncoder(table(['c', type])).encode(decoded)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        coordinates: { column: 'c' },
      }),
    )
  })

  test('in a column from a path, of the key and beside them, too', () => {
    const of = encoder(table(['a', 'tinyint(4)'], ['k', 'tinyint(4)'], ['o', 'tinyint(4)']), {
      ...paths({ a: ['f', 'x'] }),
      ...keyed('k'),
      ...extra(['offset', 'o']),
    })
    const schema = struct(['f', struct(['x', int])])
    const fault = (value: number, key: Decoded, offset: number) => () =>
      of.encode({ schema, value: [[value]] }, originOf(key, { offset }))
    const five = { schema: int, value: 5 }
    const types = /The value is (INT32|INT64|a JSON number), the column tinyint\(4\)\.$/
    expect(fault(500, five, 5)).toThrow(types)
    expect(fault(5, { schema: int, value: 500 }, 5)).toThrow(types)
    expect(fault(5, json(500), 5)).toThrow(types)
    expect(fault(5, five, 500)).toThrow(types)
    expect(fault(5, five, 5)).not.toThrow()
  })
})
