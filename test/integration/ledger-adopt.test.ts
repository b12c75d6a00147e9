import { describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startMaintenance } from '../support/ledger.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const record = (offset: number, timestamp = 1_700_000_000_000 + offset) => ({
  offset,
  timestamp,
  value: envelope(schema, { id: offset }),
})
const event = (topic: string, first: number, last: number, partition = 0) =>
  kafkaEvent({
    [topic]: {
      [partition]: Array.from({ length: last - first + 1 }, (_, at) => record(first + at)),
    },
  })
const maintain = startMaintenance(database)
const adopt = (topic: string, committed: number, parts: object = {}) =>
  maintain({
    ...{ action: 'adopt', topic, offsets: { 0: committed }, metadataTable: null, confirm: topic },
    ...parts,
  })
const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))
const ledger = (topic: string) =>
  database.query(
    `SELECT sequence, firstOffset, lastOffset, records, highOffset FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY sequence`,
  )
const state = (name: string, first: number | null, last: number | null) =>
  expect.objectContaining({ state: name, first, last, doubt: null })

test('without the confirmation it is only said what would be adopted, and no ledger is made', async () => {
  expect(await adopt('first', 100, { confirm: 'other' })).toEqual({
    adopted: [
      {
        ...{ topic: 'first', partition: 0, committed: 100, state: 'new', first: 0, last: 99 },
        ...{ doubt: null, reason: null },
      },
    ],
    dryRun: true,
    group: null,
    notes: [
      expect.stringContaining('"confirm": "first"'),
      expect.stringContaining('stopped in order'),
    ],
  })
  expect(
    await database.query(
      `SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database.database}'`,
    ),
  ).toEqual([])
})

