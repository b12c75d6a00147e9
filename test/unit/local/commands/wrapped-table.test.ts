import { expect, test } from 'vitest'
import { displayWidth, wrapToWidth } from '../../../../infra/local/commands/display-width.ts'
import { wrappedTable } from '../../../../infra/local/commands/wrapped-table.ts'

const columns = ['column', 'in the table', 'as the sink would', 'verdict']
const types = ['bigint NOT NULL', 'varchar(255) utf8mb4_general_ci', 'decimal(20,4)']
const rows = Array.from({ length: 40 }, (_, at) => [
  at % 7 === 0 ? `a_column_with_quite_a_long_name_${at}` : `c${at}`,
  types[at % 3] ?? '',
  at % 5 === 0 ? "enum('new','paid','sent','returned','lost') utf8mb4_bin" : 'longtext utf8mb4_bin',
  ['same', 'values are converted', 'required and never filled'][at % 3] ?? '',
])

/** What a column shows, without the breaks. */
function column(lines: readonly string[], at: number): string {
  const [, rule = '', ...body] = lines
  const widths = rule.split('  ').map(({ length }) => length)
  const start = widths.slice(0, at).reduce((sum, width) => sum + width + 2, 0)
  const texts = body.map((line) => line.slice(start, start + (widths[at] ?? 0)))
  return texts.join('').replaceAll(' ', '')
}

test.each([60, 80, 120])('every row is there with all of its text in %d cells', (width) => {
  const lines = wrappedTable(columns, rows, width - 2)
  expect(lines.filter((line) => displayWidth(line) > width - 2)).toEqual([])
  for (const at of columns.keys()) {
    expect(column(lines, at)).toBe(
      rows
        .map((row) => row[at])
        .join('')
        .replaceAll(' ', ''),
    )
  }
})

test('a table that fits has one line for each row', () => {
  expect(wrappedTable(['a', 'b'], [['1', 'x y']], 80)).toEqual(['a  b', '─  ───', '1  x y'])
})

test('a table that cannot be made narrow enough overflows, with every row', () => {
  const lines = wrappedTable(columns, rows, 20)
  expect(column(lines, 0)).toBe(rows.map(([name]) => name).join(''))
})

test('texts are broken behind blanks and commas, else inside a word', () => {
  expect(wrapToWidth('values are converted', 12)).toEqual(['values are', 'converted'])
  expect(wrapToWidth("enum('new','paid')", 12)).toEqual(["enum('new',", "'paid')"])
  expect(wrapToWidth('東京東京', 5)).toEqual(['東京', '東京'])
  expect(wrapToWidth('', 5)).toEqual([''])
})
