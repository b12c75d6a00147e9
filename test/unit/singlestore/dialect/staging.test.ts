import { expect, test } from 'vitest'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import {
  emptyStaging,
  selectStaged,
  stagingTable,
} from '../../../../lib/singlestore/dialect/staging.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'

function table(...columns: Table['columns']): Table {
  return { name: 'orders', reference: false, uniqueKeys: [['id']], columns }
}

test('a staging table has the columns with their types, collations and defaults, nullable, no key, and a sequence', () => {
  const { name, create } = stagingTable(
    table(
      describeColumn('id', 'bigint(20) unsigned', null, 'auto_increment', 'NO'),
      describeColumn('na`me', 'varchar(20)', "it's", '', 'NO', 'utf8mb4_bin'),
      describeColumn('at', 'datetime(6)', 'CURRENT_TIMESTAMP(6)', ''),
      describeColumn('day', 'date', '2024-02-29', ''),
      describeColumn('n', 'int(11)', '7', ''),
    ),
  )
  expect(name).toMatch(/^kafka_staging_[0-9a-f]{32}$/)
  expect(create).toBe(
    `CREATE TEMPORARY TABLE IF NOT EXISTS \`${name}\` (\`id\` bigint(20) unsigned NULL, ` +
      "`na``me` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL DEFAULT 'it\\'s', " +
      '`at` datetime(6) NULL DEFAULT CURRENT_TIMESTAMP(6), ' +
      "`day` date NULL DEFAULT '2024-02-29', `n` int(11) NULL DEFAULT '7', " +
      '`kafka_sequence` BIGINT NOT NULL)',
  )
})

test('the sequence has a name that no column has', () => {
  const named = (...names: readonly string[]) =>
    stagingTable(table(...names.map((name) => describeColumn(name, 'int(11)', null, '')))).sequence
  expect(named('a')).toBe('kafka_sequence')
  expect(named('Kafka_Sequence', 'kafka_sequence_')).toBe('kafka_sequence__')
})

test('another table, or another column, makes another staging table', () => {
  const one = table(describeColumn('a', 'int(11)', null, ''))
  const grown = table(...one.columns, describeColumn('b', 'int(11)', null, ''))
  const { name } = stagingTable(one)
  expect(stagingTable(grown).name).not.toBe(name)
  expect(stagingTable({ ...one, name: 'other' }).name).not.toBe(name)
  expect(stagingTable({ ...one }).name).toBe(name)
})

test('columns that only the table itself fills are known', () => {
  const { unfilled } = stagingTable(
    table(
      describeColumn('id', 'bigint(20)', null, 'auto_increment'),
      describeColumn('sum', 'bigint(20)', null, 'computed'),
      describeColumn('bits', 'bit(64)', "b'1'", ''),
      describeColumn('n', 'int(11)', '7', ''),
      describeColumn('plain', 'int(11)', null, ''),
    ),
  )
  expect(unfilled).toEqual(['id', 'sum', 'bits'])
})

test('rows are read back by their sequence, and all are taken out', () => {
  const staging = stagingTable(table(describeColumn('a', 'int(11)', null, '')))
  expect(selectStaged(staging)).toBe(
    `SELECT \`kafka_sequence\` AS \`sequence\` FROM \`${staging.name}\``,
  )
  expect(emptyStaging(staging)).toBe(`DELETE FROM \`${staging.name}\``)
})
