import { expect, test } from 'vitest'
import { addColumns } from '../../../../lib/singlestore/dialect/alter-table.ts'
import { decimal, field, primitive, struct } from '../build-schema.ts'

test('columns are added in one statement, nullable whatever the schema says', () => {
  const columns = [
    field('amount', decimal(2, 10)),
    field('note', primitive('string', { optional: false })),
    field('a`b', struct(['c', primitive('int8')])),
  ]

  expect(addColumns('my`orders', columns, 'lossless')).toBe(
    'ALTER TABLE `my``orders` ADD COLUMN `amount` DECIMAL(10,2) NULL, ' +
      'ADD COLUMN `note` LONGTEXT CHARACTER SET utf8mb4 NULL, ADD COLUMN `a``b` JSON NULL',
  )
  expect(addColumns('t', columns.slice(1, 2), 'connector')).toBe(
    'ALTER TABLE `t` ADD COLUMN `note` TEXT NULL',
  )
})
