import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const text = readFileSync('test/oracles/connector.md', 'utf8')
const [casesText = '', defectsText = ''] = text.split('\n## Defects\n')

/** The cells of each row behind the head of a table. */
function rowsOf(part: string): readonly (readonly string[])[] {
  return part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

const cases = rowsOf(casesText)
const defects = rowsOf(defectsText)

/** Every `file › title` of a cell stands in that file under `test/`, as the title of a test. */
function expectTests(cell: string): void {
  for (const named of cell.split('<br>')) {
    const [file = '', title = ''] = named.split(' › ')
    const source = readFileSync(`test/${file}`, 'utf8')
    const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote}`)
    expect(
      quoted.some((literal) => source.includes(literal)),
      named,
    ).toBe(true)
  }
}

describe("the connector's cases", () => {
  test('are each there once, and counted', () => {
    const counts = Map.groupBy(cases, ([, , how]) => how)
    const counted = (how: string) => counts.get(how)?.length
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length)
    expect(casesText.replaceAll('\n', ' ')).toContain(
      `: ${cases.length}, of which ${counted('covered')} are covered, ${counted('adapted')} adapted, ` +
        `${counted('differs')} differ on purpose, ${counted('not applicable')} not applicable.`,
    )
  })

  test.each(cases.map((row) => [row[0] ?? '', row] as const))(
    '%s has a test that exists, or says why not',
    (_, [, , how = '', ours = '', note = '']) => {
      if (how === 'not applicable') expect(ours).toBe('')
      else expectTests(ours)
      if (how !== 'covered') expect(note).not.toBe('')
    },
  )
})

describe("the connector's defects", () => {
  test.each(defects.map(([defect = '', ours = '']) => [defect, ours] as const))(
    '%s: the test exists',
    (_, ours) => {
      expectTests(ours)
    },
  )
})
