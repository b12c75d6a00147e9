import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { permissions } from '../../../../infra/deployment/permissions/permissions.ts'
import { rightsOf } from './granted.ts'
import { variants } from './permissions-variants.ts'

const page = readFileSync(new URL('../../../../docs/permissions.md', import.meta.url), 'utf8')

test.each([
  ["The sink's role", 'SinkRole'],
  ["The ledger function's role", 'LedgerRole'],
  ["The redrive function's role", 'RedriveRole'],
  ["The doctor's role", 'DoctorRole'],
])('%s has in docs/permissions.md the rights that it has', (heading, role) => {
  const granted = Object.values(variants)
    .flatMap((settings) => rightsOf(permissions(settings)))
    .filter((right) => right.role === role && right.effect === 'Allow')
    .map(({ action }) => action)

  expect(documented(heading)).toEqual([...new Set(granted)].toSorted())
})

/** The actions in the first column of the table below a heading. */
function documented(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  const cells = section.split('\n').flatMap((line) => line.match(/^\| (`[^|]+) \|/)?.[1] ?? [])
  const actions = cells.flatMap((cell) => cell.match(/[a-z0-9-]+:[A-Za-z0-9]+/g) ?? [])
  return [...new Set(actions)].toSorted()
}
