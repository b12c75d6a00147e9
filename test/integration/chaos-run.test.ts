import { randomInt } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { chaosJson } from '../../infra/local/chaos/report/chaos-json.ts'
import { printChaos } from '../../infra/local/chaos/report/print-chaos.ts'
import { runChaos } from '../../infra/local/chaos/run-chaos.ts'
import { withCleanup } from '../../infra/local/commands/cleanup.ts'
import { createTerminal } from '../../infra/local/commands/terminal.ts'
import { placeAt } from '../../infra/local/stand-in/mariadb/place.ts'

const RECORDS = 200_000
const FAULTS = 500
/** As long as it takes: how fast the machine is says nothing about the promise. */
const NO_HURRY_MS = 900_000

test('hundreds of faults of every kind leave every offset exactly one of written, filtered and dead-lettered', {
  timeout: NO_HURRY_MS,
}, async () => {
  const database = inject('databaseBehind')
  const behind =
    database.kind === 'mariadb'
      ? ({ kind: 'stand-in', place: placeAt(database.folder) } as const)
      : database
  const { stdout, stderr } = process
  const terminal = createTerminal({ json: true, stdout, stderr })
  const request = { records: RECORDS, limitMs: NO_HURRY_MS, seed: randomInt(2 ** 32) }
  terminal.line(`Seed ${request.seed}`)

  const report = await withCleanup((onEnd) => runChaos(request, behind, terminal, onEnd))

  printChaos(report, terminal)
  const result = chaosJson(report)
  expect(result).toMatchObject({ records: RECORDS, lost: 0, duplicated: 0, uncovered: 0 })
  expect(result.written + result.filtered + result.deadLettered).toBe(RECORDS)
  const { faults } = result
  expect(Object.values(faults).reduce((sum, times) => sum + times, 0)).toBeGreaterThan(FAULTS)
})
