import { expect, inject, test } from 'vitest'
import { type ChaosJson, chaosJson, held } from '../../infra/local/chaos/report/chaos-json.ts'
import type { Weakened } from '../../infra/local/chaos/request.ts'
import { runChaos } from '../../infra/local/chaos/run-chaos.ts'
import { withCleanup } from '../../infra/local/commands/cleanup.ts'
import { createTerminal } from '../../infra/local/commands/terminal.ts'
import { placeAt } from '../../infra/local/stand-in/mariadb/place.ts'

const { stdout, stderr } = process
const terminal = createTerminal({ json: true, stdout, stderr })
const database = inject('databaseBehind')
const behind =
  database.kind === 'mariadb'
    ? ({ kind: 'stand-in', place: placeAt(database.folder) } as const)
    : database

async function run(weakened: Omit<Weakened, 'topics'>, records: number): Promise<ChaosJson> {
  const request = {
    records,
    limitMs: 60_000,
    seed: Math.floor(Math.random() * 2 ** 32),
    weakened: { topics: ['transfers'], ...weakened },
  }
  return chaosJson(await withCleanup((onEnd) => runChaos(request, behind, terminal, onEnd)))
}

test('without the ledger the check finds records that were written twice', async () => {
  const result = await run({ ledger: 'off', rules: [] }, 10_000)

  expect(result.records).toBe(10_000)
  expect(result.duplicated).toBeGreaterThan(0)
  expect(held(result)).toBe(false)
})

test('where a claim that was taken passes for one that was made, it finds them, too', async () => {
  const takenPasses = {
    match: /^INSERT INTO `kafka_connect_transaction_metadata`/,
    moment: 'after',
    action: { kind: 'swallow-error', errno: 1062 },
    times: Number.POSITIVE_INFINITY,
  } as const
  let duplicated = 0
  // Two containers have to meet in the same claim, which depends on how fast each is.
  for (let tries = 0; tries < 5 && duplicated === 0; tries += 1) {
    duplicated = (await run({ ledger: 'on', rules: [takenPasses] }, 30_000)).duplicated
  }
  expect(duplicated).toBeGreaterThan(0)
})
