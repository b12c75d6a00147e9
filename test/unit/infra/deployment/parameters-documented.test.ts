import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  parameterNames,
  parameterTable,
} from '../../../../infra/deployment/parameters/parameter-table.ts'
import { parameterRows } from '../../../support/parameter-table.ts'

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

test("the page's table of parameters is the code's", () => {
  const [, found = ''] =
    /<!-- parameters:[^\n]*-->\n([\s\S]*?)\n<!-- \/parameters -->/.exec(
      read('docs/deployment.md'),
    ) ?? []
  expect(found).toBe(parameterRows())
})

test('serverless.yml names parameters that there are, with their defaults or none', () => {
  const [, block = ''] =
    /\nparams:\n {2}default:\n([\s\S]*?)\n {2}#/.exec(read('serverless.yml')) ?? []
  const lines = [...block.matchAll(/^ {4}([a-z-]+):(?: (.+))?$/gm)]
  expect(lines.length).toBeGreaterThan(15)
  for (const [, name = '', given = ''] of lines) {
    expect(parameterNames).toContain(name)
    const { standard } = parameterTable[name as (typeof parameterNames)[number]]
    expect(['', standard], name).toContain(given)
  }
})
