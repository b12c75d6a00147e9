import { afterEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { kafkaEvent, type RecordSpec } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

afterEach(() => database.faults.clear())

function json(offset: number, key: unknown, value: unknown): RecordSpec {
  const text = (of: unknown) => (of === null ? null : JSON.stringify(of))
  return { offset, key: text(key), value: text(value) }
}

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map(({ id }) => Number(id))

const lettersOf = async (topic: string) =>
  (
    await database.query(
      `SELECT \`partition\`, \`offset\` FROM kafka_dead_letters WHERE topic = '${topic}' ORDER BY \`partition\`, \`offset\``,
    )
  ).map((row) => `${row.partition}:${row.offset}`)

describe.each([
  ['streamed', {}],
  ['gathered', { SINK_TRUNCATE_ENABLED: 'true' }],
])('a row %s under a filter that collides with one of another partition', (way, environment) => {
  const options = { ...environment, SINK_FILTER: "name <> 'x'" }

  function event(table: string) {
    return kafkaEvent({
      [table]: {
        0: [json(0, null, { id: 1, name: 'a' }), json(1, null, { id: 1, name: 'x' })],
        1: [json(0, null, { id: 2, name: 'b' }), json(1, null, { id: 1, name: 'c' })],
      },
    })
  }

  test('is kept as a dead letter, and the others are written', async () => {
    const table = `${way}_all`
    await database.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, name TEXT)`)
    const container = startContainer(database, { ...options, SINK_ERRORS_TOLERANCE: 'all' })
    const { totals } = await container.deliver(event(table))
    expect(totals).toMatchObject({ written: 2, filtered: 1, deadLettered: 1 })
    expect(await ids(table)).toEqual([1, 2])
    expect(await lettersOf(table)).toEqual(['1:1'])
  })

  test('stops its partition, and no other', async () => {
    const table = `${way}_none`
    await database.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, name TEXT)`)
    const { faults } = await startContainer(database, options).accept(event(table))
    expect(faults).toMatchObject([{ topic: table, partition: 1, offset: 1 }])
    expect(await ids(table)).toEqual([1, 2])
  })
})

const CHANGES = { SINK_UPSERT: 'true', SINK_DELETE_ENABLED: 'true' }

describe('of a hot key with many refused writes', () => {
  const records = 1_000
  const bad = 400

  function hot(table: string, versioned: boolean) {
    const write = (offset: number) => {
      const name = offset >= records - bad ? 'too long' : 'ok'
      return json(offset, { id: 1 }, { id: 1, name, v: versioned ? offset : 0 })
    }
    return kafkaEvent({ [table]: { 0: Array.from({ length: records }, (_, at) => write(at)) } })
  }

  test.each([
    ['the last', {}],
    ['the newest', { SINK_VERSION_COLUMN: 'v' }],
  ])('%s good one is written, and one diagnosis finds all behind it', async (name, version) => {
    const table = `hot_${name.replace(' ', '_')}`
    await database.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, name VARCHAR(5), v INT)`)
    const container = startContainer(database, {
      ...CHANGES,
      ...version,
      SINK_ERRORS_TOLERANCE: 'all',
    })
    const before = database.statements.all.length
    const { totals } = await container.deliver(hot(table, 'SINK_VERSION_COLUMN' in version))
    expect(totals).toMatchObject({ written: records - bad, deadLettered: bad })
    expect(await ids(table)).toEqual([1])
    const statements = database.statements.all.slice(before).map(({ sql }) => sql)
    expect(statements.filter((sql) => sql.startsWith('INSERT INTO `kafka_connect'))).toHaveLength(3)
    // BEGIN, LOAD DATA and ROLLBACK for each of them, and a third more for the parts they are found in.
    expect(statements.length).toBeLessThan(4 * bad + 200)
  })

  test('the first stops the partition after a few trials, where none is tolerated', async () => {
    await database.query('CREATE TABLE hot_none (id INT PRIMARY KEY, name VARCHAR(5), v INT)')
    const before = database.statements.all.length
    const { faults } = await startContainer(database, CHANGES).accept(hot('hot_none', false))
    expect(faults).toMatchObject([{ partition: 0, offset: records - bad }])
    expect(database.statements.all.length - before).toBeLessThan(150)
    expect(await ids('hot_none')).toEqual([1])
  })
})

