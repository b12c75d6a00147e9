import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError, StoreError } from '../../../lib/errors.ts'
import {
  type Decoded,
  type DecodedRow,
  ExactNumber,
  type JsonValue,
  type Schema,
  type Value,
} from '../../../lib/schema.ts'
import { describeColumn } from '../../../lib/singlestore/column.ts'
import type { KeyedColumns } from '../../../lib/singlestore/keyed-row.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import type { Table } from '../../../lib/singlestore/table.ts'
import { LOSSLESS } from '../../../lib/table/encoding.ts'
import type { FieldPath } from '../../../lib/table/field-path.ts'
import { type MappingRules, PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { table } from './build-column.ts'
import { date, decimal, field, primitive, struct, time, timestamp } from './build-schema.ts'
import { originOf } from './row-origins.ts'

const int = primitive('int64')
const text = primitive('string')
const orders = table(
  ['tenant', 'longtext'],
  ['id', 'bigint(20)'],
  ['v', 'int(11)'],
  ['at', 'date='],
)

function encoder(rules: Partial<MappingRules> = {}, of: Table = orders): RowEncoder {
  return new RowEncoder(of, LOSSLESS, { ...PLAIN_MAPPING, ...rules })
}

const byId: KeyedColumns = { key: ['id'], version: null }
const byBoth: KeyedColumns = { key: ['tenant', 'id'], version: 'v' }
const json = (value: NonNullable<JsonValue>) => ({ schema: null, value }) as const
const paths = (entries: Readonly<Record<string, FieldPath>>) => ({
  columnToField: new Map([['orders', new Map(Object.entries(entries))]]),
})

describe('a row', () => {
  const schema = struct(['V', int], ['id', int], ['tenant', text])

  test('is known by the fields of its key, in the order of the key, and by its version', () => {
    const decoded = { schema, value: [3, 7, 'a\tb'] }
    const row = encoder().encode(decoded)
    const known = { key: ['a\\tb', '7'], version: '3' }
    expect(encoder().encodeKeyed(decoded, null, byBoth)).toEqual({ row, ...known })
    expect(
      encoder().encodeKeyed(json({ id: 7, v: 3, tenant: 'a\tb' }), null, byBoth),
    ).toMatchObject(known)
  })

  test('of one column is known by that', () => {
    const one = { schema: struct(['id', int]), value: [7] }
    expect(encoder().encodeKeyed(one, null, byId)).toMatchObject({ key: ['7'], version: null })
  })

  const keyOf = (of: Table, decoded: DecodedRow, key: readonly string[], from: Decoded | null) =>
    encoder({}, of).encodeKeyed(decoded, originOf(from), { key, version: null }).key

  test('is known by no key where a part of it is NULL', () => {
    const key = (decoded: DecodedRow, ...of: string[]) => keyOf(orders, decoded, of, null)
    expect(key({ schema, value: [3, null, 'a'] }, 'tenant', 'id')).toBeNull()
    expect(key({ schema: struct(['id', int]), value: [7] }, 'tenant', 'id')).toBeNull()
    expect(key(json({ id: 7, at: '2024-02-29' }), 'id', 'at')).toEqual(['7', '2024-02-29'])
    expect(key(json({ id: null }), 'at', 'id')).toBeNull()
  })

  describe('that leaves out a column of its key', () => {
    const filled = { ...table(['tenant', 'int(11)=0'], ['id', 'bigint(20)'], ['at', 'date=']) }
    const known: Table = { ...filled, uniqueKeys: [['tenant', 'id']] }
    const rows: [string, DecodedRow][] = [
      ['a struct', { schema: struct(['id', int]), value: [7] }],
      ['an object', json({ id: 7 })],
    ]

    test.each(rows)('is known by its default: %s', (_, decoded) => {
      expect(keyOf(known, decoded, ['tenant', 'id'], null)).toEqual(['0', '7'])
      expect(keyOf(known, decoded, ['tenant', 'id'], json({ tenant: '00', id: 1 }))).toEqual([
        '0',
        '7',
      ])
    })

    test.each(rows)('is bad where only the server knows its default: %s', (_, decoded) => {
      expect(() => keyOf(known, decoded, ['id', 'at'], null)).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_UNMAPPABLE',
          message: expect.stringContaining('SINK_KEY_COLUMNS'),
          coordinates: { table: 'orders', column: 'at' },
        }),
      )
    })

    test.each(rows)('is bad where its record’s key tells another one: %s', (_, decoded) => {
      for (const from of [
        json({ tenant: 5 }),
        { schema: struct(['TENANT', int]), value: [5] },
      ] satisfies Decoded[]) {
        expect(() => keyOf(known, decoded, ['tenant', 'id'], from)).toThrow(
          expect.objectContaining({
            message: expect.stringContaining('to its default'),
            coordinates: { table: 'orders', column: 'tenant' },
          }),
        )
      }
    })

    test('has its own value for the key, whatever its record’s key tells', () => {
      const own = json({ tenant: 0, id: 7 })
      expect(keyOf(known, own, ['tenant', 'id'], json({ tenant: 5 }))).toEqual(['0', '7'])
    })
  })

  test.each<[string, DecodedRow]>([
    ['a struct', { schema: struct(['id', int]), value: [7] }],
    ['an object', json({ id: 7 })],
  ])('has the default of its version column, where that is known: %s', (_, decoded) => {
    const version = (type: string) =>
      encoder({}, table(['id', 'int(11)'], ['v', type])).encodeKeyed(decoded, null, {
        ...byId,
        version: 'v',
      }).version
    expect(version('int(11)=3')).toBe('3')
    expect(() => version('datetime=')).toThrow(/no value for the version column "v"/)
  })

  test('is bad where it leaves out a TIMESTAMP of its key, which may become the time of now', () => {
    const at = describeColumn('at', 'timestamp', null, '', 'NO')
    const timed: Table = { ...orders, columns: [...orders.columns.slice(0, 2), at] }
    const decoded = { schema: struct(['id', int]), value: [7] }
    expect(() => keyOf(timed, decoded, ['id', 'at'], null)).toThrow(
      /leaves out the key column "at"/,
    )
  })

  test.each<[DecodedRow]>([
    [{ schema, value: [null, 7, 'a'] }],
    [{ schema: struct(['id', int], ['tenant', text]), value: [7, 'a'] }],
    [json({ id: 7, tenant: 'a' })],
  ])('without a version is bad: %j', (decoded) => {
    expect(() => encoder().encodeKeyed(decoded, null, byBoth)).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNMAPPABLE',
        coordinates: { table: 'orders', column: 'v' },
      }),
    )
  })

  test('is asked for a column that the table lacks', () => {
    const lacking = { key: ['id'], version: 'newness' }
    const missing = expect.objectContaining({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringContaining('SINK_VERSION_COLUMN'),
      coordinates: { table: 'orders', column: 'newness' },
    })
    expect(() => encoder().encodeKeyed({ schema, value: [3, 7, 'a'] }, null, lacking)).toThrow(
      missing,
    )
    expect(() => encoder().encodeDeleted(originOf(json({ id: 7 })), null, lacking)).toThrow(missing)
    expect(() => encoder().encodeKeyed(json({ id: 7 }), null, { ...byId, key: ['no'] })).toThrow(
      StoreError,
    )
  })

  test('may have its key and its version beside its value', () => {
    const of = encoder({
      keyColumns: { byTable: new Map(), otherwise: ['id'] },
      extraColumns: [{ part: 'offset', column: 'v' }],
    })
    const keyed = { key: ['id'], version: 'v' }
    const origin = originOf({ schema: int, value: 7 })
    for (const decoded of [
      json({ tenant: 'a' }),
      { schema: struct(['tenant', text]), value: ['a'] },
    ]) {
      expect(of.encodeKeyed(decoded, origin, keyed)).toMatchObject({ key: ['7'], version: '42' })
    }
    expect(of.encodeDeleted(origin, null, keyed)).toEqual({ key: ['7'], version: '42' })
  })
})

