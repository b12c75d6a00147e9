import { describe, expect, test } from 'vitest'
import { keyConflicts, keyText } from '../../../../lib/singlestore/data-table/key-rules.ts'
import type { TableKey } from '../../../../lib/table/table-key.ts'
import { array, decimal, field, primitive } from '../build-schema.ts'

const COLUMNS = [
  field('id', primitive('int64')),
  field('email', primitive('string')),
  field('data', primitive('string')),
  field('created_at', primitive('int64')),
  field('ratio', primitive('float64')),
  field('weight', primitive('float32')),
  field('list', array(primitive('string'))),
  field('huge', decimal(40)),
  field('raw', primitive('bytes')),
  field('document', primitive('string', { name: 'io.debezium.data.Json' })),
  field('embedding', {
    ...array(primitive('float32')),
    name: 'io.debezium.data.FloatVector',
    parameters: new Map([['__debezium.source.column.length', '3']]),
  }),
  ...Array.from({ length: 17 }, (_, index) => field(`c${index}`, primitive('int32'))),
]

const SEVENTEEN = COLUMNS.slice(-17).map(({ name }) => name)

function key(type: TableKey['type'], ...columns: readonly string[]): TableKey {
  return { type, name: null, columns }
}

function conflicts(...keys: readonly TableKey[]) {
  return keyConflicts(COLUMNS, keys, 'lossless')
}

describe("the documentation's example", () => {
  const trio: readonly TableKey[] = [
    key('PRIMARY', 'id'),
    key('COLUMNSTORE', 'data', 'created_at'),
    { type: 'UNIQUE', name: 'unique_email', columns: ['email'] },
  ]

  test('breaks one rule, which is told with the ways out', () => {
    expect(conflicts(...trio)).toEqual([
      {
        rule:
          'UNIQUE unique_email (email) lacks columns of the shard key: on a sharded table every unique key must contain ' +
          'all columns of the shard key, and PRIMARY (id) is the shard key where none is named',
        waysOut:
          'KEY instead of UNIQUE on (email), or SHARD and UNIQUE on (email) without the PRIMARY, or add (id) to the UNIQUE',
      },
    ])
  })

  test('breaks none with KEY instead of UNIQUE', () => {
    expect(conflicts(...trio.slice(0, 2), key('KEY', 'email'))).toEqual([])
  })

  test('breaks none with SHARD and UNIQUE on email without the PRIMARY', () => {
    expect(conflicts(key('SHARD', 'email'), key('UNIQUE', 'email'), ...trio.slice(1, 2))).toEqual(
      [],
    )
  })
})

describe('keys that break no rule', () => {
  test.each<readonly [string, readonly TableKey[]]>([
    ['none', []],
    ['a primary key', [key('PRIMARY', 'id', 'email')]],
    ['a shard key inside of the primary key', [key('SHARD', 'id'), key('PRIMARY', 'email', 'ID')]],
    ['a shard key of no columns', [key('SHARD'), key('KEY', 'email')]],
    ['a unique key on the shard column', [key('SHARD', 'id'), key('UNIQUE', 'id')]],
    ['keys on different columns', [key('PRIMARY', 'id'), key('KEY', 'email'), key('KEY', 'data')]],
    ['a sort key on a floating-point column', [key('COLUMNSTORE', 'ratio')]],
    ['a column that the schema lacks, which is judged elsewhere', [key('PRIMARY', 'nowhere')]],
    ['texts and bytes, which get a length in keys', [key('PRIMARY', 'email', 'huge', 'raw')]],
    ['sixteen columns', [key('KEY', ...SEVENTEEN.slice(1))]],
  ])('%s', (_, keys) => {
    expect(conflicts(...keys)).toEqual([])
  })
})

