import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import type { Check } from '../../lib/doctor/check.ts'
import { RESERVE_MS } from '../../lib/doctor/visit.ts'
import { useStandIn } from '../support/database.ts'
import { examined } from '../support/doctor.ts'

const db = await useStandIn()
const project = dirname(dirname(import.meta.dirname))

afterEach(() => db.faults.clear())

const scratches = () =>
  db.query(
    "SELECT `TABLE_NAME` FROM information_schema.`TABLES` WHERE `TABLE_NAME` LIKE 'kafka_doctor%'",
  )

const since = (checks: readonly Check[], name: string) =>
  checks.slice(checks.findIndex((check) => check.name === name))

test('of a server that falls silent after the login two checks are made, with one mend', async () => {
  db.faults.inject({
    match: /@@memsql_version|@@local_infile/,
    moment: 'before',
    action: { kind: 'delay', delayMs: 10_000 },
    times: 10,
  })
  let isLoggedIn = false
  const { checks, healthy } = await examined(
    db,
    {},
    {
      onCheck: ({ name }) => {
        isLoggedIn ||= name.startsWith('Round trip')
      },
      remainingMs: () => RESERVE_MS + (isLoggedIn ? 1_000 : 60_000),
    },
  )
  const [version, infile, ...rest] = since(checks, 'Version')
  for (const check of [version, infile]) {
    expect(check).toMatchObject({
      outcome: 'failed',
      found: expect.stringMatching(/no answer within the \d+ ms\.$/),
      mend: expect.stringContaining('does not answer: see what it is busy with'),
    })
  }
  const ofServer = rest.filter(({ name }) => name !== 'Schema registry')
  expect(ofServer.map(({ outcome }) => outcome)).toEqual(ofServer.map(() => 'skipped'))
  expect(ofServer.at(-1)?.found).toBe('There is nothing to drop.')
  expect(healthy).toBe(false)
})

test('of a server that hangs up at each statement two checks are made', async () => {
  db.faults.inject({
    match: /@@(?!aggregator)/,
    moment: 'before',
    action: { kind: 'cut' },
    times: 100,
  })
  const { checks } = await examined(db)
  const outcomes = since(checks, 'Version').map(({ outcome }) => outcome)
  expect(outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(2)
  expect(outcomes.length).toBeGreaterThan(10)
  expect(outcomes.slice(2)).toEqual(outcomes.slice(2).map(() => 'skipped'))
})

test('a scratch table that there was no time to make is not called left', async () => {
  let isOver = false
  const { check } = await examined(
    db,
    {},
    {
      onCheck: ({ name }) => {
        isOver ||= name === 'Metadata table'
      },
      remainingMs: () => (isOver ? RESERVE_MS : RESERVE_MS + 60_000),
    },
  )
  expect(check('Privilege CREATE').found).toBe('No time was left for it.')
  expect(check('Privilege DROP')).toMatchObject({
    outcome: 'skipped',
    found: 'There is nothing to drop.',
  })
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s drops the scratch table and ends with %i', async (signal, exitCode) => {
  db.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'delay', delayMs: 1_000 },
  })
  const { npm_lifecycle_event: _, ...environment } = process.env
  const child = spawn(process.execPath, ['infra/local/doctor.ts'], {
    cwd: project,
    env: { ...environment, ...connectionEnvironment(db, db.database), SINK_NAME: 'stopped' },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  while (db.faults.fired.length === 0) await sleep(20)
  expect(await scratches()).toHaveLength(1)
  child.kill(signal)
  expect(await ended).toEqual([exitCode, null])
  expect(await scratches()).toEqual([])
})
