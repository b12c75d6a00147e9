import { expect, test } from 'vitest'
import { selectAny, selectKeys } from '../../../../lib/singlestore/dialect/select-keys.ts'

test('keys of one column are looked up', () => {
  expect(selectKeys('orders', [{ name: 'id', as: 'text' }], null, [['1'], ['2']])).toBe(
    'SELECT `id` AS `k0` FROM `orders` WHERE `id` IN (1, 2)',
  )
})

test('keys of several columns come back exactly, with their versions', () => {
  expect(
    selectKeys(
      'orders',
      [
        { name: 'hash', as: 'hex' },
        { name: 'at', as: 'double' },
      ],
      { name: 'version', as: 'text' },
      [["FROM_BASE64('AA==')", '1e0']],
    ),
  ).toBe(
    'SELECT HEX(`hash`) AS `k0`, `at` + 0e0 AS `k1`, `version` AS `version` FROM `orders` ' +
      "WHERE (`hash` = FROM_BASE64('AA==') AND `at` = 1e0)",
  )
})

test('whether a table has rows is asked for one', () => {
  expect(selectAny('orders')).toBe('SELECT 1 AS `one` FROM `orders` LIMIT 1')
})
