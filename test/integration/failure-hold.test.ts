import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startLoggedFunction } from '../support/logged-function.ts'

const HELD = 'held\n'

// Long sleeps end at once, and stand among the lines of the log where they began.
vi.mock(import('node:timers/promises'), async (original) => {
  const { setTimeout: real, ...others } = await original()
  const sleep = async (ms = 0) => {
    if (ms < 30_000) return await real(ms)
    process.stdout.write(HELD)
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
  vi.resetModules()
})

describe('an invocation that commits nothing takes its time, for Lambda counts attempts', () => {
  test('where it fails as a whole', async () => {
    const sink = await start({ SINK_AUTO_CREATE: 'false' })
    const { error, lines } = await sink.invoke(kafkaEvent({ missing: { 0: [good(0)] } }))
    expect(error).toMatchObject({ code: 'ERR_TABLE_MISSING' })
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