describe('keys that break a rule', () => {
  test.each<readonly [string, readonly TableKey[], RegExp, RegExp]>([
    [
      'a unique key without the shard key',
      [key('SHARD', 'id'), key('UNIQUE', 'email')],
      /^UNIQUE \(email\) lacks columns of the shard key: .* all columns of the shard key$/,
      /^KEY instead of UNIQUE on \(email\), or .* or add \(id\) to the UNIQUE$/,
    ],
    [
      'a primary key without the shard key',
      [key('SHARD', 'email'), key('PRIMARY', 'id')],
      /^PRIMARY \(id\) lacks columns of the shard key/,
      /^SHARD on columns of PRIMARY \(id\) only$/,
    ],
    [
      'two unique keys of which one has several columns',
      [key('SHARD', 'id'), key('UNIQUE', 'id'), key('UNIQUE', 'id', 'email')],
      /^UNIQUE \(id\) and UNIQUE \(id, email\): .* only if each has a single column$/,
      /make the others KEY/,
    ],
    [
      'two keys on the same columns',
      [key('PRIMARY', 'id'), key('KEY', 'ID')],
      /^PRIMARY \(id\) and KEY \(ID\): .* one hash index on the same columns$/,
      /^leave out KEY \(ID\)/,
    ],
    [
      'too many columns',
      [key('KEY', ...SEVENTEEN)],
      /: an index has at most 16 columns$/,
      /^name fewer columns$/,
    ],
    [
      'a primary key on a DOUBLE',
      [key('PRIMARY', 'ratio')],
      /column "ratio" is DOUBLE, and a primary key has no floating-point columns$/,
      /Decimal, an integer or a string/,
    ],
    [
      'a primary key on a FLOAT',
      [key('PRIMARY', 'weight')],
      /column "weight" is FLOAT/,
      /another column/,
    ],
    [
      'an index on JSON text',
      [key('KEY', 'document')],
      /column "document" is JSON, which cannot stand in a KEY key$/,
      /scalar type/,
    ],
    [
      'a sort key on a vector',
      [key('COLUMNSTORE', 'embedding')],
      /column "embedding" is VECTOR\(3,F32\), which cannot stand in a COLUMNSTORE key$/,
      /scalar type/,
    ],
    [
      'a unique key on JSON',
      [key('UNIQUE', 'list')],
      /column "list" is JSON, which cannot stand in a UNIQUE key$/,
      /scalar type/,
    ],
  ])('%s', (_, keys, rule, waysOut) => {
    expect(conflicts(...keys)).toEqual([
      { rule: expect.stringMatching(rule), waysOut: expect.stringMatching(waysOut) },
    ])
  })

  test('several rules at once are all told', () => {
    const rules = conflicts(key('PRIMARY', 'ratio'), key('UNIQUE', 'list', 'email'))
    expect(rules.map(({ rule }) => rule)).toEqual([
      expect.stringContaining('lacks columns of the shard key'),
      expect.stringContaining('several unique keys only if'),
      expect.stringContaining('"ratio" is DOUBLE'),
      expect.stringContaining('"list" is JSON'),
    ])
  })
})

test('a column whose name holds a line end is not two columns', () => {
  const columns = [
    field('a', primitive('int8')),
    field('b', primitive('int8')),
    field('a\nb', primitive('int8')),
  ]
  expect(keyConflicts(columns, [key('KEY', 'a', 'b'), key('KEY', 'a\nb')], 'lossless')).toEqual([])
})

test('a key is told by type, name and columns', () => {
  expect(keyText({ type: 'UNIQUE', name: 'u', columns: ['a', 'b'] })).toBe('UNIQUE u (a, b)')
  expect(keyText(key('SHARD'))).toBe('SHARD ()')
})

describe('in the connector profile', () => {
  const connector = (...keys: readonly TableKey[]) => keyConflicts(COLUMNS, keys, 'connector')

  test.each(['PRIMARY', 'UNIQUE', 'SHARD', 'KEY'] as const)(
    'text stays TEXT in a %s key, which is told with the profile that gives it a length',
    (type) => {
      expect(connector(key(type, 'email'))).toEqual([
        {
          rule: `${type} (email): column "email" is TEXT, which cannot stand in a ${type} key`,
          waysOut: expect.stringMatching(
            /^SINK_TYPE_PROFILE=lossless, .* or choose another column$/,
          ),
        },
      ])
    },
  )

  test('rows may be sorted by text, and bytes and what is JSON text have a length anyhow', () => {
    expect(connector(key('COLUMNSTORE', 'email'), key('PRIMARY', 'raw', 'huge'))).toEqual([])
  })
})
