import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({
  id: { type: 'int64', optional: false },
  email: 'string',
  data: 'string',
  created_at: { type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp', optional: true },
  price: { type: 'double', optional: false },
  tags: { type: 'array', items: { type: 'string' }, optional: true },
})
const value = envelope(schema, {
  id: 1,
  email: 'ann@example.org',
  data: 'd',
  created_at: 0,
  price: 1,
  tags: [],
})

beforeEach(() => {
  database.statements.clear()
})

async function create(topic: string, tableKeys: string, environment = {}) {
  const container = startContainer(database, { SINK_TABLE_KEYS: tableKeys, ...environment })
  const outcome = container.deliver(kafkaEvent({ [topic]: { 0: [{ offset: 0, value }] } }))
  await outcome.catch(() => undefined)
  return { outcome, warnings: container.warnings }
}

function created(table: string): string | undefined {
  return database.statements.all
    .map(({ sql }) => sql)
    .find((sql) => sql.startsWith(`CREATE TABLE IF NOT EXISTS \`${table}\``))
}

test('a table is created from the schema of its first record', async () => {
  const { outcome } = await create('plain', '')

  await outcome
  expect(created('plain')).toBe(
    [
      'CREATE TABLE IF NOT EXISTS `plain` (',
      '  `id` BIGINT,',
      '  `email` LONGTEXT CHARACTER SET utf8mb4,',
      '  `data` LONGTEXT CHARACTER SET utf8mb4,',
      '  `created_at` DATETIME(6),',
      '  `price` DOUBLE,',
      '  `tags` JSON',
      ')',
    ].join('\n'),
  )
})

test("the documentation's three keys stand in the statement, and SingleStore's refusal is explained", async () => {
  const { outcome, warnings } = await create(
    'trio',
    'PRIMARY=id; COLUMNSTORE=data,created_at; UNIQUE.unique_email=email',
  )

  expect(created('trio')).toContain(
    [
      '  PRIMARY KEY (`id`),',
      '  SORT KEY (`data`, `created_at`),',
      '  UNIQUE KEY `unique_email` (`email`)',
      ')',
    ].join('\n'),
  )
  expect(warnings).toEqual([expect.stringContaining('unique_email')])
  await expect(outcome).rejects.toMatchObject({
    code: 'ERR_TABLE_KEYS',
    message: expect.stringMatching(
      /unique_email.*every unique key must contain all columns of the shard key.*KEY instead of UNIQUE/s,
    ),
  })
})

test.each([
  [
    'the shard key in every unique key',
    'SHARD=id; UNIQUE.u=email',
    /UNIQUE u \(email\) lacks columns of the shard key/,
  ],
  [
    'the shard key within the primary key',
    'PRIMARY=id; SHARD=email',
    /PRIMARY \(id\) lacks columns of the shard key/,
  ],
  [
    'several unique keys with a single column each',
    'SHARD=id; UNIQUE.a=id; UNIQUE.b=id,email',
    /only if each has a single column/,
  ],
  [
    'one hash index on the same columns',
    'PRIMARY=id; KEY.k=id',
    /one hash index on the same columns/,
  ],
  ['no floating-point primary key', 'PRIMARY=price', /primary key has no floating-point columns/],
  ['no JSON in a primary key', 'PRIMARY=tags', /cannot stand in a PRIMARY key/],
  ['no JSON in a sort key', 'COLUMNSTORE=tags', /cannot stand in a COLUMNSTORE key/],
  ['no JSON in an index', 'KEY=tags', /cannot stand in a KEY key/],
])('a refusal for want of %s is explained', async (_rule, keys, message) => {
  const topic = `refused_${keys.replaceAll(/\W+/g, '_')}`.slice(0, 60)
  const { outcome } = await create(topic, keys)

  await expect(outcome).rejects.toMatchObject({
    code: 'ERR_TABLE_KEYS',
    message: expect.stringMatching(message),
  })
})

test('a key on a column that the schema lacks is refused before a statement to create the table', async () => {
  const { outcome } = await create('lacking', 'PRIMARY=nope')

  await expect(outcome).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    message: expect.stringContaining('"nope"'),
  })
  expect(created('lacking')).toBeUndefined()
})

test('all key types work, with names and with several columns', async () => {
  const { outcome } = await create(
    'keyed',
    'SHARD=id; UNIQUE.by_id=id,`email`; COLUMNSTORE.sorted=created_at,id; KEY.by_data=data',
  )

  await outcome
  expect(created('keyed')).toContain(
    [
      '  SHARD KEY (`id`),',
      '  UNIQUE KEY `by_id` (`id`, `email`),',
      '  KEY `sorted` (`created_at`, `id`) USING CLUSTERED COLUMNSTORE,',
      '  KEY `by_data` (`data`)',
      ')',
    ].join('\n'),
  )
})

test('without a schema, or where creation is forbidden, a missing table is a clear error', async () => {
  const schemaless = startContainer(database).deliver(
    kafkaEvent({ absent: { 0: [{ offset: 0, value: '{"id":1}' }] } }),
  )
  await expect(schemaless).rejects.toMatchObject({
    code: 'ERR_TABLE_MISSING',
    message: expect.stringContaining('"absent"'),
  })
  const { outcome } = await create('forbidden', '', { SINK_AUTO_CREATE: 'false' })
  await expect(outcome).rejects.toMatchObject({
    code: 'ERR_TABLE_MISSING',
    message: expect.stringContaining('SINK_AUTO_CREATE'),
  })
})

test('a topic goes to the table it is mapped to', async () => {
  const { outcome } = await create('mapped-topic', '', {
    SINK_TABLE_NAMES: 'mapped-topic=cust_orders',
  })

  await outcome
  expect(await database.query('SELECT COUNT(*) AS n FROM cust_orders')).toEqual([{ n: '1' }])
})

test('two containers that create the same table at once both deliver', async () => {
  const deliver = (partition: number) =>
    startContainer(database).deliver(kafkaEvent({ raced: { [partition]: [{ offset: 0, value }] } }))
  await Promise.all([deliver(0), deliver(1), deliver(2), deliver(3)])

  expect(await database.query('SELECT COUNT(*) AS n FROM raced')).toEqual([{ n: '4' }])
})

test('names made to break SQL are stored or refused, never interpreted', async () => {
  const names = [
    'back`tick',
    "quo'te",
    'semi;--',
    'back\\slash',
    '__proto__',
    'select',
    'x'.repeat(200),
  ]
  for (const name of names) {
    const field = structSchema(JSON.parse(`{${JSON.stringify(name)}:"string"}`))
    const payload = JSON.parse(`{${JSON.stringify(name)}:"v"}`)
    await startContainer(database, {
      SINK_TABLE_NAMES: `hostile=\`${name.replaceAll('`', '``')}\``,
      SINK_NAME: `hostile ${name.slice(0, 20)}`,
    }).deliver(kafkaEvent({ hostile: { 0: [{ offset: 0, value: envelope(field, payload) }] } }))
    const quoted = `\`${name.replaceAll('`', '``')}\``
    expect(await database.query(`SELECT ${quoted} AS v FROM ${quoted}`)).toEqual([{ v: 'v' }])
  }
})