describe('what is adopted', () => {
  test('is not written when it is delivered, whatever the cuts, and what lies behind it is', async () => {
    expect(await adopt('taken', 100)).toMatchObject({ adopted: [state('new', 0, 99)] })

    const warm = startContainer(database)
    for (const container of [warm, startContainer(database), warm]) {
      await container.deliver(event('taken', 90, 94))
      await container.deliver(event('taken', 80, 109))
      await container.deliver(event('taken', 0, 4))
      await container.deliver(event('taken', 105, 119))
    }
    expect(await ids('taken')).toEqual(Array.from({ length: 20 }, (_, at) => 100 + at))
  })

  test('is only said, not claimed, without the confirmation', async () => {
    await adopt('asked', 10)
    const before = await ledger('asked')

    const asked = { through: { 0: 19 }, confirm: 'other' }
    expect(await adopt('asked', 10, asked)).toMatchObject({
      dryRun: true,
      adopted: [state('extended', 10, 19)],
    })
    expect(await ledger('asked')).toEqual(before)
  })

  test('is adopted once: a second time says so and changes nothing', async () => {
    await adopt('twice', 100)
    const before = await ledger('twice')

    expect(await adopt('twice', 100)).toMatchObject({ adopted: [state('already', null, null)] })
    expect(await adopt('twice', 50)).toMatchObject({ adopted: [state('already', null, null)] })
    expect(await adopt('twice', 0)).toMatchObject({ adopted: [state('nothing', null, null)] })
    expect(await ledger('twice')).toEqual(before)
    expect(before).toHaveLength(1)
  })

  test('is extended where more turns out to have been written', async () => {
    await adopt('more', 100)
    expect(await adopt('more', 100, { through: { 0: 149 } })).toMatchObject({
      adopted: [state('extended', 100, 149)],
    })
    expect(await adopt('more', 100, { through: { 0: 149 } })).toMatchObject({
      adopted: [state('already', null, null)],
    })

    await startContainer(database).deliver(event('more', 95, 152))
    expect(await ids('more')).toEqual([150, 151, 152])
  })

  test('may come after the sink has begun behind it: a warm container finds its claim taken and reads again', async () => {
    const warm = startContainer(database)
    await warm.deliver(event('late', 100, 104))

    expect(await adopt('late', 100)).toMatchObject({ adopted: [state('new', 0, 99)] })

    await warm.deliver(event('late', 105, 107))
    await warm.deliver(event('late', 98, 109))
    expect(await ids('late')).toEqual(Array.from({ length: 10 }, (_, at) => 100 + at))
    expect((await ledger('late')).map(({ highOffset }) => highOffset)).toEqual([
      ...['104', '104', '107', '109'],
    ])
  })

  test('never covers what the sink has written itself', async () => {
    await startContainer(database).deliver(event('own', 95, 104))
    const before = await ledger('own')

    expect(await adopt('own', 100)).toMatchObject({
      adopted: [{ state: 'refused', first: null, reason: expect.stringContaining('[95, 104]') }],
    })
    expect(await ledger('own')).toEqual(before)
  })

  test('is claimed before it is read, each topic-partition in a transaction of its own', async () => {
    await adopt('prepared', 1)
    database.statements.clear()
    await adopt('claimed', 0, { offsets: { 0: 100, 1: 200 } })

    const said = database.statements.all.map(({ sql }) => sql)
    const transactions = said.flatMap((sql, at) =>
      sql === 'BEGIN' ? [said.slice(at, at + 5)] : [],
    )
    expect(transactions).toEqual(
      [0, 1].map(() => [
        'BEGIN',
        expect.stringMatching(/^INSERT INTO `kafka_connect_transaction_metadata`/),
        expect.stringMatching(/^SELECT `firstOffset`/),
        expect.stringMatching(/^UPDATE /),
        'COMMIT',
      ]),
    )
  })

  test.each(['before', 'after'] as const)(
    'is adopted once where the connection is lost %s COMMIT',
    async (moment) => {
      const topic = `cut_${moment}`
      await adopt('prepared', 1)
      database.faults.inject({ match: /^COMMIT$/, moment, action: { kind: 'cut' }, times: 1 })

      await adopt(topic, 100)

      expect(database.faults.fired).not.toEqual([])
      const rows = await ledger(topic)
      expect(rows.filter(({ firstOffset }) => firstOffset !== null)).toEqual([
        expect.objectContaining({ firstOffset: '0', lastOffset: '99', highOffset: '99' }),
      ])
    },
  )

  test('is told from what was delivered, and stays so when the ledger is compacted', async () => {
    await adopt('shown', 100)
    const container = startContainer(database)
    for (const first of [100, 110, 130]) await container.deliver(event('shown', first, first + 9))
    await database.query(
      "UPDATE kafka_connect_transaction_metadata SET createdAt = createdAt - INTERVAL 40 DAY WHERE topic = 'shown'",
    )
    await container.deliver(event('shown', 140, 141))

    const compacted = await maintain({
      ...{ action: 'compact', topic: 'shown', closeGapsOlderThanDays: 30 },
    })

    expect(compacted).toMatchObject({ compacted: [{ merged: 2, gapsClosed: 1 }] })
    expect(await maintain({ action: 'coverage', topic: 'shown' })).toMatchObject({
      coverage: [
        {
          ...{ ranges: 3, firstOffset: 0, lastOffset: 141, delivered: 32, written: 32 },
          ...{ adopted: 100, gaps: { count: 0 } },
        },
      ],
    })
    await startContainer(database).deliver(event('shown', 0, 119))
    expect(await ids('shown')).toHaveLength(32)
  })

  test('is not taken for the records of a topic that is created again later', async () => {
    await adopt('reborn', 100)

    const young = kafkaEvent({ reborn: { 0: [record(3, Date.now() + 60_000)] } })
    await expect(startContainer(database).deliver(young)).rejects.toMatchObject({
      code: 'ERR_TOPIC_RECREATED',
      message: expect.stringMatching(/later timestamp than the adoption of \[0, 99\]/),
    })
  })

  test('is forgotten as any other range', async () => {
    await adopt('undone', 100)
    await maintain({ action: 'forget', topic: 'undone', confirm: 'undone' })

    expect(await maintain({ action: 'coverage', topic: 'undone' })).toMatchObject({
      coverage: [{ ranges: 0, adopted: 0, highOffset: -1 }],
    })
    expect(await adopt('undone', 10)).toMatchObject({ adopted: [state('new', 0, 9)] })
  })
})

test('the metadata table of the connector is no ledger: it is refused, with the way out', async () => {
  await database.query(
    'CREATE TABLE connector_metadata (id VARCHAR(255) PRIMARY KEY, count INT NOT NULL, createdAt TIMESTAMP DEFAULT NOW())',
  )
  const mistaken = startMaintenance(database, {
    environment: { SINK_METADATA_TABLE: 'connector_metadata' },
  })
  for (const confirm of ['a', 'no']) {
    await expect(
      mistaken({ action: 'adopt', topic: 'a', offsets: { 0: 1 }, metadataTable: null, confirm }),
    ).rejects.toMatchObject({
      code: 'ERR_LEDGER_FOREIGN',
      message: expect.stringMatching(/Stop the connector, rename its table.*from-the-connector/s),
    })
  }
})