describe('a delete', () => {
  const key = struct(['ID', int], ['tenant', text])
  const before = { schema: struct(['id', int], ['tenant', text], ['v', int]), value: [8, 'b', 5] }

  test.each<[string, Decoded]>([
    ['a struct', { schema: key, value: [7, 'a'] }],
    ['an object', json({ ID: 7, tenant: 'a', more: {} })],
  ])('finds its key in the members of %s, and its version in the state before', (_, decoded) => {
    const of = encoder()
    expect(of.encodeDeleted(originOf(decoded), null, byBoth)).toEqual({
      key: ['a', '7'],
      version: null,
    })
    expect(of.encodeDeleted(originOf(decoded), before, byBoth)).toEqual({
      key: ['a', '7'],
      version: '5',
    })
    expect(of.encodeDeleted(originOf(decoded), json({ V: 5 }), byBoth).version).toBe('5')
    expect(of.encodeDeleted(originOf(decoded), json({ v: null }), byBoth).version).toBeNull()
  })

  test.each<[Decoded]>([[{ schema: int, value: 7 }], [{ schema: text, value: '7' }], [json(7)]])(
    'takes the key %j as a whole where the key of the table has one column',
    (decoded) => {
      expect(encoder().encodeDeleted(originOf(decoded), null, byId).key).toEqual(['7'])
      expect(() => encoder().encodeDeleted(originOf(decoded), null, byBoth)).toThrow(RecordError)
      const configured = encoder({ keyColumns: { byTable: new Map(), otherwise: ['id'] } })
      expect(
        configured.encodeDeleted(originOf(decoded), json({ tenant: 'b' }), byBoth).key,
      ).toEqual(['b', '7'])
    },
  )

  test.each<[string, DecodedRow]>([
    ['a struct', before],
    ['an object', json({ Id: 8, tenant: 'b' })],
  ])('finds in the state before, %s, what the key does not tell', (_, state) => {
    const of = encoder()
    for (const origin of [
      originOf(null),
      originOf({ schema: key, value: null }),
      originOf({ schema: key, value: [null, null] }),
      originOf(json({ other: 1 })),
      originOf({ schema: struct(['other', int]), value: [1] }),
    ]) {
      expect(of.encodeDeleted(origin, state, byBoth).key).toEqual(['b', '8'])
    }
    expect(of.encodeDeleted(originOf(json({ tenant: 'x' })), state, byBoth).key).toEqual(['x', '8'])
  })

  test('sees the whole state before, whatever the whitelist keeps', () => {
    const of = encoder({ whitelist: new Set(['tenant']) })
    expect(of.encodeDeleted(originOf(null), before, byId).key).toEqual(['8'])
    expect(of.encodeDeleted(originOf(null), json({ id: 8 }), byId).key).toEqual(['8'])
  })

  test('takes no heed of fields in the state before that the table has no column for', () => {
    const wider = { schema: struct(['gone', int], ['id', int]), value: [1, 8] }
    expect(encoder().encodeDeleted(originOf(null), wider, byId).key).toEqual(['8'])
    expect(encoder().encodeDeleted(originOf(null), json({ gone: 1, id: 8 }), byId).key).toEqual([
      '8',
    ])
  })

  test.each<[string, Decoded | null, DecodedRow | null]>([
    ['without key and state before', null, null],
    ['whose key has no such member', { schema: struct(['x', int]), value: [1] }, null],
    ['whose key is null', { schema: key, value: [null, 'a'] }, json({})],
    ['whose state before has a null', json({}), json({ id: null })],
    ['whose state before has no members', json([7]), json('text')],
  ])('%s is bad, and names the column', (_, decoded, state) => {
    expect(() =>
      encoder().encodeDeleted(originOf(decoded), state, { ...byId, key: ['id', 'tenant'] }),
    ).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNMAPPABLE',
        coordinates: { table: 'orders', column: 'id' },
      }),
    )
  })

  test('finds the member that is mapped to a column by the name of the field, too', () => {
    const of = encoder(paths({ id: ['orderId'], tenant: ['who', 'name'], v: ['id'] }))
    const told = (decoded: Decoded) => of.encodeDeleted(originOf(decoded), null, byId).key
    expect(told({ schema: struct(['id', int], ['orderId', int]), value: [1, 7] })).toEqual(['7'])
    expect(told(json({ id: 1, orderId: 7 }))).toEqual(['7'])
    // `id` is the field of another column.
    expect(() => told(json({ id: 1 }))).toThrow(RecordError)
    expect(() => told({ schema: struct(['id', int]), value: [1] })).toThrow(RecordError)
    const schema = struct(['orderId', int], ['who', struct(['name', text])])
    for (const state of [{ schema, value: [8, ['b']] }, json({ orderId: 8, who: { name: 'b' } })]) {
      const keyed = { key: ['tenant', 'id'], version: null }
      expect(of.encodeDeleted(originOf(json({ id: 1 })), state, keyed).key).toEqual(['b', '8'])
    }
  })

  describe('of a column that is mapped from another field', () => {
    const mapped: [string, Partial<MappingRules>, Decoded][] = [
      ['at the top', paths({ id: ['orderId'] }), json({ id: 7 })],
      ['inside another', paths({ id: ['ref', 'ext'] }), json({ id: 7 })],
      [
        'at the top, with a schema',
        paths({ id: ['orderId'] }),
        { schema: struct(['id', int]), value: [7] },
      ],
      [
        'inside another, with a schema',
        paths({ id: ['ref', 'ext'] }),
        { schema: struct(['id', int]), value: [7] },
      ],
      ['that differs in letter case', paths({ id: ['ID'] }), json({ id: 7 })],
    ]

    test.each(mapped)('takes no member of the column’s own name: %s', (_, rules, decoded) => {
      const of = encoder(rules)
      expect(() => of.encodeDeleted(originOf(decoded), null, byId)).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_UNMAPPABLE',
          message: expect.stringMatching(/"id".*SINK_COLUMN_TO_FIELD.*SINK_KEY_COLUMNS/),
          coordinates: { table: 'orders', column: 'id' },
        }),
      )
      const state = json({ orderId: 8, ref: { ext: 8 }, ID: 8 })
      expect(of.encodeDeleted(originOf(decoded), state, byId).key).toEqual(['8'])
    })

    test.each(mapped)(
      'takes it where SINK_KEY_COLUMNS names the column: %s',
      (_, rules, decoded) => {
        const of = encoder({ ...rules, keyColumns: { byTable: new Map(), otherwise: ['ID'] } })
        expect(of.encodeDeleted(originOf(decoded), null, byId).key).toEqual(['7'])
      },
    )

    test('takes what stands in the key where it stands in the value', () => {
      const of = encoder(paths({ id: ['ref', 'ext'] }))
      const schema = struct(['id', int], ['ref', struct(['ext', int])])
      for (const decoded of [{ schema, value: [7, [8]] }, json({ id: 7, ref: { ext: 8 } })]) {
        expect(of.encodeDeleted(originOf(decoded), null, byId).key).toEqual(['8'])
      }
    })

    test('takes its own name in any case where that is the field, too', () => {
      const of = encoder(paths({ id: ['id'] }))
      expect(of.encodeDeleted(originOf(json({ ID: 7 })), null, byId).key).toEqual(['7'])
    })

    test('takes its own name where the key fills it, though it is the field of another column', () => {
      const of = encoder({
        ...paths({ v: ['id'] }),
        keyColumns: { byTable: new Map([['orders', ['id']]]), otherwise: [] },
      })
      expect(of.encodeDeleted(originOf(json({ id: 7 })), null, byId).key).toEqual(['7'])
    })
  })

  describe('whose record has a key without members', () => {
    const keys: [Decoded][] = [[{ schema: text, value: '7' }], [json(7)]]

    test.each(keys)('goes by the state before where that tells all: %j', (decoded) => {
      expect(encoder().encodeDeleted(originOf(decoded), json({ id: 8 }), byId).key).toEqual(['8'])
      expect(encoder().encodeDeleted(originOf(decoded), before, byId).key).toEqual(['8'])
    })

    test.each(keys)('goes by its key where the state before tells not all: %j', (decoded) => {
      expect(encoder().encodeDeleted(originOf(decoded), json({ id: null }), byId).key).toEqual([
        '7',
      ])
      const named = encoder({ keyColumns: { byTable: new Map(), otherwise: ['id'] } })
      const keyed = { key: ['tenant', 'id'], version: null }
      const key = (state: DecodedRow) => named.encodeDeleted(originOf(decoded), state, keyed).key
      expect(key(json({ tenant: 'b' }))).toEqual(['b', '7'])
      expect(key(json({ tenant: 'b', id: 8 }))).toEqual(['b', '8'])
    })
  })

  test('goes by the members of its record’s key, whatever the state before tells', () => {
    for (const decoded of [{ schema: struct(['id', int]), value: [7] }, json({ id: 7 })]) {
      expect(encoder().encodeDeleted(originOf(decoded), json({ id: 8 }), byId).key).toEqual(['7'])
    }
  })

  test('finds in extra columns what all records of a row have in common, and no offset', () => {
    const of = encoder({
      extraColumns: [
        { part: 'topic', column: 'tenant' },
        { part: 'key', column: 'id' },
        { part: 'offset', column: 'v' },
      ],
    })
    const origin = originOf({ schema: int, value: 7 })
    expect(of.encodeDeleted(origin, null, { key: ['tenant', 'id'], version: null }).key).toEqual([
      'orders',
      '7',
    ])
    const byOffset = { key: ['v', 'id'], version: null }
    expect(() => of.encodeDeleted(originOf(json({ id: 7 })), null, byOffset)).toThrow(RecordError)
  })

  test('with a value that its column cannot hold is bad', () => {
    for (const decoded of [{ schema: text, value: '7.5' }, json(7.5)]) {
      expect(() => encoder().encodeDeleted(originOf(decoded), null, byId)).toThrow(
        expect.objectContaining({ coordinates: { column: 'id' } }),
      )
    }
  })
})