test('refused writes that a good one takes the place of are nobody’s business', async () => {
  await database.query('CREATE TABLE overtaken (id INT PRIMARY KEY, name VARCHAR(5))')
  const container = startContainer(database, { ...CHANGES, SINK_ERRORS_TOLERANCE: 'all' })
  const names = ['too long', 'too long', 'fine', 'too long', 'too long']
  const writes = names.map((name, offset) => json(offset, { id: 1 }, { id: 1, name }))
  const { totals } = await container.deliver(kafkaEvent({ overtaken: { 0: writes } }))
  expect(totals).toMatchObject({ written: 3, deadLettered: 2 })
  expect(await lettersOf('overtaken')).toEqual(['0:3', '0:4'])
  expect(await database.query('SELECT name FROM overtaken')).toEqual([{ name: 'fine' }])
})

describe('a delete that the server refuses', () => {
  const event = (table: string) =>
    kafkaEvent({
      [table]: {
        0: [
          json(0, { id: 1 }, { id: 1, name: 'a' }),
          json(1, { id: 4711 }, null),
          json(2, { id: 2 }, { id: 2, name: 'b' }),
        ],
      },
    })

  function refuse(table: string) {
    database.faults.inject({
      match: new RegExp(`^DELETE FROM \`${table}\`.*4711`),
      moment: 'before',
      times: 100,
      action: {
        kind: 'error',
        errno: 1292,
        sqlState: '22007',
        message: "Truncated incorrect DOUBLE value: '4711'",
      },
    })
  }

  test('is the fault of its record, told with the table and the statement', async () => {
    await database.query('CREATE TABLE undeletable (id INT PRIMARY KEY, name TEXT)')
    refuse('undeletable')
    const { faults } = await startContainer(database, CHANGES).accept(event('undeletable'))
    expect(faults).toMatchObject([{ partition: 0, offset: 1 }])
    expect(faults[0]?.error.message).toMatch(
      /^(?!.*4711).*"undeletable".*While deleting from "undeletable": error 1292/,
    )
    expect(await ids('undeletable')).toEqual([1])
  })

  test('is kept as a dead letter, and the rest is done', async () => {
    await database.query('CREATE TABLE undeleted (id INT PRIMARY KEY, name TEXT)')
    refuse('undeleted')
    const container = startContainer(database, { ...CHANGES, SINK_ERRORS_TOLERANCE: 'all' })
    const { totals } = await container.deliver(event('undeleted'))
    expect(totals).toMatchObject({ written: 2, deadLettered: 1 })
    expect(await ids('undeleted')).toEqual([1, 2])
    expect(await lettersOf('undeleted')).toEqual(['0:1'])
  })
})

test('a key that the character set of its column cannot hold is bad alone, deleted or written', async () => {
  await database.query(
    'CREATE TABLE narrow (id VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_general_ci PRIMARY KEY, v INT)',
  )
  const container = startContainer(database, { ...CHANGES, SINK_ERRORS_TOLERANCE: 'all' })
  const records = [
    json(0, { id: 'a' }, { id: 'a', v: 1 }),
    json(1, { id: '😀' }, null),
    json(2, { id: 'x😀' }, { id: 'x😀', v: 1 }),
    json(3, { id: 'ł' }, { id: 'ł', v: 1 }),
  ]
  const { totals } = await container.deliver(kafkaEvent({ narrow: { 0: records } }))
  expect(totals).toMatchObject({ written: 2, deadLettered: 2 })
  expect(await lettersOf('narrow')).toEqual(['0:1', '0:2'])
})

test.each([/^DELETE FROM `hushed`/, /^SELECT .* FROM `hushed`/])(
  'an error of the server that repeats the keys of %s tells its number alone',
  async (match) => {
    await database.query(
      'CREATE TABLE IF NOT EXISTS hushed (id VARCHAR(20) PRIMARY KEY, version INT)',
    )
    const message = 'Whatever is hush hush'
    database.faults.inject({
      match,
      moment: 'before',
      action: { kind: 'error', errno: 1105, message },
    })
    const container = startContainer(database, { ...CHANGES, SINK_VERSION_COLUMN: 'version' })
    const record = json(0, { id: 'hush' }, { id: 'hush', version: 1 })
    const delivery = container.deliver(kafkaEvent({ hushed: { 0: [record] } }))
    await expect(delivery).rejects.toMatchObject({
      message: expect.stringMatching(/^(?!.*hush hush).*"hushed": error 1105/),
    })
  },
)
