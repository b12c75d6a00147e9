import { afterEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const UPSERT = { SINK_UPSERT: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }
const VERSIONED = { ...UPSERT, SINK_VERSION_COLUMN: 'version' }

const required = { type: 'int32', optional: false }
const schema = structSchema({ id: required, name: 'string', version: 'int64' })
const row = (offset: number, id: number, name: string | null, version: number | null = null) => ({
  offset,
  value: envelope(schema, { id, name, version }),
})

const rowsOf = async (table: string, columns = 'id, name') =>
  (await database.query(`SELECT ${columns} FROM \`${table}\` ORDER BY 1, 2`)).map((found) =>
    Object.values(found).join(' '),
  )

const ledgerOf = async (topic: string) =>
  await database.query(
    `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY \`partition\`, sequence`,
  )

const whole = (records: number) => ({
  records: String(records),
  count: String(records),
  filtered: '0',
  deadLettered: '0',
})

afterEach(() => {
  database.faults.clear()
})

test('a record replaces the whole row of its key, in later batches and in its own', async () => {
  const container = startContainer(database, UPSERT)

  const first = await container.deliver(
    kafkaEvent({ replaced: { 0: [row(0, 1, 'a', 5), row(1, 2, 'b'), row(2, 1, 'c', 6)] } }),
  )
  expect(first.totals).toMatchObject({ delivered: 3, written: 3, filtered: 0 })
  expect(await rowsOf('replaced', 'id, name, version')).toEqual(['1 c 6', '2 b '])

  const { totals } = await container.deliver(
    kafkaEvent({ replaced: { 0: [row(3, 1, null)], 1: [row(0, 3, 'd'), row(1, 3, 'e')] } }),
  )
  expect(totals).toMatchObject({ delivered: 3, written: 3, filtered: 0 })
  expect(await rowsOf('replaced', 'id, name, version')).toEqual(['1  ', '2 b ', '3 e '])
  expect(await ledgerOf('replaced')).toEqual([whole(3), whole(1), whole(2)])
})

test('what is delivered again is repeated, and an older delivery writes over nothing', async () => {
  const container = startContainer(database, UPSERT)
  const event = kafkaEvent({ again: { 0: [row(0, 1, 'old'), row(1, 2, 'b')] } })
  await container.deliver(event)
  await container.deliver(kafkaEvent({ again: { 0: [row(2, 1, 'new')] } }))

  const { totals } = await startContainer(database, UPSERT).deliver(event)

  expect(totals).toMatchObject({ delivered: 2, repeated: 2, written: 0 })
  expect(await rowsOf('again')).toEqual(['1 new', '2 b'])
})

test('keys that nothing reads may hold anything: rows bring their own', async () => {
  const container = startContainer(database, UPSERT)
  const key = Buffer.from('user-1').toString('base64')
  const records = [row(0, 1, 'a'), row(1, 1, 'b')].map((record) => ({ ...record, key }))

  const { totals } = await container.deliver(kafkaEvent({ text_keys: { 0: records } }))

  expect(totals).toMatchObject({ delivered: 2, written: 2 })
  expect(await rowsOf('text_keys')).toEqual(['1 b'])
})

describe('the key of a row', () => {
  test('is the primary key that the table has, of several columns', async () => {
    await database.query(
      'CREATE TABLE paired (name VARCHAR(9) NOT NULL, id INT NOT NULL, version BIGINT, PRIMARY KEY (id, name))',
    )
    await startContainer(database, { SINK_UPSERT: 'true' }).deliver(
      kafkaEvent({ paired: { 0: [row(0, 1, 'a', 1), row(1, 1, 'b', 2), row(2, 1, 'a', 3)] } }),
    )
    expect(await rowsOf('paired', 'id, name, version')).toEqual(['1 a 3', '1 b 2'])
  })

  test('is a unique one where there is no primary', async () => {
    await database.query(
      'CREATE TABLE uniquely (id INT, name LONGTEXT, version BIGINT, SHARD KEY (id), UNIQUE KEY u (id))',
    )
    await startContainer(database, { SINK_UPSERT: 'true' }).deliver(
      kafkaEvent({ uniquely: { 0: [row(0, 1, 'a'), row(1, 1, 'b')] } }),
    )
    expect(await rowsOf('uniquely')).toEqual(['1 b'])
  })

  test('is the one that is kept in order: of another unique one a table is warned once', async () => {
    await database.query(
      'CREATE REFERENCE TABLE accounts (id INT PRIMARY KEY, email VARCHAR(20) NOT NULL, UNIQUE KEY (email))',
    )
    const sink = startContainer(database, { SINK_UPSERT: 'true' })
    const account = (offset: number) => ({ offset, value: `{"id":${offset},"email":"e${offset}"}` })
    for (const offset of [0, 1]) {
      await sink.deliver(kafkaEvent({ accounts: { 0: [account(offset)] } }))
      sink.parts.catalog.forget()
    }
    expect(sink.warnings).toEqual([
      expect.stringMatching(
        /^Table "accounts": .* known by the key \(id\), and \(email\) must be unique/,
      ),
    ])
    const adding = startContainer(database)
    await adding.deliver(kafkaEvent({ accounts: { 0: [account(2)] } }))
    expect(adding.warnings).toEqual([])
  })

  test('is made of the members of the record key where the sink creates the table', async () => {
    const keySchema = structSchema({ tenant: required, id: required })
    const value = structSchema({ tenant: required, id: required, name: 'string' })
    const record = (offset: number, tenant: number, id: number, name: string) => ({
      offset,
      key: envelope(keySchema, { tenant, id }),
      value: envelope(value, { tenant, id, name }),
    })
    await startContainer(database, { SINK_UPSERT: 'true' }).deliver(
      kafkaEvent({
        keyed: { 0: [record(0, 1, 1, 'a'), record(1, 2, 1, 'b'), record(2, 1, 1, 'c')] },
      }),
    )
    expect(await rowsOf('keyed', 'tenant, id, name')).toEqual(['1 1 c', '2 1 b'])
  })

  test('is a column that a key without members fills', async () => {
    const value = structSchema({ name: 'string' })
    const record = (offset: number, id: string, name: string) => ({
      offset,
      key: envelope('{"type":"string"}', id),
      value: envelope(value, { name }),
    })
    await startContainer(database, { SINK_UPSERT: 'true', SINK_KEY_COLUMNS: 'code' }).deliver(
      kafkaEvent({ coded: { 0: [record(0, 'x', 'a'), record(1, 'y', 'b'), record(2, 'x', 'c')] } }),
    )
    expect(await rowsOf('coded', 'code, name')).toEqual(['x c', 'y b'])
  })

  test('is missed by name where a table has none', async () => {
    await database.query('CREATE TABLE keyless (id INT, name TEXT, version BIGINT)')
    await expect(
      startContainer(database, { SINK_UPSERT: 'true' }).deliver(
        kafkaEvent({ keyless: { 0: [row(0, 1, 'a')] } }),
      ),
    ).rejects.toThrow(/"keyless".*key/)
  })
})

describe('a version', () => {
  test('guards the row against what is older, in the batch and in the table', async () => {
    const container = startContainer(database, VERSIONED)
    const { totals } = await container.deliver(
      kafkaEvent({ guarded: { 0: [row(0, 1, 'b', 2), row(1, 1, 'a', 1), row(2, 2, 'x', 1)] } }),
    )
    expect(totals).toMatchObject({ written: 2, filtered: 1 })

    const later = await container.deliver(
      kafkaEvent({ guarded: { 0: [row(3, 1, 'a', 1), row(4, 2, 'y', 1), row(5, 3, 'z', 9)] } }),
    )
    expect(later.totals).toMatchObject({ written: 2, filtered: 1 })
    expect(await rowsOf('guarded', 'id, name, version')).toEqual(['1 b 2', '2 y 1', '3 z 9'])
    expect(await ledgerOf('guarded')).toEqual([
      { records: '3', count: '2', filtered: '1', deadLettered: '0' },
      { records: '3', count: '2', filtered: '1', deadLettered: '0' },
    ])
    expect(container.warnings).toEqual([])
  })

  test('that is NULL makes the record a bad one', async () => {
    const outcome = await startContainer(database, VERSIONED).accept(
      kafkaEvent({ unversioned: { 0: [row(0, 1, 'a', 1), row(1, 2, 'b', null)] } }),
    )
    expect(outcome.totals).toMatchObject({ written: 1, held: 1 })
    expect(outcome.failure?.message).toContain('"version"')
  })

  test.each([
    [0, 1],
    [1, 0],
  ])('keeps the newest whatever the order in which letters come back: %i, %i', async (...order) => {
    const topic = `letters_${order.join('')}`
    const tolerant = { ...VERSIONED, SINK_ERRORS_TOLERANCE: 'all' }
    await database.query(
      `CREATE TABLE ${topic} (id INT NOT NULL PRIMARY KEY, name VARCHAR(3), version BIGINT)`,
    )
    const container = startContainer(database, tolerant)
    for (const record of [row(0, 1, 'older', 1), row(1, 1, 'newer', 3), row(2, 1, 'mid', 2)]) {
      await container.deliver(kafkaEvent({ [topic]: { 0: [record] } }))
    }
    expect(await rowsOf(topic, 'id, name, version')).toEqual(['1 mid 2'])
    await database.query(`ALTER TABLE ${topic} ADD COLUMN wide VARCHAR(40)`)
    await database.query(`ALTER TABLE ${topic} DROP COLUMN name`)
    await database.query(`ALTER TABLE ${topic} CHANGE wide name`)

    for (const offset of order) {
      const records = [{ topic, partition: 0, offset }]
      const report = await redrive(container, { records })
      expect(report).toMatchObject(offset === 0 ? { filtered: 1 } : { written: 1 })
    }

    expect(await rowsOf(topic, 'id, name, version')).toEqual(['1 newer 3'])
    expect(await ledgerOf(topic)).toEqual([
      { records: '1', count: '0', filtered: '1', deadLettered: '0' },
      whole(1),
      whole(1),
    ])
  })

  test('is missed by name where the table has no such column', async () => {
    await database.query('CREATE TABLE versionless (id INT NOT NULL PRIMARY KEY, name TEXT)')
    const narrow = structSchema({ id: required, name: 'string' })
    await expect(
      startContainer(database, VERSIONED).deliver(
        kafkaEvent({
          versionless: { 0: [{ offset: 0, value: envelope(narrow, { id: 1, name: 'a' }) }] },
        }),
      ),
    ).rejects.toThrow(/"versionless" has no column "version", which SINK_VERSION_COLUMN names/)
  })
})

test('without a version a letter whose key is taken stays, and writes over nothing', async () => {
  const tolerant = { ...UPSERT, SINK_ERRORS_TOLERANCE: 'all' }
  await database.query(
    'CREATE TABLE taken (id INT NOT NULL PRIMARY KEY, name VARCHAR(3), version BIGINT)',
  )
  const container = startContainer(database, tolerant)
  await container.deliver(kafkaEvent({ taken: { 0: [row(0, 1, 'older'), row(1, 2, 'alone')] } }))
  await container.deliver(kafkaEvent({ taken: { 0: [row(2, 1, 'new')] } }))
  await database.query('ALTER TABLE taken ADD COLUMN wide VARCHAR(40)')
  await database.query('ALTER TABLE taken DROP COLUMN name')
  await database.query('ALTER TABLE taken CHANGE wide name')
  await database.query("UPDATE taken SET name = 'new' WHERE id = 1")

  const report = await redrive(container, { topic: 'taken' })

  expect(report).toMatchObject({ written: 1, stillBad: [{ offset: 0 }] })
  expect(await rowsOf('taken')).toEqual(['1 new', '2 alone'])
})

test('a row that the database refuses is found, and the others replace theirs', async () => {
  await database.query(
    'CREATE TABLE refused (id INT NOT NULL PRIMARY KEY, name VARCHAR(3), version BIGINT)',
  )
  await database.query("INSERT INTO refused VALUES (1, 'old', 0), (2, 'old', 0)")
  const { totals } = await startContainer(database, {
    ...UPSERT,
    SINK_ERRORS_TOLERANCE: 'all',
  }).deliver(
    kafkaEvent({
      refused: {
        0: [row(0, 1, 'too long'), row(1, 2, 'b'), row(2, 3, 'c')],
        1: [row(0, 4, 'too long'), row(1, 4, 'd')],
      },
    }),
  )

  expect(totals).toMatchObject({ delivered: 5, written: 4, deadLettered: 1 })
  expect(await rowsOf('refused')).toEqual(['1 old', '2 b', '3 c', '4 d'])
  expect(await ledgerOf('refused')).toEqual([
    { records: '3', count: '2', filtered: '0', deadLettered: '1' },
    whole(2),
  ])
})

test.each(['before', 'after'] as const)(
  'a COMMIT cut %s it reached the server applies the batch once',
  async (moment) => {
    const topic = `cut_${moment}`
    const container = startContainer(database, VERSIONED)
    await container.deliver(kafkaEvent({ [topic]: { 0: [row(0, 1, 'a', 5)] } }))
    database.faults.inject({ match: /^COMMIT/, moment, action: { kind: 'cut' } })

    const { totals } = await container.deliver(
      kafkaEvent({ [topic]: { 0: [row(1, 1, 'b', 6), row(2, 1, 'c', 4), row(3, 2, 'd', 1)] } }),
    )

    expect(database.faults.fired).toHaveLength(1)
    expect(totals).toMatchObject({ delivered: 3, written: 2, filtered: 1 })
    expect(await rowsOf(topic)).toEqual(['1 b', '2 d'])
    expect((await ledgerOf(topic)).at(-1)).toEqual({
      records: '3',
      count: '2',
      filtered: '1',
      deadLettered: '0',
    })
  },
)

test('two topics in one event go to their tables, each with its own key', async () => {
  const { totals, tables } = await startContainer(database, UPSERT).deliver(
    kafkaEvent({
      left_topic: { 0: [row(0, 1, 'a'), row(1, 1, 'b')] },
      right_topic: { 0: [row(0, 1, 'c')] },
    }),
  )
  expect(totals).toMatchObject({ written: 3 })
  expect(tables.toSorted()).toEqual(['left_topic', 'right_topic'])
  expect([await rowsOf('left_topic'), await rowsOf('right_topic')]).toEqual([['1 b'], ['1 c']])
})

test('what the filter drops replaces nothing', async () => {
  await database.query(
    'CREATE TABLE sieved (id INT NOT NULL PRIMARY KEY, name VARCHAR(9), version BIGINT)',
  )
  await database.query("INSERT INTO sieved VALUES (1, 'old', 0)")
  const { totals } = await startContainer(database, {
    ...UPSERT,
    SINK_FILTER: "name <> 'out'",
  }).deliver(
    kafkaEvent({
      sieved: { 0: [row(0, 2, 'in'), row(1, 1, 'out'), row(2, 2, 'out'), row(3, 3, 'in')] },
    }),
  )

  expect(totals).toMatchObject({ delivered: 4, written: 2, filtered: 2 })
  expect(await rowsOf('sieved')).toEqual(['1 old', '2 in', '3 in'])
})