/** A type of keys: its column, its schema, its values, and each as JSON where JSON has it. */
interface KeyType {
  readonly column: string
  readonly schema: Schema
  readonly value: fc.Arbitrary<NonNullable<Value>>
  readonly json: ((value: never) => NonNullable<JsonValue>) | null
}

const BIG = { min: -(2n ** 63n), max: 2n ** 63n - 1n }
const integer = fc.bigInt(BIG).map((value) => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
})
const numberJson = (value: number | bigint) =>
  typeof value === 'bigint' ? new ExactNumber(String(value)) : value
const small = fc.integer({ min: -128, max: 127 })
const anyText = fc.string({ unit: 'binary' })

const KEY_TYPES: Readonly<Record<string, KeyType>> = {
  int8: { column: 'tinyint(4)', schema: primitive('int8'), value: small, json: numberJson },
  int32: { column: 'int(11)', schema: primitive('int32'), value: small, json: numberJson },
  int64: { column: 'bigint(20)', schema: int, value: integer, json: numberJson },
  'int64 in a decimal': {
    column: 'decimal(20,2)',
    schema: int,
    value: fc.integer(),
    json: numberJson,
  },
  boolean: {
    column: 'tinyint(4)',
    schema: primitive('boolean'),
    value: fc.boolean(),
    json: Boolean,
  },
  text: { column: 'varchar(255)', schema: text, value: anyText, json: String },
  'text in bytes': { column: 'varbinary(255)', schema: text, value: anyText, json: String },
  bytes: {
    column: 'varbinary(255)',
    schema: primitive('bytes'),
    value: fc.uint8Array(),
    json: null,
  },
  'int64 in text': { column: 'varchar(20)', schema: int, value: integer, json: numberJson },
  'int64 in bytes': { column: 'varbinary(20)', schema: int, value: integer, json: numberJson },
  decimal: {
    column: 'decimal(10,2)',
    schema: decimal(2),
    value: fc.integer({ min: -99999, max: 99999 }).map((n) => (n / 100).toFixed(2)),
    json: (value: string) => new ExactNumber(value),
  },
  double: {
    column: 'double',
    schema: primitive('float64'),
    value: fc.double(FINITE()),
    json: Number,
  },
  date: {
    column: 'date',
    schema: date,
    value: fc.integer({ min: -300_000, max: 2_900_000 }),
    json: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
  },
  time: {
    column: 'time(6)',
    schema: time,
    value: fc.integer({ min: 0, max: 86_399_999 }),
    json: null,
  },
  timestamp: {
    column: 'datetime(6)',
    schema: timestamp,
    value: fc.integer({ min: 0, max: 4e12 }),
    json: null,
  },
}

