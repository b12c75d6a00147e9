import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const table = readFileSync('test/oracles/avro-data.md', 'utf8')
const cases = readFileSync('test/unit/format/avro/avro-data.test.ts', 'utf8')

/** Case, how, our test, note. */
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| test'))
  .map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  )

test("the table has each of the converter's cases once, and counts them", () => {
  const counts = Map.groupBy(rows, ([, how]) => how)
  expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length)
  expect(table.replaceAll('\n', ' ')).toContain(
    `: ${rows.length}, of which ${counts.get('covered')?.length} are covered, ` +
      `${counts.get('adapted')?.length} adapted, ${counts.get('not applicable')?.length} not applicable.`,
  )
})

test('each test that the table names exists; what has none says why', () => {
  for (const [name, how, ours = '', why] of rows) {
    if (how === 'not applicable') expect(why, name).not.toBe('')
    else expect(cases, name).toContain(ours.split(' › ').at(-1))
  }
})
