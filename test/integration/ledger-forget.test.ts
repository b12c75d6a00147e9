import { expect, test, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startMaintenance } from '../support/ledger.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const record = (offset: number, timestamp = 1_000 + offset) => ({
  offset,
  timestamp,
  value: envelope(schema, { id: offset }),
})
const event = (topic: string, first: number, last: number, partition = 0, timestamp?: number) =>
  kafkaEvent({
    [topic]: {
      [partition]: Array.from({ length: last - first + 1 }, (_, at) =>
        record(first + at, timestamp),
      ),
    },
  })
const maintain = startMaintenance(database)
const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))
const ledger = (topic: string) =>
  database.query(
    `SELECT \`partition\`, sequence, firstOffset, lastOffset, records, \`count\`, highOffset FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY \`partition\`, sequence`,
  )

test('without the confirmation, or with another topic’s, it is only said what would be forgotten', async () => {
  const container = startContainer(database)
  await container.deliver(event('kept', 0, 4))
  await container.deliver(event('kept', 5, 9))
  const before = await ledger('kept')

  for (const confirm of [undefined, 'Kept', 'other']) {
    const asked = { action: 'forget', topic: 'kept', ...(confirm === undefined ? {} : { confirm }) }
    expect(await maintain(asked)).toEqual({
      forgotten: [
        {
          ...{ topic: 'kept', partition: 0, first: 0, last: 9, ranges: 2 },
          ...{ delivered: 10, written: 10, filtered: 0, deadLettered: 0 },
        },
      ],
      dryRun: true,
      note: expect.stringContaining('"confirm": "kept"'),
    })
  }
  expect(await ledger('kept')).toEqual(before)
})

test('what is forgotten is written again when it is delivered again, exactly once, by warm and new containers', async () => {
  const warm = startContainer(database)
  await warm.deliver(event('replay', 0, 4))
  await warm.deliver(event('replay', 5, 9))

  const answer = await maintain({
    ...{ action: 'forget', topic: 'replay', partition: 0, from: 0, to: 4, confirm: 'replay' },
  })

  expect(answer).toMatchObject({ dryRun: false, forgotten: [{ ranges: 1, first: 0, last: 4 }] })
  for (const container of [warm, warm, startContainer(database)]) {
    await container.deliver(event('replay', 0, 9))
  }
  expect(await ids('replay')).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9])
})

test('its rows are voided and keep their sequences, and the highest offset is that of what is left', async () => {
  const container = startContainer(database)
  for (const first of [0, 10, 20]) await container.deliver(event('voided', first, first + 9))

  await maintain({
    ...{ action: 'forget', topic: 'voided', partition: 0, from: 10, confirm: 'voided' },
  })

  const nothing = { firstOffset: null, lastOffset: null, records: '0', count: '0' }
  expect(await ledger('voided')).toEqual([
    expect.objectContaining({ sequence: '1', firstOffset: '0', lastOffset: '9', records: '10' }),
    expect.objectContaining({ sequence: '2', ...nothing }),
    expect.objectContaining({ sequence: '3', ...nothing }),
    expect.objectContaining({ sequence: '4', ...nothing, highOffset: '9' }),
  ])
})

test('the records of a topic that was created again are taken, in all its partitions', async () => {
  const container = startContainer(database)
  for (const partition of [0, 1]) await container.deliver(event('reborn', 0, 9, partition))
  const young = (partition: number) => event('reborn', 0, 2, partition, 90_000)
  await expect(container.deliver(young(1))).rejects.toMatchObject({ code: 'ERR_TOPIC_RECREATED' })

  await maintain({ action: 'forget', topic: 'reborn', confirm: 'reborn' })

  for (const partition of [0, 1, 0, 1]) await container.deliver(young(partition))
  expect(await ids('reborn')).toHaveLength(26)
})

test('offsets that cut a committed range are refused with those that do not, and nothing is forgotten', async () => {
  const container = startContainer(database)
  for (const first of [0, 10, 20]) await container.deliver(event('cut', first, first + 9))
  const before = await ledger('cut')

  const asked = { action: 'forget', topic: 'cut', partition: 0, from: 5, to: 25, confirm: 'cut' }
  await expect(maintain(asked)).rejects.toMatchObject({
    code: 'ERR_EVENT_INVALID',
    coordinates: { topic: 'cut', partition: 0 },
    message: expect.stringMatching(/cut \[0, 9\] and \[20, 29\] of cut-0.*"from": 0 and "to": 29/s),
  })
  expect(await ledger('cut')).toEqual(before)
})

test('many ranges are forgotten in pages, each a transaction of its own that claims first', async () => {
  const container = startContainer(database)
  for (let first = 0; first < 70; first += 10) {
    await container.deliver(event('paged', first, first + 9))
  }
  database.statements.clear()

  const paged = startMaintenance(database, { pageRows: 3 })
  const answer = await paged({ action: 'forget', topic: 'paged', confirm: 'paged' })

  expect(answer).toMatchObject({ forgotten: [{ ranges: 7, first: 0, last: 69, delivered: 70 }] })
  const said = database.statements.all.map(({ sql }) => sql)
  const begins = said.flatMap((sql, at) => (sql === 'BEGIN' ? [said[at + 1]] : []))
  expect(begins).toHaveLength(3)
  for (const first of begins) expect(first).toMatch(/^INSERT INTO/)
  await container.deliver(event('paged', 0, 69))
  expect(await ids('paged')).toHaveLength(140)
})

test('what a sink commits while a topic is being forgotten stays committed', async () => {
  const container = startContainer(database)
  for (const first of [0, 10, 20]) await container.deliver(event('busy', first, first + 9))
  database.faults.inject({
    match: /^UPDATE .*`firstOffset` = NULL/,
    moment: 'before',
    action: { kind: 'delay', delayMs: 100 },
    times: 3,
  })

  const paged = startMaintenance(database, { pageRows: 1 })
  const forgetting = paged({ action: 'forget', topic: 'busy', confirm: 'busy' })
  await vi.waitUntil(() => database.faults.fired.length > 0, { interval: 5 })
  await container.deliver(event('busy', 30, 39))
  expect(await forgetting).toMatchObject({ forgotten: [{ ranges: 3, first: 0, last: 29 }] })
  await container.deliver(event('busy', 0, 39))

  const seen = await ids('busy')
  expect(seen.filter((id) => id < 30)).toHaveLength(60)
  expect(seen.filter((id) => id >= 30)).toHaveLength(10)
})

test('offsets that dead letters stand for are not forgotten: their records would come back twice', async () => {
  const tolerant = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' })
  await tolerant.deliver(
    kafkaEvent({ lettered: { 0: [record(0), { offset: 1, value: 'bad' }], 1: [record(0)] } }),
  )
  const forget = { action: 'forget', topic: 'lettered', confirm: 'lettered' }

  await expect(maintain(forget)).rejects.toMatchObject({
    code: 'ERR_EVENT_INVALID',
    message: expect.stringMatching(
      /1 dead letters of lettered-0.*DELETE FROM `kafka_dead_letters`/s,
    ),
  })
  expect(await maintain({ ...forget, partition: 1 })).toMatchObject({ dryRun: false })

  await database.query("DELETE FROM kafka_dead_letters WHERE topic = 'lettered'")
  expect(await maintain(forget)).toMatchObject({ dryRun: false, forgotten: [{ partition: 0 }] })
})
