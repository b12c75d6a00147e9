import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({
  id: { type: 'int32', optional: false },
  name: 'string',
  version: 'int64',
})
const row = (offset: number, name = 'ok') => ({
  offset,
  value: envelope(schema, { id: offset, name, version: offset }),
})
const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((found) => Number(found.id))

afterEach(() => {
  database.faults.clear()
})

const STEADY = ['BEGIN', 'INSERT', 'LOAD DATA', 'LOAD DATA', 'COMMIT']

test.each([
  ['rows are inserted', {}],
  ['a filter drops some', { SINK_FILTER: 'id >= 0' }],
  ['rows are replaced', { SINK_UPSERT: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }],
  ['columns are mapped', { SINK_FIELDS_WHITELIST: 'id,name', SINK_EXTRA_COLUMNS: 'offset' }],
])(
  'where %s, an event of two tables opens no connection and looks nothing up',
  async (name, environment) => {
    const [left, right] = ['left', 'right'].map((side) => `${side}_${name.replaceAll(' ', '_')}`)
    const container = startContainer(database, environment)
    const event = (offset: number) =>
      kafkaEvent({ [`${left}`]: { 0: [row(offset)] }, [`${right}`]: { 0: [row(offset)] } })
    await container.deliver(event(0))
    const before = new Set(database.statements.all.map(({ connectionId }) => connectionId))
    database.statements.clear()

    for (const offset of [1, 2, 3]) await container.deliver(event(offset))

    const said = database.statements.all.map(({ sql }) => /^[A-Z]+(?: DATA)?/.exec(sql)?.[0])
    expect(said).toEqual([...STEADY, ...STEADY, ...STEADY])
    for (const { connectionId } of database.statements.all) expect(before).toContain(connectionId)
  },
)

test('a table that cannot be looked for is not one that is missing: nothing is created', async () => {
  await startContainer(database).deliver(kafkaEvent({ unseen: { 0: [row(0)] } }))
  database.faults.inject({
    match: /information_schema/i,
    moment: 'before',
    action: { kind: 'error', errno: 1142, message: 'injected' },
    times: 100,
  })
  database.statements.clear()

  await expect(
    startContainer(database).deliver(kafkaEvent({ unseen: { 0: [row(1)] } })),
  ).rejects.toMatchObject({ transient: false, errno: 1142 })

  expect(database.faults.fired).toHaveLength(1)
  const said = database.statements.all.map(({ sql }) => sql)
  expect(said.filter((sql) => /^(?:CREATE TABLE IF NOT EXISTS `unseen`|LOAD)/.test(sql))).toEqual(
    [],
  )
})

test.each([1044, 1142, 1064, 1706])(
  'what will never work (error %i) is tried once, not ten times',
  async (errno) => {
    const topic = `denied_${errno}`
    const container = startContainer(database)
    await container.deliver(kafkaEvent({ [topic]: { 0: [row(0)] } }))
    database.faults.inject({
      match: /^LOAD DATA/,
      moment: 'before',
      action: { kind: 'error', errno, message: 'injected' },
      times: 100,
    })

    await expect(container.deliver(kafkaEvent({ [topic]: { 0: [row(1)] } }))).rejects.toMatchObject(
      { transient: false, errno },
    )

    expect(database.faults.fired).toHaveLength(1)
    expect(await ids(topic)).toEqual([0])
  },
)

test.each([
  ['none', { written: 250, held: 250 }, 250],
  ['all', { written: 499, deadLettered: 1 }, 499],
])('one bad row among 500 is alone, with tolerance %s', async (tolerance, expected, rows) => {
  const topic = `among_${tolerance}`
  await database.query(`CREATE TABLE ${topic} (id INT, name VARCHAR(5), version BIGINT)`)
  const records = Array.from({ length: 500 }, (_, offset) =>
    row(offset, offset === 250 ? 'too long' : 'ok'),
  )
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: tolerance })

  const { totals } = await container.accept(kafkaEvent({ [topic]: { 0: records } }))

  expect(totals).toMatchObject({ delivered: 500, ...expected })
  expect(await ids(topic)).toHaveLength(rows)
})

test('an older record that comes late replaces no newer row, from whatever partition', async () => {
  const container = startContainer(database, {
    SINK_PROPERTIES: 'singlestore.upsert=true\ntableKey.primary=id',
    SINK_VERSION_COLUMN: 'version',
  })
  const of = (offset: number, name: string, version: number) => ({
    offset,
    value: envelope(schema, { id: 1, name, version }),
  })
  await container.deliver(kafkaEvent({ late: { 0: [of(7, 'new', 7)] } }))
  const { totals } = await container.deliver(
    kafkaEvent({ late: { 0: [of(3, 'old', 3)], 1: [of(0, 'older', 1)] } }),
  )

  expect(totals).toMatchObject({ written: 0, filtered: 2 })
  expect(await database.query('SELECT name, version FROM late')).toEqual([
    { name: 'new', version: '7' },
  ])
})

test('a row that replaces another replaces all of it: what a record leaves out is NULL', async () => {
  await database.query(
    "CREATE TABLE whole (id INT NOT NULL PRIMARY KEY, name TEXT, state VARCHAR(9) DEFAULT 'new')",
  )
  await database.query("INSERT INTO whole VALUES (1, 'a', 'old')")
  await startContainer(database, { SINK_UPSERT: 'true' }).deliver(
    kafkaEvent({ whole: { 0: [{ offset: 0, value: '{"id":1}' }] } }),
  )
  expect(await database.query('SELECT * FROM whole')).toEqual([
    { id: '1', name: null, state: 'new' },
  ])
})
