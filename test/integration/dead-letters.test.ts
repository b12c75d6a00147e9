import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int32', name: 'string' })
const good = (offset: number): RecordSpec => ({
  offset,
  value: envelope(schema, { id: offset, name: 'ok' }),
})
const TOLERANT = { SINK_ERRORS_TOLERANCE: 'all' }

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

const letters = async (topic: string) =>
  await database.query(
    `SELECT * FROM kafka_dead_letters WHERE topic = '${topic}' ORDER BY \`partition\`, \`offset\``,
  )

const ledger = async (topic: string) =>
  await database.query(
    `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY sequence`,
  )

test('a bad record is kept with its bytes in the transaction of its neighbours, whatever it failed at', async () => {
  await database.query(
    'CREATE TABLE tolerant (id INT, name VARCHAR(5), SHARD KEY (id), UNIQUE KEY u (id))',
  )
  const undecodable = '{"not\u0000": json'
  const event = kafkaEvent({
    tolerant: {
      0: [
        good(0),
        { offset: 1, value: undecodable, key: 'k\u0000ey', timestamp: 77 },
        { offset: 2, value: envelope(schema, { id: 'x', name: 'x' }) },
        { offset: 3, value: envelope(schema, { id: 3, name: 'much too long' }) },
        { offset: 4, value: envelope(schema, { id: 0, name: 'twin' }) },
        good(5),
        { offset: 6, value: null },
      ],
    },
  })

  const { totals, failure } = await startContainer(database, TOLERANT).deliver(event)

  expect(failure).toBeNull()
  expect(totals).toMatchObject({ delivered: 7, written: 2, filtered: 1, deadLettered: 4, held: 0 })
  expect(await ids('tolerant')).toEqual([0, 5])
  expect(await ledger('tolerant')).toEqual([
    { records: '7', count: '2', filtered: '1', deadLettered: '4' },
  ])
  const kept = await letters('tolerant')
  expect(kept.map((row) => [row.offset, row.errorCode, row.stage])).toEqual([
    ['1', 'ERR_RECORD_UNDECODABLE', 'decode'],
    ['2', 'ERR_RECORD_UNDECODABLE', 'decode'],
    ['3', 'ERR_RECORD_REFUSED', 'load'],
    ['4', 'ERR_RECORD_REFUSED', 'load'],
  ])
  expect(kept[0]).toMatchObject({
    sink: 'test',
    partition: '0',
    sequence: '1',
    timestamp: '77',
    key: `0x${Buffer.from('k\u0000ey').toString('hex').toUpperCase()}`,
    value: `0x${Buffer.from(undecodable).toString('hex').toUpperCase()}`,
    headers: '[]',
  })
  expect(JSON.stringify(kept.map((row) => row.errorMessage))).not.toContain('much too long')
})

test('a redelivery buries nothing twice', async () => {
  const event = kafkaEvent({ again: { 0: [good(0), { offset: 1, value: 'bad' }] } })
  await startContainer(database, TOLERANT).deliver(event)

  const { totals } = await startContainer(database, TOLERANT).deliver(event)

  expect(totals).toMatchObject({ repeated: 2, deadLettered: 0 })
  expect(await letters('again')).toHaveLength(1)
})

test('of records that collide only with each other the later is the bad one', async () => {
  await database.query('CREATE TABLE twins (id INT, name TEXT, SHARD KEY (id), UNIQUE KEY u (id))')
  const records = Array.from({ length: 60 }, (_, offset) => ({
    ...good(offset % 55),
    offset,
  }))

  const { totals } = await startContainer(database, TOLERANT).deliver(
    kafkaEvent({ twins: { 0: records } }),
  )

  expect(totals).toMatchObject({ written: 55, deadLettered: 5 })
  expect((await letters('twins')).map((row) => Number(row.offset))).toEqual([55, 56, 57, 58, 59])
})

test('where most of a batch is bad, nothing is dead-lettered: the fault is systemic', async () => {
  await database.query('CREATE TABLE broken (id INT, name VARCHAR(1))')
  const event = kafkaEvent({
    broken: { 0: Array.from({ length: 40 }, (_, offset) => good(offset)) },
    healthy: { 0: [good(0)] },
  })

  await expect(startContainer(database, TOLERANT).deliver(event)).rejects.toMatchObject({
    code: 'ERR_TOO_MANY_BAD',
    coordinates: { topic: 'broken' },
  })

  expect(await letters('broken')).toEqual([])
  expect(await ids('broken')).toEqual([])
  expect(await ids('healthy')).toEqual([0])
})

test('a batch of one bad record is no systemic fault', async () => {
  const { totals } = await startContainer(database, TOLERANT).deliver(
    kafkaEvent({ lonely: { 0: [{ offset: 0, value: 'bad' }] } }),
  )

  expect(totals).toMatchObject({ deadLettered: 1, written: 0 })
  expect(await ledger('lonely')).toEqual([
    { records: '1', count: '0', filtered: '0', deadLettered: '1' },
  ])
})

test('the dead-letter table has the name it is given, and takes no records of a topic', async () => {
  const named = { ...TOLERANT, SINK_DEAD_LETTER_TABLE: 'morgue' }
  await startContainer(database, named).deliver(
    kafkaEvent({ renamed: { 0: [{ offset: 0, value: 'bad' }] } }),
  )

  expect(await database.query('SELECT topic FROM morgue')).toEqual([{ topic: 'renamed' }])
  await expect(
    startContainer(database, named).deliver(kafkaEvent({ morgue: { 0: [good(0)] } })),
  ).rejects.toMatchObject({ code: 'ERR_CONFIG' })
})

test('headers are kept in their order with their bytes', async () => {
  const event = kafkaEvent({ headed: { 0: [{ offset: 0, value: 'bad' }] } }) as {
    records: Record<string, { headers: unknown }[]>
  }
  const [record] = event.records['headed-0'] ?? []
  if (record !== undefined) record.headers = [{ a: [-61, -85, 0] }, { b: null }, { a: [] }]

  await startContainer(database, TOLERANT).deliver(event)

  const [letter] = await letters('headed')
  expect(JSON.parse(letter?.headers ?? '')).toEqual([
    { name: 'a', value: Buffer.from([195, 171, 0]).toString('base64') },
    { name: 'b', value: null },
    { name: 'a', value: '' },
  ])
})

test('with the ledger off a letter that comes again is written over', async () => {
  const container = startContainer(database, { ...TOLERANT, SINK_METADATA_ALLOW: 'false' })
  const event = kafkaEvent({ careless: { 0: [{ offset: 0, value: 'bad' }] } })
  await container.deliver(event)
  await container.deliver(event)

  expect(await letters('careless')).toHaveLength(1)
})

test('a warm container gathers nothing from the loads that the server refuses', async () => {
  const warnings: string[] = []
  const listen = (warning: Error) => warnings.push(warning.name)
  process.on('warning', listen)
  await database.query('CREATE TABLE leaky (id INT, name VARCHAR(1))')
  const container = startContainer(database, TOLERANT)
  for (let offset = 0; offset < 15; offset += 1) {
    await container.deliver(kafkaEvent({ leaky: { 0: [good(offset)] } }))
  }
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listen)

  expect(warnings).toEqual([])
  expect(await letters('leaky')).toHaveLength(15)
})
