import { expect, test } from 'vitest'
import { deadLettersIn } from '../../../../infra/local/commands/try/dead-letters.ts'
import { printDeadLetters } from '../../../../infra/local/commands/try/print-dead-letters.ts'
import { DEAD_LETTER_COLUMNS } from '../../../../lib/singlestore/dialect/dead-letter-table.ts'

const columns = DEAD_LETTER_COLUMNS.map(([name]) => name)

function table(name: string, count: number) {
  const facts = (offset: number): Readonly<Record<string, string>> => ({
    topic: 'a',
    partition: '3',
    offset: String(offset),
    errorCode: 'ERR_X',
    errorMessage: `${'long '.repeat(20)}end\n`,
  })
  const rows = Array.from({ length: count }, (_, offset) =>
    columns.map((column) => facts(offset)[column] ?? null),
  )
  return { name, createTable: '', columns, rows }
}

function printed(count: number) {
  const lines: string[] = []
  const write = (text = '') => lines.push(text)
  const terminal = { heading: write, line: write, note: write }
  const told = printDeadLetters(deadLettersIn([table('any name', count)]), terminal)
  return { lines, told }
}

test('a letter is one line with its whole message', () => {
  const { lines, told } = printed(1)
  expect(lines).toEqual(['Dead letters', `  a-3 offset 0  ERR_X  ${'long '.repeat(20)}end\\n`])
  expect(told).toEqual([`${'long '.repeat(20)}end\n`])
})

test('of many letters twenty are printed, and how many more there are', () => {
  const { lines, told } = printed(23)
  expect(lines).toHaveLength(22)
  expect(lines.at(-1)).toBe('  … and 3 more')
  expect(told).toHaveLength(20)
})

test('without letters nothing is printed', () => {
  expect(printed(0).lines).toEqual([])
})

test('other tables hold no letters', () => {
  const other = { ...table('kafka_dead_letters', 1), columns: columns.slice(0, -1) }
  expect(deadLettersIn([other])).toEqual([])
})
