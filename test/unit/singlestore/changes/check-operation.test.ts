import { expect, test } from 'vitest'
import { operationCheck } from '../../../../lib/singlestore/changes/check-operation.ts'
import { table } from '../build-column.ts'

const TABLE = {
  ...table(['id', 'bigint'], ['version', 'datetime(6)'], ['name', 'varchar(10)']),
  uniqueKeys: [['id']],
}
const source = { topic: 'orders', partition: 0 }
const row = { shape: { columns: [] }, line: '' }

test.each([
  ['a key that is no number', { key: ['x'], version: '2024-02-29' }, 'id'],
  ['a version that is no date', { key: ['1'], version: '5' }, 'version'],
  ['no version', { key: ['1'], version: null }, 'version'],
])('a write with %s is told before anything is run', (_, given, column) => {
  const check = operationCheck(TABLE, 'version')
  expect(() => check({ kind: 'write', source, row, ...given })).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE', coordinates: { column } }),
  )
})

test('a delete needs no version, a row without a key and a truncation nothing at all', () => {
  const check = operationCheck(TABLE, 'version')
  check({ kind: 'delete', source, key: ['1'], version: null })
  check({ kind: 'write', source, row, key: null, version: null })
  check({ kind: 'truncate', source })
  expect(() => check({ kind: 'delete', source, key: ['1 OR 1=1'], version: null })).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE' }),
  )
})

test.each([
  ['none', 'has no column "none", which SINK_VERSION_COLUMN names'],
  [
    'name',
    'SINK_VERSION_COLUMN takes integers, DECIMAL, FLOAT, DOUBLE, DATE, DATETIME and TIMESTAMP',
  ],
])('the version column "%s" is refused as configuration', (name, message) => {
  expect(() => operationCheck(TABLE, name)).toThrow(message)
  expect(() => operationCheck(TABLE, name)).toThrow(expect.objectContaining({ code: 'ERR_CONFIG' }))
})

test('the version column is found whatever the case of its name', () => {
  expect(() => operationCheck(TABLE, 'VERSION')).not.toThrow()
})
