import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const required = (type: string) => ({ type, optional: false })

/** Records of one partition, in this order. */
const ordered = (...values: readonly RecordSpec['value'][]): readonly RecordSpec[] =>
  values.map((value, offset) => ({ offset, value }))
const deliver = async (
  topics: Readonly<Record<string, readonly RecordSpec[]>>,
  environment: Readonly<Record<string, string>> = {},
) => {
  const partitioned = Object.entries(topics).map(([topic, records]) => [topic, { 0: records }])
  const container = startContainer(database, environment)
  return (await container.deliver(kafkaEvent(Object.fromEntries(partitioned)))).totals
}

beforeEach(() => {
  database.statements.clear()
})

describe.each(['lossless', 'connector'])('in the profile %s', (profile) => {
  const SINK_TYPE_PROFILE = profile

  test('rows of two topics in one event go each to its table, with all of their fields', async () => {
    const [fruit, tool] = [`fruit_${profile}`, `tool_${profile}`]
    await deliver(
      {
        [fruit]: ordered(
          envelope(structSchema({ id: 'int32', taste: 'string' }), { id: 1, taste: 'sour' }),
        ),
        [tool]: ordered(
          envelope(structSchema({ id: 'int32', weight: 'int32' }), { id: 2, weight: 7 }),
        ),
      },
      { SINK_TYPE_PROFILE },
    )

    expect(await database.query(`SELECT * FROM ${fruit}`)).toEqual([{ id: '1', taste: 'sour' }])
    expect(await database.query(`SELECT * FROM ${tool}`)).toEqual([{ id: '2', weight: '7' }])
  })

  test('each record is written by its own schema, not by the first of its batch', async () => {
    const table = `mixed_${profile}`
    const narrow = structSchema({ id: 'int32', a: 'string' })
    const wide = structSchema({ b: 'string', id: 'int32', a: 'string' })
    const bare = structSchema({ id: 'int32' })
    await database.query(`CREATE TABLE ${table} (id INT, a TEXT, b TEXT)`)
    await deliver(
      {
        [table]: ordered(
          envelope(narrow, { id: 1, a: 'a1' }),
          envelope(wide, { id: 2, a: 'a2', b: 'b2' }),
          envelope(bare, { id: 3 }),
          '{"b":"b4","id":4}',
        ),
      },
      { SINK_TYPE_PROFILE },
    )

    expect(await database.query(`SELECT id, a, b FROM ${table} ORDER BY id`)).toEqual([
      { id: '1', a: 'a1', b: null },
      { id: '2', a: 'a2', b: 'b2' },
      { id: '3', a: null, b: null },
      { id: '4', a: null, b: 'b4' },
    ])
  })

  test('a shard key alone gives each table the sort key of its own first column', async () => {
    const [first, second] = [`sorted_a_${profile}`, `sorted_b_${profile}`]
    const container = startContainer(database, { SINK_TYPE_PROFILE, SINK_TABLE_KEYS: 'SHARD=id' })
    for (const [topic, field] of [
      [first, 'apple'],
      [second, 'banana'],
    ] as const) {
      const schema = structSchema({ [field]: 'int32', id: 'int32' })
      const value = envelope(schema, { [field]: 1, id: 1 })
      await container.deliver(kafkaEvent({ [topic]: { 0: ordered(value) } }))
    }

    const created = database.statements.all
      .map(({ sql }) => sql)
      .filter((sql) => sql.startsWith('CREATE TABLE IF NOT EXISTS `sorted_'))
    expect(created.map((sql) => /(?:SORT KEY|KEY) \((`apple`|`banana`)\)/.exec(sql)?.[1])).toEqual(
      profile === 'connector' ? ['`apple`', '`banana`'] : [undefined, undefined],
    )
    expect(await database.query(`SELECT banana, id FROM ${second}`)).toEqual([
      { banana: '1', id: '1' },
    ])
  })
})

test('a field that the first schema of a batch lacks is named where it has no column, never dropped', async () => {
  const schemas = [{ id: 'int32' }, { id: 'int32', later: 'string' }]
  const values = schemas.map((fields, id) => envelope(structSchema(fields), { id, later: 'x' }))

  await expect(deliver({ unevolved: ordered(...values) })).rejects.toMatchObject({
    code: 'ERR_COLUMN_MISSING',
    coordinates: { topic: 'unevolved', partition: 0, offset: 1, column: 'later' },
  })
})

