import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { optionsTables, typesTable } from '../support/readme-tables.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** What stands between the two marks, without the remark. */
function section(name: string): string {
  const found = new RegExp(`<!-- ${name}:[^\n]*-->\n([^]*?)<!-- /${name} -->`).exec(readme)
  return found?.[1]?.trim() ?? ''
}

test("the README's tables of options are the code's", () => {
  expect(section('options')).toBe(optionsTables())
})

test("the README's table of types is the code's", () => {
  expect(section('types')).toBe(typesTable())
})
