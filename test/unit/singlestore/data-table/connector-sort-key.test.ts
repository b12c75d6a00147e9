import { expect, test } from 'vitest'
import { connectorSortKey } from '../../../../lib/singlestore/data-table/connector-sort-key.ts'
import { type TableKey, tableKeyTypes } from '../../../../lib/table/table-key.ts'
import { array, field, map, primitive, struct } from '../build-schema.ts'

const columns = [
  field('list', array(primitive('string'))),
  field('tags', map(primitive('string'), primitive('string'))),
  field('nested', struct(['a', primitive('int8')])),
  field('note', primitive('string')),
  field('id', primitive('int64')),
]

const key = (type: TableKey['type']): TableKey => ({ type, name: null, columns: ['id'] })
const sorted = [{ type: 'COLUMNSTORE', name: null, columns: ['note'] }]

test('a table without keys is sorted by its first primitive column', () => {
  expect(connectorSortKey(columns, [])).toEqual(sorted)
})

test('so is one that has no key but SHARD; any other key stands alone', () => {
  for (const type of tableKeyTypes) {
    const expected = type === 'SHARD' ? sorted : []
    expect(connectorSortKey(columns, [key(type)])).toEqual(expected)
    expect(connectorSortKey(columns, [key('SHARD'), key(type)])).toEqual(expected)
  }
})

test('a table without a primitive column has none', () => {
  expect(connectorSortKey(columns.slice(0, 3), [])).toEqual([])
})
