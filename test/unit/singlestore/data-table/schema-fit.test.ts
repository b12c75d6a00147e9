import { describe, expect, test } from 'vitest'
import type { Schema } from '../../../../lib/schema.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import { columnType } from '../../../../lib/singlestore/data-table/column-type.ts'
import {
  columnsWithoutField,
  fieldsWithoutColumn,
  misfits,
} from '../../../../lib/singlestore/data-table/schema-fit.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import { table } from '../build-column.ts'
import { decimal, EVERY_TYPE, field, primitive, timestamp } from '../build-schema.ts'

const names = (of: readonly { readonly name: string }[]) => of.map(({ name }) => name)

test('fields without a column are found whatever their case, each once, as the first schema has it', () => {
  const first = field('New', primitive('int8'))
  const fields = [field('ID', primitive('int8')), first, field('new', primitive('string'))]
  expect(fieldsWithoutColumn(table(['id', 'int']), fields)).toEqual([first])
})

test('columns that take no NULL are asked for unless the server fills them', () => {
  const required = (name: string, type: string, defaultText: string | null = null, extra = '') =>
    describeColumn(name, type, defaultText, extra, 'NO')
  const columns = [
    required('must', 'int'),
    required('Filled', 'int'),
    required('counted', 'bigint', null, 'auto_increment'),
    required('given', 'int', '0'),
    required('made', 'int', null, 'computed'),
    required('now', 'timestamp(6)'),
    describeColumn('may', 'int', null, ''),
  ]
  const given: Table = { ...table(), columns }
  expect(names(columnsWithoutField(given, [field('filled', primitive('int8'))]))).toEqual(['must'])
})

describe('a field and its column fit', () => {
  const told = (schema: Schema, type: string) =>
    misfits(table(['v', type]), [field('V', schema)], [], 'lossless').length > 0

  test('where the table was made for it', () => {
    for (const profile of ['lossless', 'connector'] as const) {
      for (const { schema } of EVERY_TYPE) {
        const made = table(['v', columnType(schema, false, profile)])
        expect(misfits(made, [field('v', schema)], [], profile)).toEqual([])
      }
    }
  })

  test.each<readonly [string, Schema, string]>([
    ['text of another length', primitive('string'), 'varchar(10)'],
    ['a narrower integer', primitive('int8'), 'bigint(20)'],
    ['a shorter decimal', decimal(2, 10), 'decimal(12,4)'],
  ])('%s', (_, schema, type) => {
    expect(told(schema, type)).toBe(false)
  })

  test.each<readonly [string, Schema, string]>([
    ['text in a number', primitive('string'), 'bigint(20)'],
    ['a number in text', primitive('int64'), 'longtext'],
    ['a time in a number', timestamp, 'bigint(20)'],
    ['a wider integer', primitive('int64'), 'int(11)'],
    ['a signed integer in an unsigned one', primitive('int8'), 'bigint(20) unsigned'],
    ['more digits behind the point', decimal(3, 8), 'decimal(12,2)'],
    ['more digits before it', decimal(2, 13), 'decimal(12,2)'],
  ])('but not %s', (_, schema, type) => {
    expect(told(schema, type)).toBe(true)
  })
})

test('a field that may be null does not fit a column that takes none, unless one of a key', () => {
  const given: Table = {
    ...table(),
    columns: ['a', 'b', 'c', 'd'].map((name) => describeColumn(name, 'int(11)', null, '', 'NO')),
    uniqueKeys: [['b']],
  }
  const fields = [
    field('a', primitive('int32')),
    field('b', primitive('int32')),
    field('c', primitive('int32')),
    field('d', primitive('int32', { optional: false })),
  ]
  const keys = [{ type: 'SHARD', name: null, columns: ['C'] }] as const
  expect(misfits(given, fields, keys, 'lossless').map(({ column }) => column)).toEqual(['a'])
})
