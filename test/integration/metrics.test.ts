import { afterEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import {
  type LoggedFunction,
  type LogLine,
  startLoggedFunction,
} from '../support/logged-function.ts'
import { startContainer } from '../support/sink.ts'
import { expectNoContents, MARKER } from '../unit/fuzz/marker.ts'
import { expectMetricDocument } from '../unit/lambda/metric-document.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int32', name: 'string' })
const good = (offset: number, name = 'ok', timestamp = Date.now()): RecordSpec => ({
  offset,
  timestamp,
  value: envelope(schema, { id: offset, name }),
})
const bad = (offset: number): RecordSpec => ({ offset, value: `{"${MARKER}` })

afterEach(() => {
  database.faults.clear()
})

/** Invokes the sink; its one line is a metric document whose counts add up. */
async function line(sink: LoggedFunction, event: unknown, requestId = 'request-1') {
  const { lines } = await sink.invoke(event, requestId)
  for (const each of lines) {
    expectNoContents(each)
    expect(JSON.parse(each)).toMatchObject({ sink: 'test', requestId })
  }
  const documents = lines.filter((each) => each.includes('"_aws"'))
  expect(documents).toHaveLength(1)
  const document = expectMetricDocument(documents[0] ?? '')
  const { delivered, written, filtered, repeated, deadLettered, held } = numbers(document)
  expect(delivered).toBe(
    [written, filtered, repeated, deadLettered, held].reduce((a = 0, b = 0) => a + b, 0),
  )
  return { document, others: lines.filter((each) => each !== documents[0]) }
}

function numbers(document: LogLine): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, value]] : [],
    ),
  )
}

