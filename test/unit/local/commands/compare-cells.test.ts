import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareCells } from '../../../../infra/local/commands/compare-cells.ts'

function sorted(cells: readonly (string | null)[], numeric: boolean): readonly (string | null)[] {
  return cells.toSorted((a, b) => compareCells(a, b, numeric))
}

test('NULL comes first', () => {
  expect(sorted(['b', null, 'a'], false)).toEqual([null, 'a', 'b'])
  expect(sorted(['2', null, '-1'], true)).toEqual([null, '-1', '2'])
})

test('numbers are ordered by value, digit by digit beyond what a double holds', () => {
  const ascending = [
    '-9223372036854775808',
    '-2.5',
    '-2.25',
    '0',
    '9',
    '10',
    '9007199254740992',
    '9007199254740993',
  ]
  expect(sorted(ascending.toReversed(), true)).toEqual(ascending)
})

test('numbers with exponents are ordered among the others', () => {
  expect(sorted(['1e20', '-1e-7', '3'], true)).toEqual(['-1e-7', '3', '1e20'])
})

test('text is ordered by its bytes, as utf8mb4_bin does', () => {
  expect(sorted(['b', 'B', 'ä', '😀', '\uffee', '10', '9'], false)).toEqual([
    '10',
    '9',
    'B',
    'b',
    'ä',
    '\uffee',
    '😀',
  ])
})

test('decimals compare as their exact values do', () => {
  const decimal = fc.tuple(fc.bigInt(), fc.nat(30)).map(([unscaled, scale]) => {
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
    const cut = digits.length - scale
    const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
    return {
      text: `${unscaled < 0n ? '-' : ''}${text}`,
      value: unscaled * 10n ** BigInt(30 - scale),
    }
  })
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const expected = a.value < b.value ? -1 : Number(a.value > b.value)
      expect(compareCells(a.text, b.text, true)).toBe(expected)
    }),
  )
})
