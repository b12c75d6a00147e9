import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int32', name: 'string' })
const good = (offset: number) => ({ offset, value: envelope(schema, { id: offset, name: 'ok' }) })
const SECRET = 'ann@example.org'

async function failure(
  promise: Promise<unknown>,
): Promise<Error & { code: string; coordinates: object }> {
  return promise.then(
    () => expect.unreachable('it was delivered'),
    (error) => error,
  )
}

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

test.each([
  ['that is no JSON', `{"id": ${SECRET}`],
  ['whose payload does not fit its schema', envelope(schema, { id: SECRET, name: 'x' })],
  ['whose schema names an unknown type', '{"schema":{"type":"int128"},"payload":1}'],
  ['out of range', envelope(schema, { id: 2 ** 40, name: 'x' })],
])('what precedes a record %s commits, then its coordinates are thrown', async (name, value) => {
  const topic = `bad_${name.replaceAll(/\W/g, '_')}`
  const container = startContainer(database)
  const event = kafkaEvent({
    [topic]: { 0: [good(0), good(1), { offset: 2, value }, good(3)], 1: [good(10), good(11)] },
  })

  const error = await failure(container.deliver(event))

  expect(error.code).toMatch(/^ERR_RECORD_/)
  expect(error.coordinates).toMatchObject({ topic, partition: 0, offset: 2 })
  expect(error.message).toContain(`${topic}-0 offset 2`)
  expect(error.message).not.toContain(SECRET)
  expect(await ids(topic)).toEqual([0, 1, 10, 11])
  const again = await failure(container.deliver(event))
  expect(again.coordinates).toEqual(error.coordinates)
  expect(await ids(topic)).toEqual([0, 1, 10, 11])
})

