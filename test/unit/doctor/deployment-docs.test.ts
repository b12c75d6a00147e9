import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { deploymentJudgements } from '../../../lib/doctor/deployment-checks.ts'

const guide = readFileSync(new URL('../../../docs/doctor.md', import.meta.url), 'utf8')

test('the guide has a row for every check of the deployment', () => {
  const missing = deploymentJudgements.filter(({ name }) => !guide.includes(`\n| ${name} | `))
  expect(missing.map(({ name }) => name)).toEqual([])
})
