import { expect, test } from 'vitest'
import { displayWidth } from '../../../../infra/local/commands/display-width.ts'
import { textTable } from '../../../../infra/local/commands/text-table.ts'

test('columns are aligned, numbers to the right, NULL is said', () => {
  expect(
    textTable(
      ['id', 'name'],
      [
        ['1', 'a'],
        ['-20.5', null],
      ],
    ),
  ).toEqual(['   id  name', '─────  ────', '    1  a', '-20.5  NULL'])
})

test('wide characters and emoji take two cells', () => {
  expect(displayWidth('東京')).toBe(4)
  expect(displayWidth('🎁 gift')).toBe(7)
  expect(displayWidth('é')).toBe(1)
  const [, , first = '', second = ''] = textTable(
    ['city', 'x'],
    [
      ['東京', 'y'],
      ['Rome', 'y'],
    ],
  )
  expect(displayWidth(first)).toBe(displayWidth(second))
})

test('a long cell is cut and shows it', () => {
  const [, , row = ''] = textTable(['text'], [['x'.repeat(100)]])
  expect(row).toBe(`${'x'.repeat(35)}…`)
  const [, , wide = ''] = textTable(['text'], [['東'.repeat(100)]])
  expect(displayWidth(wide)).toBeLessThanOrEqual(36)
})

test('control characters are shown, never sent to the terminal', () => {
  const [, , row] = textTable(['text'], [['a\nb\t\x1b[31mred\x07']])
  expect(row).toBe('a\\nb\\t\\x1b[31mred\\x07')
})

test('a table too wide for the terminal is turned, for as many rows as fit', () => {
  const rows = [
    ['1', 'first', null],
    ['2', 'second', 'x'],
    ['3', 'third', 'y'],
  ]
  expect(textTable(['identifier', 'name', 'remark'], rows, 25)).toEqual([
    'column      row 1  row 2',
    '──────────  ─────  ──────',
    'identifier  1      2',
    'name        first  second',
    'remark      NULL   x',
    '… and 1 more row',
  ])
  expect(textTable(['identifier', 'name', 'remark'], rows, 5)).toContain('… and 2 more rows')
})