test.each(['a ', '', 'n'.repeat(257), 'n\0'])(
  'a record with a field whose name no column can have is bad alone: %j',
  async (name) => {
    const topics = ['named', 'unnamed'].map(
      (topic) => `${topic}_${name.length}_${name.codePointAt(1)}`,
    )
    const odd = envelope(structSchema({ id: 'int32', [name]: 'string' }), { id: 1, [name]: SECRET })
    const rows = [good(0), { offset: 1, value: odd }, good(2)]
    await database.query(`CREATE TABLE ${topics[0]} (id INT, name TEXT)`)
    for (const evolution of ['none', 'add']) {
      const environment = {
        SINK_NAME: evolution,
        SINK_ERRORS_TOLERANCE: 'all',
        SINK_SCHEMA_EVOLUTION: evolution,
      }
      const { totals } = await startContainer(database, environment).deliver(
        kafkaEvent(Object.fromEntries(topics.map((topic) => [topic, { 0: rows }]))),
      )
      expect(totals).toMatchObject({ written: 4, deadLettered: 2 })
    }
    const letters = await database.query(
      `SELECT errorCode, errorMessage FROM kafka_dead_letters WHERE topic IN ('${topics.join("','")}')`,
    )
    expect(letters).toHaveLength(4)
    for (const { errorCode, errorMessage } of letters) {
      expect(errorCode).toBe('ERR_RECORD_UNMAPPABLE')
      expect(errorMessage).toMatch(/The name of the field .* no column of table "/)
      expect(errorMessage).not.toContain(SECRET)
    }
  },
)

test('a bad record of each partition is found in one pass, and all that precedes them commits', async () => {
  const bad = (offset: number) => ({ offset, value: envelope(schema, { id: 'x', name: 'x' }) })
  const event = kafkaEvent({
    spread: { 0: [good(0), bad(1)], 1: [good(10), bad(11)], 2: [bad(20), good(21)] },
  })

  const error = await failure(startContainer(database).deliver(event))

  expect(error.message).toContain('spread-')
  expect(await ids('spread')).toEqual([0, 10])
  const ranges = await database.query(
    "SELECT `partition`, firstOffset, lastOffset FROM kafka_connect_transaction_metadata WHERE topic = 'spread' ORDER BY `partition`",
  )
  expect(ranges).toEqual([
    { partition: '0', firstOffset: '0', lastOffset: '0' },
    { partition: '1', firstOffset: '10', lastOffset: '10' },
  ])
})

test.each([0, 1])('a value that is no base64 fails the whole event: record %d', async (at) => {
  const event = kafkaEvent({ damaged: { 0: [good(0), good(1)] } }) as {
    records: Record<string, { value: string }[]>
  }
  const record = event.records['damaged-0']?.[at]
  if (record !== undefined) record.value = '####'

  const error = await failure(startContainer(database).deliver(event))

  expect(error.code).toBe('ERR_EVENT_INVALID')
  expect(error.message).toContain(`damaged-0 offset ${at}: value is not base64`)
  const tables = await database.query("SHOW TABLES LIKE 'damaged'")
  expect(tables).toEqual([])
})

test('a record the database refuses is found; what precedes it commits, and its value is never named', async () => {
  await database.query('CREATE TABLE narrow (id INT, name VARCHAR(5))')
  const event = kafkaEvent({
    narrow: {
      0: [good(0), { offset: 1, value: envelope(schema, { id: 1, name: SECRET }) }, good(2)],
      1: [good(7)],
    },
  })

  const error = await failure(startContainer(database).deliver(event))

  expect(error.code).toBe('ERR_RECORD_REFUSED')
  expect(error.coordinates).toMatchObject({
    topic: 'narrow',
    partition: 0,
    offset: 1,
    table: 'narrow',
  })
  expect(error.message).toMatch(/narrow-0 offset 1.*table "narrow".*too long/)
  expect(error.message).not.toContain(SECRET)
  expect(String((error.cause as Error).message)).not.toContain(SECRET)
  expect(await ids('narrow')).toEqual([0, 7])
  const claims = await database.query(
    "SELECT firstOffset, lastOffset FROM kafka_connect_transaction_metadata WHERE topic = 'narrow' ORDER BY `partition`",
  )
  expect(claims).toEqual([
    { firstOffset: '0', lastOffset: '0' },
    { firstOffset: '7', lastOffset: '7' },
  ])
})

test('a duplicate key is refused: the sink inserts, it does not overwrite, and the later record is the bad one', async () => {
  await database.query(
    'CREATE TABLE uniques (id INT, name TEXT, SHARD KEY (id), UNIQUE KEY u (id))',
  )
  const event = kafkaEvent({ uniques: { 0: [good(1), { ...good(1), offset: 2 }, good(3)] } })

  const error = await failure(startContainer(database).deliver(event))

  expect(error.message).toContain('a duplicate key (u)')
  expect(error.coordinates).toMatchObject({ offset: 2 })
  expect(await ids('uniques')).toEqual([1])
})

test('a field without a column is refused by name', async () => {
  await database.query('CREATE TABLE lacking (id INT)')

  const error = await failure(
    startContainer(database).deliver(kafkaEvent({ lacking: { 0: [good(0)] } })),
  )

  expect(error.code).toBe('ERR_COLUMN_MISSING')
  expect(error.message).toContain('"name"')
})

test('a table that changed under a warm container is read again', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ changing: { 0: [good(0)] } }))
  const wider = structSchema({ id: 'int32', name: 'string', more: 'int32' })
  await database.query('ALTER TABLE changing ADD COLUMN more INT')

  await container.deliver(
    kafkaEvent({
      changing: { 0: [{ offset: 1, value: envelope(wider, { id: 1, name: 'x', more: 5 }) }] },
    }),
  )

  expect(await database.query('SELECT more FROM changing WHERE id = 1')).toEqual([{ more: '5' }])
  await database.query('DROP TABLE changing')
  await container.deliver(kafkaEvent({ changing: { 0: [good(2)] } }))
  expect(await ids('changing')).toEqual([2])
})

test('deletes write nothing, count as filtered, and are warned of once', async () => {
  const container = startContainer(database)
  const event = kafkaEvent({
    deletes: {
      0: [good(0), { offset: 1, value: null }, { offset: 2, value: envelope(schema, null) }],
    },
  })

  const { totals } = await container.deliver(event)
  await container.deliver(kafkaEvent({ deletes: { 0: [{ offset: 3, value: null }] } }))

  expect(totals).toMatchObject({ delivered: 3, written: 1, filtered: 2 })
  expect(container.warnings).toHaveLength(1)
  const ranges = await database.query(
    "SELECT records, `count`, filtered FROM kafka_connect_transaction_metadata WHERE topic = 'deletes' ORDER BY sequence",
  )
  expect(ranges).toEqual([
    { records: '3', count: '1', filtered: '2' },
    { records: '1', count: '0', filtered: '1' },
  ])
})
