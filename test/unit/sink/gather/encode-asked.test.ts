import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import type { DecodedRow } from '../../../../lib/schema.ts'
import { RowEncoder } from '../../../../lib/singlestore/row-encoder.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import { encodeAsked } from '../../../../lib/sink/gather/encode-asked.ts'
import type { Asked } from '../../../../lib/sink/gather/landing.ts'
import { type ChangeRules, INSERTS_ONLY } from '../../../../lib/table/change-rules.ts'
import type { Reading } from '../../../../lib/table/reading.ts'
import { table } from '../../singlestore/build-column.ts'
import { idRecord } from '../json-record.ts'

const columns = table(['id', 'int(11)'], ['name', 'longtext'], ['v', 'bigint(20)'])
const keyed: Table = { ...columns, name: 'orders', uniqueKeys: [['id']] }
const UPSERT: ChangeRules = { ...INSERTS_ONLY, upsert: true, deletes: true }
const VERSIONED: ChangeRules = { ...UPSERT, version: { byTable: new Map(), otherwise: 'V' } }

const row = (value: object): DecodedRow => ({ schema: null, value: value as never })
const write = (value: object): Reading => ({
  kind: 'write',
  topic: 't',
  row: row(value),
  key: null,
})

function encoded(changes: readonly Reading[], rules: ChangeRules, of: Table = keyed) {
  const encoder = new RowEncoder(of)
  const asked = changes.map((change, offset): Asked => {
    const record = idRecord(offset, offset)
    return { topic: 't', partition: 0, record, table: of.name, change }
  })
  const faults: [number, unknown][] = []
  const works = encodeAsked(
    asked,
    { catalog: { table: () => of, encoder: () => encoder }, changes: rules },
    (error, { record }) => faults.push([record.offset, error]),
  )
  const operations = works.flatMap((work) =>
    work.operations.map(({ source, ...operation }) => ({
      ...operation,
      offset: source.record.offset,
    })),
  )
  return { works, operations, faults }
}

describe('what is asked of a table', () => {
  test('becomes operations on its key, in their order', () => {
    const gone: Reading = { kind: 'delete', topic: 't', before: row({ id: 2 }), key: null }
    const { operations, works } = encoded(
      [write({ id: 1, name: 'a' }), gone, { kind: 'truncate', topic: 't' }],
      UPSERT,
    )
    expect(operations).toMatchObject([
      { kind: 'write', offset: 0, key: ['1'], version: null },
      { kind: 'delete', offset: 1, key: ['2'], version: null },
      { kind: 'truncate', offset: 2 },
    ])
    expect(works).toMatchObject([{ name: 'orders', keyed: { key: ['id'], version: null } }])
  })

  test('knows its version by the column that the table has, whatever the letter case', () => {
    const { operations, works } = encoded([write({ id: 1, v: 7 })], VERSIONED)
    expect(operations).toMatchObject([{ key: ['1'], version: '7' }])
    expect(works[0]?.keyed?.version).toBe('v')
  })

  test('is only rows where nothing is known by keys', () => {
    const { operations, works } = encoded([write({ id: 1 })], INSERTS_ONLY, columns)
    expect(operations).toMatchObject([{ kind: 'write', key: null, version: null }])
    expect(works[0]?.keyed).toBeNull()
  })

  test.each([
    ['a row that does not fit', write({ id: {} }), UPSERT],
    ['a version that is NULL', write({ id: 1, v: null }), VERSIONED],
    [
      'a delete whose key nothing tells',
      { kind: 'delete', topic: 't', before: null, key: null } as const,
      UPSERT,
    ],
    ['a version that is no number', write({ id: 1, v: 'x' }), VERSIONED],
    ['a key that is no number', write({ id: 'x' }), UPSERT],
  ])('is a fault of its record where it is %s, and the others go on', (_, change, rules) => {
    const { operations, faults } = encoded([change, write({ id: 5, v: 1 })], rules)
    expect(faults).toEqual([[0, expect.any(RecordError)]])
    expect(operations).toMatchObject([{ offset: 1, key: ['5'] }])
  })
})

test('a table without a key is refused by name, with the ways out', () => {
  expect(() => encoded([write({ id: 1 })], UPSERT, { ...keyed, uniqueKeys: [] })).toThrow(
    /"orders" has no PRIMARY or UNIQUE key.*SINK_UPSERT.*create the table anew/,
  )
})

test('a table without its version column is refused by name', () => {
  const rules = { ...UPSERT, version: { byTable: new Map([['orders', 'w']]), otherwise: 'v' } }
  expect(() => encoded([write({ id: 1 })], rules)).toThrow(
    'has no column "w", which SINK_VERSION_COLUMN names',
  )
})
