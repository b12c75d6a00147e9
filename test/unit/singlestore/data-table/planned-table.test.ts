import { describe, expect, test } from 'vitest'
import type { Schema } from '../../../../lib/schema.ts'
import {
  plannedTable,
  type TablePlan,
} from '../../../../lib/singlestore/data-table/planned-table.ts'
import { LOSSLESS } from '../../../../lib/table/encoding.ts'
import { PLAIN_MAPPING } from '../../../../lib/table/mapping-rules.ts'
import type { TableKey } from '../../../../lib/table/table-key.ts'
import { type TableOptions, USUAL_TABLE } from '../../../../lib/table/table-options.ts'
import { array, primitive, struct } from '../build-schema.ts'

const PLAN: TablePlan = {
  tableKeys: [],
  tableOptions: new Map(),
  encoding: LOSSLESS,
  mapping: PLAIN_MAPPING,
  keyed: false,
}

const VALUE = struct(
  ['Id', primitive('int64')],
  ['tenant', primitive('string')],
  ['tags', array(primitive('string'))],
)

function key(type: TableKey['type'], ...columns: readonly string[]): TableKey {
  return { type, name: null, columns }
}

function planned(plan: Partial<TablePlan>, recordKey: Schema | null = null) {
  return plannedTable('orders', { value: VALUE, key: recordKey }, { ...PLAN, ...plan })
}

const options = (table: string, of: Partial<TableOptions>) => ({
  tableOptions: new Map([[table, { ...USUAL_TABLE, ...of }]]),
})

describe('the options of a table', () => {
  test("its own keys take the place of everyone's, under its name, or under * for all others", () => {
    const tableKeys = [key('PRIMARY', 'tenant')]
    const keys = [key('KEY', 'id')]
    expect(planned({ tableKeys }).keys).toEqual(tableKeys)
    expect(planned({ tableKeys, ...options('orders', { keys }) }).keys).toEqual(keys)
    expect(planned({ tableKeys, ...options('*', { keys }) }).keys).toEqual(keys)
    expect(planned({ tableKeys, ...options('Orders', { keys }) }).keys).toEqual(tableKeys)
    expect(planned({ tableKeys, ...options('orders', { keys: [] }) }).keys).toEqual([])
  })

  test('a rowstore reference table with a bounded text in its key', () => {
    const table = options('orders', {
      keys: [key('PRIMARY', 'tenant', 'id')],
      storage: 'rowstore',
      reference: true,
      keyLength: 64,
    })
    expect(planned(table).sql).toBe(
      [
        'CREATE ROWSTORE REFERENCE TABLE IF NOT EXISTS `orders` (',
        '  `Id` BIGINT NOT NULL,',
        '  `tenant` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,',
        '  `tags` JSON,',
        '  PRIMARY KEY (`tenant`, `id`)',
        ')',
      ].join('\n'),
    )
  })

  test('a reference table with a key that cuts or sorts it is refused with the mend', () => {
    const keys = [key('SHARD', 'id'), { ...key('COLUMNSTORE', 'id'), descending: ['id'] }]
    expect(() => planned(options('orders', { keys, reference: true }))).toThrow(
      /SHARD \(id\).*SINK_TABLE_OPTIONS[\s\S]*COLUMNSTORE \(id DESC\)/,
    )
  })

  test('what only a columnstore refuses is no conflict in a rowstore', () => {
    const keys = [key('PRIMARY', 'id'), key('KEY', 'id')]
    expect(planned(options('orders', { keys })).conflicts).toHaveLength(1)
    expect(planned(options('orders', { keys, storage: 'rowstore' })).conflicts).toEqual([])
  })

  test('the unique keys of a reference table need not share their columns, for no shard key cuts it', () => {
    const keys = [key('PRIMARY', 'id'), key('UNIQUE', 'tenant')]
    expect(planned({ tableKeys: keys }).conflicts).toHaveLength(1)
    expect(planned(options('orders', { keys, reference: true }))).toMatchObject({
      conflicts: [],
      doubts: [],
    })
  })

  test('the sort key of the connector is for columnstore tables', () => {
    const encoding = { ...LOSSLESS, profile: 'connector' as const }
    expect(planned({ encoding }).keys).toEqual([key('COLUMNSTORE', 'Id')])
    expect(planned({ encoding, ...options('*', { storage: 'rowstore' }) }).keys).toEqual([])
  })
})

describe('where rows are known by their keys', () => {
  const recordKey = struct(['ID', primitive('int64')], ['Tenant', primitive('string')])
  const mapping = (...names: readonly string[]) => ({
    mapping: { ...PLAIN_MAPPING, keyColumns: { byTable: new Map(), otherwise: names } },
  })

  test("the members of the record's key are the primary key, as the columns are named", () => {
    expect(planned({ keyed: true }, recordKey).keys).toEqual([key('PRIMARY', 'Id', 'tenant')])
    expect(planned({ keyed: true, tableKeys: [key('SHARD', 'id')] }, recordKey).keys).toEqual([
      key('SHARD', 'id'),
      key('PRIMARY', 'Id', 'tenant'),
    ])
  })

  test('the columns that the key fills are, where they are named', () => {
    expect(planned({ keyed: true, ...mapping('id') }, recordKey).keys).toEqual([
      key('PRIMARY', 'Id'),
    ])
    const byTable = new Map([['orders', ['tenant']]])
    const rules = { ...PLAIN_MAPPING, keyColumns: { byTable, otherwise: ['id'] } }
    expect(planned({ keyed: true, mapping: rules }, recordKey).keys).toEqual([
      key('PRIMARY', 'tenant'),
    ])
  })

  test.each(['PRIMARY', 'UNIQUE'] as const)('a configured %s key is enough', (type) => {
    const tableKeys = [key(type, 'tenant')]
    expect(planned({ keyed: true, tableKeys }, recordKey).keys).toEqual(tableKeys)
  })

  test('and otherwise no key is added', () => {
    expect(planned({}, recordKey).keys).toEqual([])
  })

  test.each([
    ['no key with a schema', null, /the record's key has no schema/],
    ['a key that is no struct', primitive('int64'), /no members to name columns by/],
    [
      'a key with a member that is no column',
      struct(['id', primitive('int64')], ['region', primitive('string')]),
      /of the members of the record's key "region" is no column/,
    ],
  ] as const)('%s is an error that names both ways out', (_, given, message) => {
    expect(() => planned({ keyed: true }, given)).toThrow(message)
    expect(() => planned({ keyed: true }, given)).toThrow(
      /table "orders".*SINK_KEY_COLUMNS.*SINK_TABLE_KEYS/,
    )
  })
})

test('columns of a key whose schema is unknown make no table', () => {
  const rules = { ...PLAIN_MAPPING, keyColumns: { byTable: new Map(), otherwise: ['region'] } }
  expect(() => planned({ mapping: rules })).toThrow(
    /"orders" does not exist.*"region".*SINK_KEY_COLUMNS/,
  )
})
