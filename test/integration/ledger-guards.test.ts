import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createLedger } from '../../lib/singlestore/dialect/ledger-table.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const record = (offset: number, timestamp = 1_000 + offset) => ({
  offset,
  timestamp,
  value: envelope(schema, { id: offset }),
})
const count = async (table: string) =>
  Number((await database.query(`SELECT COUNT(*) AS n FROM \`${table}\``))[0]?.n)

test('the records of a recreated topic are not taken for repetitions', async () => {
  const container = startContainer(database)
  await container.deliver(
    kafkaEvent({ reborn: { 0: [0, 1, 2, 3].map((offset) => record(offset)) } }),
  )

  for (const offset of [0, 1, 3]) {
    await expect(
      container.deliver(kafkaEvent({ reborn: { 0: [record(offset, 99_000)] } })),
    ).rejects.toMatchObject({
      code: 'ERR_TOPIC_RECREATED',
      coordinates: { topic: 'reborn', partition: 0, offset },
      message: expect.stringContaining('SINK_NAME'),
    })
  }
  expect(await count('reborn')).toBe(4)
})

test('a committed range that is delivered with more records than were written is no repetition', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ hidden: { 0: [record(0), record(9)] } }))

  await expect(
    container.deliver(kafkaEvent({ hidden: { 0: [record(0), record(5), record(9)] } })),
  ).rejects.toMatchObject({ code: 'ERR_RECORDS_UNDELIVERED' })
  expect(await count('hidden')).toBe(2)
})

test('two sinks with their own names never suppress each other; names and topics tell case apart', async () => {
  const event = kafkaEvent({ shared: { 0: [record(0)] } })
  for (const name of ['one', 'two', 'One']) {
    const { totals } = await startContainer(database, { SINK_NAME: name }).deliver(event)
    expect(totals.written).toBe(1)
  }
  await startContainer(database).deliver(kafkaEvent({ Case: { 0: [record(0)] } }))
  const other = await startContainer(database, { SINK_TABLE_NAMES: 'case=lower' }).deliver(
    kafkaEvent({ case: { 0: [record(0)] } }),
  )

  expect(await count('shared')).toBe(3)
  expect(other.totals.written).toBe(1)
})

test("the Java connector's metadata table is recognised and refused", async () => {
  await database.query(
    'CREATE TABLE connector_metadata (id VARCHAR(255) PRIMARY KEY, count INT NOT NULL, createdAt TIMESTAMP DEFAULT NOW())',
  )

  const delivery = startContainer(database, { SINK_METADATA_TABLE: 'connector_metadata' }).deliver(
    kafkaEvent({ migrating: { 0: [record(0)] } }),
  )

  await expect(delivery).rejects.toMatchObject({
    code: 'ERR_LEDGER_FOREIGN',
    message: expect.stringMatching(/Java connector.*SINK_METADATA_TABLE/s),
  })
})

/** The statements of the guide. */
function rebuilding(): readonly string[] {
  const guide = readFileSync(new URL('../../docs/exactly-once.md', import.meta.url), 'utf8')
  const [, sql = ''] = /restored as a copy[\s\S]*?```sql\n([\s\S]*?)```/.exec(guide) ?? []
  const statements = sql.replace(/^--.*\n/gm, '').split(/;\n/)
  expect(statements.slice(0, -1)).toHaveLength(4)
  return statements.slice(0, -1)
}