describe('the line of an invocation of the sink', () => {
  test('tells of a commit what was delivered where, what was loaded, and how old it was', async () => {
    const sink = await startLoggedFunction('sink', database)
    expect(sink.coldStart).toEqual([])
    const at = Date.now() - 60_000

    const first = await line(
      sink,
      kafkaEvent({ committed: { 0: [good(3, 'a'), good(5, 'bb')], 2: [good(7, 'ccc', at)] } }),
      'request-7',
    )

    expect(first.others).toEqual([])
    expect(first.document).toMatchObject({
      level: 'info',
      outcome: 'committed',
      requestId: 'request-7',
      Sink: 'test',
      Topic: 'committed',
      topicPartitions: 2,
      tables: 1,
      coordinates: [
        { topic: 'committed', partition: 0, firstOffset: 3, lastOffset: 5, records: 2 },
        { topic: 'committed', partition: 2, firstOffset: 7, lastOffset: 7, records: 1 },
      ],
      ...{ delivered: 3, written: 3, held: 0, retries: 0, ledgerConflicts: 0 },
      ...{ tablesCreated: 1, columnsAdded: 0, breakerOpen: 0 },
      loadedBytes: '3\ta\n5\tbb\n7\tccc\n'.length,
    })
    expect(first.document.ageMs).toBeGreaterThanOrEqual(60_000)
    expect(first.document.ageMs).toBeLessThan(3_600_000)

    const second = await line(sink, kafkaEvent({ committed: { 0: [good(6)] } }))
    expect(second.document).toMatchObject({ tablesCreated: 0, loadedBytes: '6\tok\n'.length })
  })

  test('tells of a repetition that nothing was written, and no age', async () => {
    const sink = await startLoggedFunction('sink', database)
    const event = kafkaEvent({ again: { 0: [good(0)] } })
    await line(sink, event)

    const { document } = await line(sink, event)

    expect(document).toMatchObject({
      outcome: 'repeated',
      ...{ delivered: 1, repeated: 1, written: 0, loadedBytes: 0, commitMs: 0 },
    })
    expect(document).not.toHaveProperty('ageMs')
  })

  test('tells the age of what was left to write only', async () => {
    const sink = await startLoggedFunction('sink', database)
    const old = good(0, 'old', Date.now() - 86_400_000)
    await line(sink, kafkaEvent({ aged: { 0: [old] } }))

    const { document } = await line(sink, kafkaEvent({ aged: { 0: [old, good(1)] } }))

    expect(document).toMatchObject({ repeated: 1, written: 1 })
    expect(document.ageMs).toBeLessThan(3_600_000)
  })

  test('is an error with a code where a part is reported back, with what is held, and its age', async () => {
    const sink = await startLoggedFunction('sink', database, { SINK_PARTIAL_RESPONSES: 'true' })

    const { document } = await line(
      sink,
      kafkaEvent({ parts: { 0: [good(0), bad(1), good(2)], 1: [good(10)] } }),
    )

    expect(document).toMatchObject({
      level: 'error',
      outcome: 'partial',
      errorCode: 'ERR_RECORD_UNDECODABLE',
      ...{ delivered: 4, written: 2, held: 2, breakerOpen: 0 },
      message: expect.stringContaining('parts-0'),
    })
    expect(document.ageMs).toBeTypeOf('number')
  })

  test('tells of an invocation that fails what it had committed', async () => {
    const sink = await startLoggedFunction('sink', database, { SINK_PARTIAL_RESPONSES: 'false' })

    const { document } = await line(sink, kafkaEvent({ fails: { 0: [good(0), bad(1)] } }))

    expect(document).toMatchObject({ outcome: 'failed', level: 'error', written: 1, held: 1 })
  })

  test('tells of an outage that all is held, how often it tried, and a growing age', async () => {
    const sink = await startLoggedFunction('sink', database, { SINK_MAX_RETRIES: '2' })
    await line(sink, kafkaEvent({ outage: { 0: [good(0)] } }))
    database.faults.inject({
      match: /^COMMIT/,
      moment: 'before',
      action: { kind: 'cut' },
      times: 9,
    })

    const { document } = await line(
      sink,
      kafkaEvent({ outage: { 0: [good(1, 'a', Date.now() - 5_000)] } }),
    )

    expect(document).toMatchObject({
      outcome: 'failed',
      ...{ delivered: 1, written: 0, held: 1, retries: 2, ledgerConflicts: 0 },
      loadedBytes: 3 * '1\ta\n'.length,
    })
    expect(document.ageMs).toBeGreaterThanOrEqual(5_000)
  })

  test('counts dead letters, and the loads that found them', async () => {
    await database.query('CREATE TABLE letters (id INT, name VARCHAR(3), SHARD KEY (id))')
    const sink = await startLoggedFunction('sink', database, { SINK_ERRORS_TOLERANCE: 'all' })

    const { document } = await line(
      sink,
      kafkaEvent({ letters: { 0: [good(0), bad(1), good(2, `${MARKER} too long`), good(3)] } }),
    )

    expect(document).toMatchObject({
      outcome: 'committed',
      ...{ delivered: 4, written: 2, deadLettered: 2, held: 0, breakerOpen: 0 },
    })
    const once = `0\tok\n2\t${MARKER} too long\n3\tok\n`.length
    expect(numbers(document).loadedBytes).toBeGreaterThan(2 * once)
  })

  test('says that the breaker is open where too much is bad to bury it', async () => {
    const sink = await startLoggedFunction('sink', database, { SINK_ERRORS_TOLERANCE: 'all' })
    const records = Array.from({ length: 12 }, (_, offset) => bad(offset))

    const { document } = await line(sink, kafkaEvent({ breaks: { 0: records } }))

    expect(document).toMatchObject({
      outcome: 'failed',
      errorCode: 'ERR_TOO_MANY_BAD',
      ...{ breakerOpen: 1, deadLettered: 0, held: 12 },
    })
  })

  test('counts the columns that this container added, and names the request where it tells of them', async () => {
    const evolving = { SINK_SCHEMA_EVOLUTION: 'add' }
    const sink = await startLoggedFunction('sink', database, evolving)
    const other = startContainer(database, evolving)
    await line(sink, kafkaEvent({ grown: { 0: [good(0)] } }))
    const wider = (offset: number, ...more: readonly string[]) => {
      const names = ['id', ...more]
      const fields = Object.fromEntries(names.map((name) => [name, 'int32']))
      const values = Object.fromEntries(names.map((name) => [name, offset]))
      return { offset, value: envelope(structSchema(fields), values) }
    }
    await other.deliver(kafkaEvent({ grown: { 1: [wider(0, 'theirs')] } }))

    const event = kafkaEvent({ grown: { 0: [wider(1, 'theirs', 'one', 'two')] } })
    const { document, others } = await line(sink, event, 'request-9')

    expect(document).toMatchObject({ columnsAdded: 2, tablesCreated: 0, written: 1 })
    expect(others.map((each) => JSON.parse(each))).toEqual([
      {
        ...{ level: 'info', sink: 'test', requestId: 'request-9' },
        message: 'Table "grown" has new columns: "one", "two".',
      },
    ])
  })

  test('counts a claim that another container took first', async () => {
    const sink = await startLoggedFunction('sink', database)
    await line(sink, kafkaEvent({ contested: { 0: [good(0)] } }))
    await startContainer(database).deliver(kafkaEvent({ contested: { 0: [good(1)] } }))

    const { document } = await line(sink, kafkaEvent({ contested: { 0: [good(2)] } }))

    expect(document).toMatchObject({
      outcome: 'committed',
      ...{ written: 1, ledgerConflicts: 1, retries: 1 },
    })
  })

  test.each([
    ['loadMs', /^LOAD DATA/],
    ['commitMs', /^COMMIT/],
  ])('%s is the time of waiting for it', async (metric, match) => {
    const sink = await startLoggedFunction('sink', database)
    database.faults.inject({ match, moment: 'before', action: { kind: 'delay', delayMs: 300 } })

    const { document } = await line(sink, kafkaEvent({ [metric]: { 0: [good(0)] } }))

    expect(document[metric]).toBeGreaterThan(200)
    expect(document.durationMs).toBeGreaterThan(200)
  })

  test('of several topics has no topic, and of an event that cannot be read no counts', async () => {
    const sink = await startLoggedFunction('sink', database)
    const both = await line(sink, kafkaEvent({ here: { 0: [good(0)] }, there: { 0: [good(0)] } }))
    expect(both.document).toMatchObject({ written: 2, tables: 2, tablesCreated: 2 })
    expect(both.document).not.toHaveProperty('Topic')

    const none = await line(sink, { nothing: MARKER })
    expect(none.document).toMatchObject({ outcome: 'failed', errorCode: 'ERR_EVENT_INVALID' })
    expect(none.document).toMatchObject({ delivered: 0, held: 0, topicPartitions: 0 })
  })
})