function FINITE() {
  return { noNaN: true, noDefaultInfinity: true }
}

describe('the same value is the same field, whether a value, a key or a state before tells it', () => {
  test.each(Object.entries(KEY_TYPES))(
    '%s',
    (_, { column, schema, value: values, json: asJson }) => {
      const of = encoder({}, table(['id', column], ['note', 'longtext']))
      const row = struct(['id', schema], ['note', text])
      fc.assert(
        fc.property(values, (value) => {
          const decoded = { schema: row, value: [value, 'x'] }
          const { key } = of.encodeKeyed(decoded, null, byId)
          const deleted = (from: Decoded | null, before: DecodedRow | null = null) =>
            of.encodeDeleted(originOf(from), before, byId).key
          expect(deleted({ schema, value })).toEqual(key)
          expect(
            deleted({ schema: { ...row, fields: [field('ID', schema)] }, value: [value] }),
          ).toEqual(key)
          expect(deleted(null, decoded)).toEqual(key)
          if (asJson === null) return
          const member = asJson(value as never)
          expect(deleted(json(member))).toEqual(key)
          expect(deleted(json({ Id: member }))).toEqual(key)
          expect(deleted(null, json({ id: member }))).toEqual(key)
          expect(of.encodeKeyed(json({ id: member }), null, byId).key).toEqual(key)
        }),
        { numRuns: 60 },
      )
    },
  )
})