describe('a copied ledger, in which claims cannot collide, is refused before anything is written', () => {
  const ledger = (name: string, collation: string, key: string) =>
    createLedger(name)
      .replaceAll('utf8mb4_bin', collation)
      .replace(/ {2}PRIMARY KEY [^\n]*\n/, key)

  test.each([
    ['without any key', 'utf8mb4_bin', ''],
    [
      'with a key of fewer columns',
      'utf8mb4_bin',
      '  PRIMARY KEY (`sink`, `topic`, `partition`, `id`),\n',
    ],
    [
      'that takes names for each other',
      'utf8mb4_general_ci',
      '  PRIMARY KEY (`sink`, `topic`, `partition`, `sequence`),\n',
    ],
  ])('%s', async (what, collation, key) => {
    const name = `copied_${what.length}`
    await database.query(ledger(name, collation, key))

    const container = startContainer(database, { SINK_METADATA_TABLE: name })
    const topic = `into_${name}`
    await expect(
      container.deliver(kafkaEvent({ [topic]: { 0: [record(0)] } })),
    ).rejects.toMatchObject({
      code: 'ERR_LEDGER_FOREIGN',
      message: expect.stringMatching(/Stop the sink, make a second ledger/),
    })
    await expect(count(topic)).rejects.toThrow()
    expect(await count(name)).toBe(0)
  })

  test('and is taken once its rows are in a table with the key', async () => {
    await startContainer(database).deliver(kafkaEvent({ saved: { 0: [record(0)] } }))
    const name = 'kafka_connect_transaction_metadata'
    await database.query(`ALTER TABLE ${name} RENAME TO original`)
    await database.query(ledger(name, 'utf8mb4_bin', ''))
    await database.query(`INSERT INTO ${name} SELECT * FROM original`)
    await database.query(createLedger('ledger_rebuilt'))
    for (const statement of rebuilding()) await database.query(statement)

    const container = startContainer(database)
    const { totals } = await container.deliver(kafkaEvent({ saved: { 0: [record(0), record(1)] } }))
    expect(totals).toMatchObject({ repeated: 1, written: 1 })
  })
})

test('records are never written into the ledger itself', async () => {
  const delivery = startContainer(database).deliver(
    kafkaEvent({ kafka_connect_transaction_metadata: { 0: [record(0)] } }),
  )

  await expect(delivery).rejects.toMatchObject({ code: 'ERR_CONFIG' })
})

test('with the ledger off, every delivery is written, and it is said at cold start', async () => {
  const container = startContainer(database, { SINK_METADATA_ALLOW: 'false' })
  const event = kafkaEvent({ unguarded: { 0: [record(0)] } })
  await container.deliver(event)
  await container.deliver(event)

  expect(await count('unguarded')).toBe(2)
  expect(container.warnings).toEqual([expect.stringContaining('at least once')])
})

test('several topics, partitions and tables are one transaction, with a ledger row for each topic-partition', async () => {
  const container = startContainer(database)
  const event = kafkaEvent({
    alpha: { 0: [record(0), record(1)], 1: [record(5)] },
    beta: { 0: [record(3)] },
  })
  database.statements.clear()

  await container.deliver(event)

  const said = database.statements.all.map(({ sql }) => sql)
  expect(said.filter((sql) => sql === 'BEGIN')).toHaveLength(1)
  expect(said.filter((sql) => sql.startsWith('LOAD DATA'))).toHaveLength(2)
  const rows = await database.query(
    "SELECT * FROM kafka_connect_transaction_metadata WHERE topic IN ('alpha', 'beta') ORDER BY topic, `partition`",
  )
  expect(rows).toEqual([
    expect.objectContaining({
      id: 'alpha-0-0',
      sink: 'test',
      sequence: '1',
      firstOffset: '0',
      lastOffset: '1',
      records: '2',
      count: '2',
      filtered: '0',
      deadLettered: '0',
      firstTimestamp: '1000',
      lastTimestamp: '1001',
      minTimestamp: '1000',
      maxTimestamp: '1001',
      highOffset: '1',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
    }),
    expect.objectContaining({ id: 'alpha-1-5', firstOffset: '5', lastOffset: '5' }),
    expect.objectContaining({ id: 'beta-0-3', firstOffset: '3', highOffset: '3' }),
  ])
})

test('a late half below the highest committed offset is written, and is not swallowed', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ halves: { 0: [record(10), record(11)] } }))
  const { totals } = await container.deliver(
    kafkaEvent({ halves: { 0: [record(8), record(9), record(10)] } }),
  )

  expect(totals).toMatchObject({ written: 2, repeated: 1 })
  expect(await count('halves')).toBe(4)
})
