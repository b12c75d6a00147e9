import type { Context } from 'aws-lambda'
import { expect, onTestFinished, test, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startMaintenance } from '../support/ledger.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const record = (offset: number): RecordSpec => ({ offset, value: envelope(schema, { id: offset }) })
const records = (...offsets: readonly number[]) => offsets.map(record)
const maintain = startMaintenance(database)

test('a ledger that does not exist yet covers nothing, and asking does not create it', async () => {
  expect(await maintain({ action: 'coverage' })).toEqual({ coverage: [] })
  expect(await maintain({ action: 'compact' })).toEqual({ compacted: [], complete: true })
  expect(
    await database.query(
      `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database.database}'`,
    ),
  ).toEqual([])
})

test('coverage sums up each topic-partition, with the gaps between what is committed', async () => {
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' })
  for (const batch of [
    [...records(5, 6), { offset: 8, value: null }, { offset: 9, value: 'bad' }],
    records(30, 31),
    records(20, 21),
    records(22),
    records(40),
  ]) {
    await container.deliver(kafkaEvent({ gappy: { 0: batch } }))
  }
  await container.deliver(kafkaEvent({ gappy: { 1: records(0) } }))
  database.statements.clear()

  const answer = await maintain({ action: 'coverage', topic: 'gappy', gaps: 2 })

  expect(answer).toEqual({
    coverage: [
      {
        sink: 'test',
        topic: 'gappy',
        partition: 0,
        ranges: 5,
        firstOffset: 5,
        lastOffset: 40,
        delivered: 10,
        written: 8,
        filtered: 1,
        deadLettered: 1,
        adopted: 0,
        highOffset: 40,
        lastCommit: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
        gaps: {
          count: 3,
          offsets: 10 + 7 + 8,
          first: [
            { first: 10, last: 19 },
            { first: 23, last: 29 },
          ],
        },
      },
      expect.objectContaining({
        partition: 1,
        delivered: 1,
        gaps: { count: 0, offsets: 0, first: [] },
      }),
    ],
  })
  const said = database.statements.all.map(({ sql }) => sql)
  expect(said.filter((sql) => !/^(SELECT|SHOW|SET SESSION)/.test(sql))).toEqual([])
})

test('coverage is of this sink, of a named one, or of all in the table', async () => {
  for (const SINK_NAME of ['one', 'two']) {
    await startContainer(database, { SINK_NAME }).deliver(kafkaEvent({ many: { 0: records(0) } }))
  }
  const sinks = async (sink?: string) => {
    const asked = { action: 'coverage', topic: 'many', ...(sink === undefined ? {} : { sink }) }
    const answer = await maintain(asked)
    return 'coverage' in answer ? answer.coverage.map((line) => line.sink) : null
  }

  expect(await sinks()).toEqual([])
  expect(await sinks('two')).toEqual(['two'])
  expect(await sinks('*')).toEqual(['one', 'two'])
})

test('as a table, the lines are aligned and the gaps are named', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ tabled: { 0: records(0, 1) } }))
  await container.deliver(kafkaEvent({ tabled: { 0: records(100, 101, 102) } }))

  const answer = await maintain({ action: 'coverage', topic: 'tabled', format: 'table' })

  const [header, rule, line, gaps, end] = ('table' in answer ? answer.table : '').split('\n')
  expect(header).toMatch(/^sink {2}topic {3}partition {2}ranges {2}first {2}last {2}delivered/)
  expect(rule).toMatch(/^-+( {2}-+)+$/)
  expect(line).toMatch(/^test {2}tabled {10}0 {7}2 {6}0 {3}102 {10}5 {8}5 /)
  expect(line?.indexOf(' 102 ')).toBe((header?.indexOf('last') ?? 0) + 0)
  expect(gaps).toBe('gaps of test tabled-0: [2, 99]')
  expect(end).toBe('')
})

test('a table that is no ledger is refused by name, and a sink without a ledger has none to look after', async () => {
  await database.query('CREATE TABLE foreign_table (id INT)')
  const foreign = startMaintenance(database, {
    environment: { SINK_METADATA_TABLE: 'foreign_table' },
  })
  await expect(foreign({ action: 'coverage' })).rejects.toMatchObject({
    code: 'ERR_LEDGER_FOREIGN',
    message: expect.stringContaining('"foreign_table"'),
  })
  expect(() =>
    startMaintenance(database, { environment: { SINK_METADATA_ALLOW: 'false' } }),
  ).toThrow(/SINK_METADATA_ALLOW.*no ledger/)
})

test('the function as it is deployed reads its environment, answers its payload and logs one line', async () => {
  await startContainer(database).deliver(kafkaEvent({ deployed: { 0: records(0, 1) } }))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
  const environment = {
    SINK_NAME: 'test',
    SINGLESTORE_ENDPOINT: `${database.host}:${database.port}`,
    SINGLESTORE_DATABASE: database.database,
    SINGLESTORE_PASSWORD: database.password,
    SINGLESTORE_TLS: 'disabled',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const { handler } = await import('../../functions/ledger.ts')
  const context = { awsRequestId: 'r-1', getRemainingTimeInMillis: () => 60_000 } as Context

  const answer = await handler({ action: 'coverage', topic: 'deployed' }, context)

  expect(answer).toMatchObject({ coverage: [{ topic: 'deployed', delivered: 2 }] })
  expect(written.map((line) => JSON.parse(line))).toEqual([
    {
      ...{ level: 'info', message: 'Looked after the ledger.', sink: 'test' },
      ...{ requestId: 'r-1', topicPartitions: 1, durationMs: expect.any(Number) },
    },
  ])
  await expect(handler({ action: 'drop' }, context)).rejects.toThrow(/action wants one of/)
})
