import { expect, test } from 'vitest'
import {
  deleteAll,
  deleteKeys,
  deleteOlder,
} from '../../../../lib/singlestore/dialect/delete-rows.ts'

test('rows are deleted by a key of one column', () => {
  expect(deleteKeys('or`ders', ['id'], [['1'], ["'x'"]])).toBe(
    "DELETE FROM `or``ders` WHERE `id` IN (1, 'x')",
  )
})

test('rows are deleted by a key of several columns', () => {
  expect(
    deleteKeys(
      'orders',
      ['tenant', 'i`d'],
      [
        ["'a'", '1'],
        ["'b'", '2'],
      ],
    ),
  ).toBe(
    "DELETE FROM `orders` WHERE (`tenant` = 'a' AND `i``d` = 1) OR (`tenant` = 'b' AND `i``d` = 2)",
  )
})

test('only rows that are no newer are deleted, and those without a version', () => {
  expect(
    deleteOlder('orders', ['id'], 'v`ersion', [
      { literals: ['1'], version: '5' },
      { literals: ['2'], version: "'2024-02-29'" },
    ]),
  ).toBe(
    'DELETE FROM `orders` WHERE (`id` = 1 AND (`v``ersion` IS NULL OR `v``ersion` <= 5))' +
      " OR (`id` = 2 AND (`v``ersion` IS NULL OR `v``ersion` <= '2024-02-29'))",
  )
})

test('a table is emptied by DELETE: TRUNCATE would commit the transaction', () => {
  expect(deleteAll('orders')).toBe('DELETE FROM `orders`')
})
