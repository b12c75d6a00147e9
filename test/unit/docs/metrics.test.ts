import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { METRIC_NAMESPACE, METRIC_UNITS } from '../../../lib/lambda/metric-table.ts'

test('the README lists every metric, and no other', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8')
  const [, section = ''] = readme.split(`namespace \`${METRIC_NAMESPACE}\``)
  const [table = ''] = section.split('\n## ')
  const listed = table.split('\n').flatMap((row) => {
    const [, names = ''] = /^\| (`[^|]+) \|/.exec(row) ?? []
    return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)
  })
  expect(listed.sort()).toEqual(Object.keys(METRIC_UNITS).sort())
})
