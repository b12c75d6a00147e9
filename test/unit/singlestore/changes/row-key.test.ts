import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowKey } from '../../../../lib/singlestore/changes/row-key.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import { escapeField } from '../../../../lib/singlestore/tsv.ts'

function textKey(collations: readonly (string | null)[]): RowKey {
  const columns = collations.map((collation, at) =>
    describeColumn(`k${at}`, 'varchar(255)', null, '', 'NO', collation),
  )
  const table: Table = {
    name: 'orders',
    reference: false,
    columns,
    uniqueKeys: [columns.map(({ name }) => name)],
  }
  return new RowKey(table)
}

test.each([
  ['é', 'E'],
  ['a', 'a  '],
  ['Straße', 'STRASSE'],
  ['Straße', 'strase'],
  ['ﬁ', 'FI'],
  ['Æ', 'ae'],
  ['ΟΔΟΣ', 'οδος'],
  ['カ', 'が'],
  ['１', '1'],
  ['١', '1'],
  ['a\u200bb', 'ab'],
  ['😀', '😁'],
  ['\u00e5', 'a\u030a'],
])('%j and %j may be the same key under a collation that folds, and are not under _bin', (a, b) => {
  for (const collation of ['utf8mb4_general_ci', 'utf8_unicode_ci', null]) {
    const key = textKey([collation])
    expect(key.identify([a]).group).toBe(key.identify([b]).group)
    expect(key.identify([a]).exact).not.toBe(key.identify([b]).exact)
  }
  const exact = textKey(['utf8mb4_bin'])
  expect(exact.identify([a]).exact).not.toBe(exact.identify([b]).exact)
})

test('keys that only differ in what no collation folds stay apart', () => {
  const key = textKey(['utf8mb4_general_ci'])
  for (const [a, b] of [
    ['a', 'b'],
    ['order-1', 'order-2'],
    ['北京', '上海'],
    [' a', 'a'],
    ['^', '`'],
  ] as const) {
    expect(key.identify([a]).group).not.toBe(key.identify([b]).group)
  }
})

test('texts that a _bin column tells apart stay apart, but for blanks at the end, which some servers pad', () => {
  const key = textKey(['utf8mb4_bin'])
  expect(key.identify(['a']).group).not.toBe(key.identify(['A']).group)
  expect(key.identify(['a']).group).toBe(key.identify(['a ']).group)
})

test('keys of several columns are the same only where every column is', () => {
  const key = textKey(['utf8mb4_bin', 'utf8mb4_bin'])
  const pair = fc.tuple(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(pair, pair, (a, b) => {
      const isSame = a[0] === b[0] && a[1] === b[1]
      const [one, other] = [a, b].map((texts) => key.identify(texts.map(escapeField)).exact)
      expect(one === other).toBe(isSame)
    }),
  )
})

test('a key is found again by what the server selects', () => {
  const key = textKey(['utf8mb4_general_ci'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(key.identifySelected([text.toWellFormed()])).toEqual(key.identify([escapeField(text)]))
    }),
  )
})