describe('the redrive function', () => {
  test('writes a line for each failed batch, and one for dead letters', async () => {
    await database.query('CREATE TABLE buried (id INT, name VARCHAR(3), SHARD KEY (id))')
    const tolerant = { SINK_ERRORS_TOLERANCE: 'all' }
    const container = startContainer(database, tolerant)
    await container.deliver(kafkaEvent({ buried: { 0: [good(0, MARKER), good(1)] } }))
    await database.query('DROP TABLE buried')
    await database.query('CREATE TABLE buried (id INT, name VARCHAR(99), SHARD KEY (id))')
    const redrive = await startLoggedFunction('redrive', database, tolerant)
    const payload = kafkaEvent({ buried: { 0: [good(2)] } })

    const batch = await line(redrive, { payload: JSON.stringify(payload), KafkaBatchInfo: {} })
    expect(batch.document).toMatchObject({ outcome: 'committed', written: 1, Topic: 'buried' })

    const request = { deadLetters: { topic: 'buried' }, dryRun: false }
    const { lines } = await redrive.invoke(request, 'request-2')
    expectNoContents(lines.join(''))
    expect(lines.map((each) => JSON.parse(each))).toEqual([
      expect.objectContaining({
        ...{ level: 'info', requestId: 'request-2', written: 1, stillBad: 0 },
        durationMs: expect.any(Number),
        loadedBytes: `0\t${MARKER}\n`.length,
      }),
    ])
  })

  test('tells in a line with its code why dead letters cannot be brought back', async () => {
    const redrive = await startLoggedFunction('redrive', database)
    const { lines, error } = await redrive.invoke({ deadLetters: { topic: 1 } }, 'request-3')
    expect(error).toBeInstanceOf(Error)
    expect(lines.map((each) => JSON.parse(each))).toEqual([
      expect.objectContaining({
        ...{ level: 'error', requestId: 'request-3', errorCode: 'ERR_EVENT_INVALID' },
      }),
    ])
  })
})

describe('the ledger function', () => {
  test('writes a line for each invocation', async () => {
    const ledger = await startLoggedFunction('ledger', database)
    const { lines } = await ledger.invoke({ action: 'compact' }, 'request-4')
    expect(lines.map((each) => JSON.parse(each))).toEqual([
      expect.objectContaining({
        ...{ level: 'info', requestId: 'request-4', complete: true },
        durationMs: expect.any(Number),
      }),
    ])
  })

  test('warns that a certificate nobody checks proves nothing, and tells why it failed', async () => {
    const ledger = await startLoggedFunction('ledger', database, {
      ...{ SINGLESTORE_TLS: 'required', SINK_MAX_RETRIES: '0' },
    })
    const { lines, error } = await ledger.invoke({ action: 'compact' }, 'request-5')
    expect(lines.map((each) => JSON.parse(each))).toEqual([
      expect.objectContaining({ level: 'warn', requestId: 'request-5' }),
      ...(error === null
        ? [expect.objectContaining({ level: 'info', requestId: 'request-5' })]
        : [expect.objectContaining({ level: 'error', requestId: 'request-5' })]),
    ])
  })
})