test('a schema that grows or shrinks in one batch makes its columns where tables evolve', async () => {
  const schemas = [{ id: 'int32' }, { id: 'int32', later: 'string' }, { id: 'int32' }]
  await database.query('CREATE TABLE evolved (id INT)')
  await deliver(
    {
      evolved: ordered(
        ...schemas.map((fields, id) => envelope(structSchema(fields), { id, later: 'x' })),
      ),
    },
    { SINK_PROPERTIES: 'auto.evolve=true' },
  )
  expect(await database.query('SELECT id, later FROM evolved ORDER BY id')).toEqual([
    { id: '0', later: null },
    { id: '1', later: 'x' },
    { id: '2', later: null },
  ])
})

describe('a null value', () => {
  const schema = structSchema({ id: required('int32'), name: 'string' })
  const row = (id: number) => envelope(schema, { id, name: 'ok' })

  test.each([
    ['at the head of a batch', 'head', [null, row(1), row(2)]],
    ['at its head with a schema', 'schema', [envelope(schema, null), row(1), row(2)]],
    ['further on', 'further', [row(1), null, row(2), envelope(schema, null)]],
  ] as const)('%s is counted, and its neighbours are whole rows', async (_, name, values) => {
    for (const [manner, environment] of Object.entries({
      plain: {},
      whitelist: { SINK_FIELDS_WHITELIST: 'id' },
      mapped: { SINK_COLUMN_TO_FIELD: `${name}_mapped.id=id` },
    })) {
      const topic = `${name}_${manner}`
      const totals = await deliver({ [topic]: ordered(...values) }, environment)

      expect(totals).toMatchObject({ written: 2, filtered: values.length - 2 })
      const rest = manner === 'plain' ? { name: 'ok' } : {}
      expect(await database.query(`SELECT * FROM ${topic} ORDER BY id`)).toEqual([
        { id: '1', ...rest },
        { id: '2', ...rest },
      ])
    }
  })

  test('alone in its batch makes no table and is counted', async () => {
    expect(await deliver({ alone: ordered(null) })).toMatchObject({ written: 0, filtered: 1 })
    expect(await database.query("SHOW TABLES LIKE 'alone'")).toEqual([])
  })
})

describe('a load of any size ends', () => {
  const schema = structSchema({ id: 'int32', body: 'string' })

  test.each([
    ['1 MB', 1_000_000],
    ['6 MB', 6_000_000],
  ])('with %s for each of two tables, packed or not', async (size, bytes) => {
    // Hexadecimal digits of chance stay over half of their size, however they are packed.
    const bodies = Array.from({ length: 20 }, () => randomBytes(bytes / 40).toString('hex'))
    for (const compression of ['Skip', 'GZip', 'LZ4']) {
      const topics = ['left', 'right'].map((side) => `${side}_${compression}_${size.slice(0, 1)}`)
      const records = ordered(...bodies.map((body, id) => envelope(schema, { id, body })))
      const totals = await deliver(Object.fromEntries(topics.map((topic) => [topic, records])), {
        SINK_LOAD_DATA_COMPRESSION: compression,
      })

      expect(totals.written).toBe(40)
      for (const topic of topics) {
        const rows = await database.query(`SELECT body FROM ${topic} ORDER BY id`)
        expect(rows.map(({ body }) => body)).toEqual(bodies)
      }
    }
  })
})

test('names with dots are tables, columns and fields of mappings in properties, too', async () => {
  const inner = JSON.parse(structSchema({ 'b.c': 'string' }))
  const schema = structSchema({ 'a.x': { ...inner, optional: true } })
  await deliver(
    { 'shop.orders': ordered(envelope(schema, { 'a.x': { 'b.c': 'v' } })) },
    { SINK_PROPERTIES: 'singlestore.columnToField.`shop.orders`.`col.umn`=`a.x`.`b.c`' },
  )
  expect(await database.query('SELECT * FROM `shop.orders`')).toEqual([{ 'col.umn': 'v' }])
})
