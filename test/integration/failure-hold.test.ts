import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startLoggedFunction } from '../support/logged-function.ts'

const HELD = 'held\n'

/** What goes on beside an invocation that is held. */
let meanwhile = async (): Promise<void> => undefined

// Long sleeps end at once, and stand among the lines of the log where they began.
vi.mock(import('node:timers/promises'), async (original) => {
  const { setTimeout: real, ...others } = await original()
  const sleep = async (ms = 0) => {
    if (ms < 30_000) return await real(ms)
    process.stdout.write(HELD)
    await meanwhile()
  }
  return { ...others, setTimeout: sleep as typeof real }
})

const database = await useDatabase()
const schema = structSchema({ id: 'int32' })
const good = (offset: number): RecordSpec => ({ offset, value: envelope(schema, { id: offset }) })
const bad = (offset: number): RecordSpec => ({ offset, value: '{"' })

const held = { SINK_FAILURE_HOLD_MS: '50000', SINK_PARTIAL_RESPONSES: 'true' }
const start = (environment: Readonly<Record<string, string>> = {}) =>
  startLoggedFunction('sink', database, { ...held, ...environment })

/** Whether the invocation was held, and whether its line was told before. */
function order(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === HELD ? 'held' : String(JSON.parse(line).outcome)))
}

beforeEach(() => {
  meanwhile = async () => undefined
  vi.resetModules()
})

describe('an invocation that commits nothing takes its time, for Lambda counts attempts', () => {
  test('where it fails as a whole', async () => {
    const sink = await start({ SINK_AUTO_CREATE: 'false' })
    const { error, lines } = await sink.invoke(kafkaEvent({ missing: { 0: [good(0)] } }))
    expect(error).toMatchObject({ code: 'ERR_TABLE_MISSING' })
    expect(order(lines)).toEqual(['failed', 'held'])
  })

  test('where the database is away', async () => {
    const sink = await start({ SINGLESTORE_ENDPOINT: '127.0.0.1:1' })
    const { error, lines } = await sink.invoke(kafkaEvent({ outage: { 0: [good(0)] } }))
    expect(error).toMatchObject({ code: 'ERR_STORE_TRANSIENT' })
    expect(order(lines)).toEqual(['failed', 'held'])
  })

  test('where the event is none of Kafka', async () => {
    const sink = await start()
    const { error, lines } = await sink.invoke({ Records: [] })
    expect(error).toMatchObject({ code: 'ERR_EVENT_INVALID' })
    expect(order(lines)).toEqual(['failed', 'held'])
  })

  test('where its only partition is reported', async () => {
    const sink = await start()
    const { answer, lines } = await sink.invoke(kafkaEvent({ alone: { 0: [bad(0), good(1)] } }))
    expect(answer).toMatchObject({ batchItemFailures: [{}, {}] })
    expect(order(lines)).toEqual(['partial', 'held'])
  })
})

test('meanwhile nothing is locked: neither the table nor the records that it tried to claim', async () => {
  await database.query('CREATE TABLE free (id BIGINT, PRIMARY KEY (id))')
  await database.query('INSERT INTO free (id) VALUES (0)')
  const event = kafkaEvent({ free: { 0: [good(0), good(1)] } })
  const [sink, other] = [await start(), await start({ SINK_FAILURE_HOLD_MS: '0' })]
  meanwhile = async () => {
    await database.query('ALTER TABLE free ADD COLUMN note TEXT')
    await database.query('DELETE FROM free')
    await other.invoke(event)
  }
  const { lines } = await sink.invoke(event)
  expect(order(lines)).toEqual(['partial', 'held'])
  expect(await database.query('SELECT id FROM free ORDER BY id')).toEqual([
    { id: '0' },
    { id: '1' },
  ])
})

test('where anything is committed it answers at once, so that other partitions go on', async () => {
  const sink = await start()
  const { answer, lines } = await sink.invoke(
    kafkaEvent({ flowing: { 0: [bad(0)], 1: [good(0)] } }),
  )
  expect(answer).toMatchObject({ batchItemFailures: [{}] })
  expect(order(lines)).toEqual(['partial'])
})

test('an invocation that succeeds, or finds everything committed, is not held', async () => {
  const sink = await start()
  const event = kafkaEvent({ fine: { 0: [good(0)] } })
  expect(order((await sink.invoke(event)).lines)).toEqual(['committed'])
  expect(order((await sink.invoke(event)).lines)).toEqual(['repeated'])
})

test('unless it is asked for nothing is held', async () => {
  const sink = await start({ SINK_FAILURE_HOLD_MS: '0', SINK_AUTO_CREATE: 'false' })
  const { lines } = await sink.invoke(kafkaEvent({ absent: { 0: [good(0)] } }))
  expect(order(lines)).toEqual(['failed'])
})
