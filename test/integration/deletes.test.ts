import { afterEach, describe, expect, test } from 'vitest'
import { changeEvent, eventPayload } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { type Container, startContainer } from '../support/sink.ts'

const database = await useDatabase()

const DELETES = { SINK_DELETE_ENABLED: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }
const UPSERT = { ...DELETES, SINK_UPSERT: 'true' }

const required = { type: 'int32', optional: false }
const schema = structSchema({ id: required, name: 'string' })
const keyOf = (id: number) => envelope(structSchema({ id: required }), { id })
const row = (offset: number, id: number, name = 'ok'): RecordSpec => ({
  offset,
  key: keyOf(id),
  value: envelope(schema, { id, name }),
})
const tombstone = (offset: number, id: number): RecordSpec => ({
  offset,
  key: keyOf(id),
  value: null,
})

const rowsOf = async (table: string, columns = 'id, name') =>
  (await database.query(`SELECT ${columns} FROM \`${table}\` ORDER BY 1, 2`)).map((found) =>
    Object.values(found).join(' '),
  )

const ledgerOf = async (topic: string) =>
  (
    await database.query(
      `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY \`partition\`, sequence`,
    )
  ).map((found) => Object.values(found).map(Number))

const deliver = async (container: Container, topic: string, records: readonly RecordSpec[]) =>
  (await container.deliver(kafkaEvent({ [topic]: { 0: records } }))).totals

afterEach(() => {
  database.faults.clear()
})

describe('a delete of one column deletes the row of its key', () => {
  const rewritten = structSchema({ id: required, name: 'string', __deleted: 'string' })
  const gone = { id: 1, name: 'a', __deleted: 'true' }
  test.each<readonly [string, Omit<RecordSpec, 'offset'>]>([
    ['tombstone', { key: keyOf(1), value: null }],
    ['null_payload', { key: keyOf(1), value: envelope(schema, null) }],
    ['schemaless_null', { key: '{"id":1}', value: '{"schema":null,"payload":null}' }],
    ['primitive_key', { key: envelope('{"type":"int32"}', 1), value: null }],
    ['plain_key', { key: '1', value: null }],
    ['envelope', { value: changeEvent('d', { before: { id: 1, name: 'a' } }) }],
    ['envelope_key_only', { key: keyOf(1), value: changeEvent('d') }],
    ['schemaless_envelope', { value: JSON.stringify(eventPayload('d', { before: { id: 1 } })) }],
    ['rewritten', { value: envelope(rewritten, gone) }],
    ['schemaless_rewritten', { value: JSON.stringify(gone) }],
  ])('as %s', async (name, shape) => {
    for (const [manner, environment] of Object.entries({ insert: DELETES, upsert: UPSERT })) {
      const topic = `${name}_${manner}`
      const container = startContainer(database, environment)
      await deliver(container, topic, [row(0, 1, 'a'), row(1, 2, 'b')])

      const totals = await deliver(container, topic, [{ offset: 2, ...shape }])

      expect(totals).toMatchObject({ delivered: 1, written: 1, filtered: 0 })
      expect(await rowsOf(topic)).toEqual(['2 b'])
      expect(await ledgerOf(topic)).toEqual([
        [2, 2, 0, 0],
        [1, 1, 0, 0],
      ])
      expect(container.warnings).toEqual([])
    }
  })
})

describe('a delete of several columns deletes the row of its key', () => {
  const wide = structSchema({ tenant: required, id: required, name: 'string', __deleted: 'string' })
  const keySchema = structSchema({ ID: required, Tenant: required })
  const one = (offset: number, tenant: number): RecordSpec => ({
    offset,
    value: envelope(wide, { tenant, id: 1, name: 'a', __deleted: 'false' }),
  })
  test.each<readonly [string, Omit<RecordSpec, 'offset'>]>([
    ['by_key', { key: envelope(keySchema, { ID: 1, Tenant: 2 }), value: null }],
    ['by_object', { key: '{"id":1,"tenant":2}', value: null }],
    ['by_row', { value: envelope(wide, { tenant: 2, id: 1, __deleted: 'true' }) }],
    ['by_both', { key: '{"id":1}', value: '{"id":7,"tenant":2,"__deleted":true}' }],
  ])('%s', async (topic, shape) => {
    const container = startContainer(database, { ...UPSERT, SINK_TABLE_KEYS: 'PRIMARY=id,tenant' })
    await deliver(container, topic, [one(0, 1), one(1, 2)])
    await deliver(container, topic, [{ offset: 2, ...shape }])
    expect(await rowsOf(topic, 'tenant, id')).toEqual(['1 1'])
  })
})

describe('the order within a topic-partition is kept', () => {
  test.each([
    ['write, delete', [row(0, 1), tombstone(1, 1)], []],
    ['delete, write', [tombstone(0, 9), row(1, 9, 'new')], ['9 new']],
    ['write, delete, write', [row(0, 1), tombstone(1, 1), row(2, 1, 'again')], ['1 again']],
    ['write, delete, write, delete', [row(0, 1), tombstone(1, 1), row(2, 1), tombstone(3, 1)], []],
    ['others between', [row(0, 1), row(1, 2), tombstone(2, 1), row(3, 3)], ['2 ok', '3 ok']],
  ] as const)('%s', async (name, records, left) => {
    for (const [manner, environment] of Object.entries({ insert: DELETES, upsert: UPSERT })) {
      const topic = `order_${name.replaceAll(', ', '_')}_${manner}`.replaceAll(' ', '_')
      const container = startContainer(database, environment)
      await deliver(container, topic, [row(100, 9, 'old')])
      const totals = await deliver(
        container,
        topic,
        records.map((record) => ({ ...record, offset: record.offset + 200 })),
      )
      expect(totals).toMatchObject({ written: records.length, filtered: 0 })
      const expected = name === 'delete, write' ? left : [...left, '9 old']
      expect(await rowsOf(topic)).toEqual(expected)
    }
  })
})

test('a delete of a key that no row has is applied, and deletes nothing', async () => {
  const container = startContainer(database, DELETES)
  await deliver(container, 'absent_key', [row(0, 1)])
  const totals = await deliver(container, 'absent_key', [tombstone(1, 7)])
  expect(totals).toMatchObject({ written: 1, filtered: 0 })
  expect(await rowsOf('absent_key')).toEqual(['1 ok'])
})

test('deletes for a table that does not exist are filtered, and make no table', async () => {
  const container = startContainer(database, UPSERT)
  const totals = await deliver(container, 'nowhere', [tombstone(0, 1), tombstone(1, 2)])
  expect(totals).toMatchObject({ delivered: 2, written: 0, filtered: 2 })
  expect(await database.query("SHOW TABLES LIKE 'nowhere'")).toEqual([])
  expect(await ledgerOf('nowhere')).toEqual([[2, 0, 2, 0]])

  const leading = await deliver(container, 'nowhere', [tombstone(2, 1), row(3, 1), row(4, 2)])
  expect(leading).toMatchObject({ written: 3, filtered: 0 })
  expect(await rowsOf('nowhere')).toEqual(['1 ok', '2 ok'])
})

test('a delete whose key nothing tells is a bad record that names the column', async () => {
  const container = startContainer(database, UPSERT)
  await deliver(container, 'untold', [row(0, 1)])
  const outcome = await container.accept(
    kafkaEvent({ untold: { 0: [row(1, 2), { offset: 2, value: null }] } }),
  )
  expect(outcome.totals).toMatchObject({ written: 1, held: 1 })
  expect(outcome.failure).toMatchObject({
    code: 'ERR_RECORD_UNMAPPABLE',
    coordinates: { topic: 'untold', partition: 0, offset: 2, column: 'id' },
  })
})

test('plain texts are keys as they are: 007 is not 7', async () => {
  const environment = {
    SINK_UPSERT: 'true',
    SINK_DELETE_ENABLED: 'true',
    SINK_KEY_COLUMNS: 'id',
  }
  const container = startContainer(database, environment)
  const keys = ['7', '007', '1e2', '100', 'true', '1', 'user-1']
  const named = structSchema({ name: 'string' })
  const writes = keys.map((key, offset) => ({
    offset,
    key,
    value: envelope(named, { name: `of ${key}` }),
  }))
  await deliver(container, 'plain_texts', writes)
  expect(await rowsOf('plain_texts')).toEqual(keys.map((key) => `${key} of ${key}`).sort())

  const gone = ['007', '1e2', 'true'].map((key, at) => ({ offset: 7 + at, key, value: null }))
  expect(await deliver(container, 'plain_texts', gone)).toMatchObject({ written: 3 })
  expect(await rowsOf('plain_texts')).toEqual(
    ['1', '100', '7', 'user-1'].map((key) => `${key} of ${key}`),
  )
})

test('a delete by a key without members goes by the state before, where that tells the key', async () => {
  const container = startContainer(database, UPSERT)
  await deliver(container, 'textkey', [row(0, 1), row(1, 7), row(2, 9)])
  await deliver(container, 'textkey', [
    { offset: 3, key: '7', value: changeEvent('d', { before: { id: 1, name: 'ok' } }) },
    { offset: 4, key: '9', value: changeEvent('d') },
  ])
  expect(await rowsOf('textkey')).toEqual(['7 ok'])
})

describe.each([
  ['external_id', { external_id: 1 }],
  ['ref.ext', { ref: { ext: 1 } }],
])('where the key column is filled from %s', (path, field) => {
  const topic = path.replace('.', '_')
  const mapped = { ...UPSERT, SINK_COLUMN_TO_FIELD: `${topic}.id=${path}; ${topic}.name=name` }
  const json = (offset: number, key: unknown, value: unknown): RecordSpec => ({
    offset,
    key: JSON.stringify(key),
    value: value === null ? null : JSON.stringify(value),
  })

  test('a tombstone deletes no row that its own name finds, but that of the field', async () => {
    await database.query(`CREATE TABLE ${topic} (id INT NOT NULL PRIMARY KEY, name TEXT)`)
    await database.query(`INSERT INTO ${topic} VALUES (7, 'another')`)
    const container = startContainer(database, mapped)
    await deliver(container, topic, [json(0, { id: 7 }, { id: 7, ...field, name: 'a' })])

    const outcome = await container.accept(
      kafkaEvent({ [topic]: { 0: [json(1, { id: 7 }, null)] } }),
    )
    expect(outcome.failure).toMatchObject({
      code: 'ERR_RECORD_UNMAPPABLE',
      coordinates: { table: topic, column: 'id' },
    })
    expect(await rowsOf(topic)).toEqual(['1 a', '7 another'])

    await deliver(container, topic, [json(1, { id: 7, ...field }, null)])
    expect(await rowsOf(topic)).toEqual(['7 another'])
  })
})

test.each(['not JSON', '{"schema":{"type":"strange"},"payload":1}'])(
  'a key that cannot be read is the fault of the delete that goes by it: %s',
  async (key) => {
    const topic = `badkey_${key.length}`
    const environment = {
      ...UPSERT,
      SINK_KEY_FORMAT: 'connect-json',
      SINK_ERRORS_TOLERANCE: 'all',
    }
    const totals = await deliver(startContainer(database, environment), topic, [
      row(0, 1),
      { ...row(1, 2), key },
      { ...tombstone(2, 1), key },
      row(3, 3),
    ])
    expect(totals).toMatchObject({ written: 3, deadLettered: 1 })
    expect(await rowsOf(topic)).toEqual(['1 ok', '2 ok', '3 ok'])
  },
)

describe('change events of Debezium are applied', () => {
  const event = (
    offset: number,
    op: string,
    states: Parameters<typeof changeEvent>[1],
    id = 1,
  ) => ({
    offset,
    key: keyOf(id),
    value: changeEvent(op, states),
  })

  test('as inserts, updates and deletes, with the tombstones that follow', async () => {
    const container = startContainer(database, UPSERT)
    const totals = await deliver(container, 'shop', [
      event(0, 'r', { after: { id: 1, name: 'a' } }),
      event(1, 'c', { after: { id: 2, name: 'b' } }, 2),
      event(2, 'u', { before: { id: 1, name: 'a' }, after: { id: 1, name: 'c' } }),
      event(3, 'd', { before: { id: 2, name: 'b' } }, 2),
      tombstone(4, 2),
    ])
    expect(totals).toMatchObject({ delivered: 5, written: 5 })
    expect(await rowsOf('shop')).toEqual(['1 c'])
  })

  test('where an update changes the primary key', async () => {
    const container = startContainer(database, UPSERT)
    await deliver(container, 'moved', [event(0, 'c', { after: { id: 1, name: 'a' } })])
    await deliver(container, 'moved', [
      event(1, 'd', { before: { id: 1, name: 'a' } }),
      tombstone(2, 1),
      event(3, 'c', { after: { id: 5, name: 'a' } }, 5),
    ])
    expect(await rowsOf('moved')).toEqual(['5 a'])
  })

  test.each([
    ['upsert', UPSERT],
    ['alone', { SINK_UPSERT: 'false' }],
  ])('as truncations, where that is asked for: %s', async (manner, environment) => {
    const topic = `emptied_${manner}`
    const container = startContainer(database, { ...environment, SINK_TRUNCATE_ENABLED: 'true' })
    await deliver(container, topic, [event(0, 'c', { after: { id: 1, name: 'a' } })])
    const totals = await deliver(container, topic, [
      event(1, 'c', { after: { id: 2, name: 'b' } }, 2),
      { offset: 2, value: changeEvent('t') },
      event(3, 'c', { after: { id: 3, name: 'c' } }, 3),
    ])
    expect(totals).toMatchObject({ delivered: 3, written: 3 })
    expect(await rowsOf(topic)).toEqual(['3 c'])
  })

  test('but for truncations where nothing asks for them: that is said once, with the option', async () => {
    const container = startContainer(database, UPSERT)
    await deliver(container, 'kept', [event(0, 'c', { after: { id: 1, name: 'a' } })])
    const totals = await deliver(container, 'kept', [{ offset: 1, value: changeEvent('t') }])
    expect(totals).toMatchObject({ written: 0, filtered: 1 })
    expect(await rowsOf('kept')).toEqual(['1 a'])
    expect(container.warnings).toEqual([expect.stringContaining('SINK_TRUNCATE_ENABLED')])
  })
})

test('under upsert alone deletes are filtered, and the option is named once', async () => {
  const container = startContainer(database, {
    SINK_UPSERT: 'true',
    SINK_TABLE_KEYS: 'PRIMARY=id',
  })
  const totals = await deliver(container, 'undeleted', [row(0, 1), tombstone(1, 1)])
  expect(totals).toMatchObject({ written: 1, filtered: 1 })
  expect(await rowsOf('undeleted')).toEqual(['1 ok'])
  expect(container.warnings).toEqual([expect.stringContaining('SINK_DELETE_ENABLED=true')])
})

test('without upsert a second write of a key is refused, and found', async () => {
  const container = startContainer(database, { ...DELETES, SINK_ERRORS_TOLERANCE: 'all' })
  await deliver(container, 'strict', [row(0, 1, 'a'), row(1, 2, 'b')])
  const totals = await deliver(container, 'strict', [
    tombstone(2, 1),
    row(3, 1, 'c'),
    row(4, 2, 'd'),
    row(5, 3, 'e'),
  ])
  expect(totals).toMatchObject({ written: 3, deadLettered: 1 })
  expect(await rowsOf('strict')).toEqual(['1 c', '2 b', '3 e'])
})

describe('with routing by a field', () => {
  const ROUTED = {
    ...UPSERT,
    SINK_RECORD_TO_TABLE_FIELD: 'kind',
    SINK_RECORD_TO_TABLE: 'a=kind_a; b=kind_b',
  }
  const kinds = structSchema({ id: required, kind: 'string', __deleted: 'boolean' })
  const record = (offset: number, id: number, kind: string, deleted = false): RecordSpec => ({
    offset,
    key: keyOf(id),
    value: envelope(kinds, { id, kind, __deleted: deleted }),
  })

  test('a delete goes where the state before, or the key, tells', async () => {
    const container = startContainer(database, ROUTED)
    await deliver(container, 'told', [record(0, 1, 'a'), record(1, 2, 'a'), record(2, 1, 'b')])
    await deliver(container, 'told', [
      record(3, 1, 'a', true),
      { offset: 4, key: '{"id":1,"kind":"b"}', value: null },
    ])
    expect([await rowsOf('kind_a', 'id, kind'), await rowsOf('kind_b', 'id, kind')]).toEqual([
      ['2 a'],
      [],
    ])
  })

  test('a tombstone that tells neither is a bad record, and why is said', async () => {
    const outcome = await startContainer(database, ROUTED).accept(
      kafkaEvent({ mute: { 0: [record(0, 7, 'a'), tombstone(1, 7)] } }),
    )
    expect(outcome.totals).toMatchObject({ written: 1, held: 1 })
    expect(outcome.failure?.message).toContain(
      'neither by the state before this delete nor by the key',
    )
  })
})

describe('redrive without a version', () => {
  const tolerant = { ...UPSERT, SINK_ERRORS_TOLERANCE: 'all' }

  test('keeps a delete whose row exists, and applies one whose row does not', async () => {
    const container = startContainer(database, tolerant)
    const strange = '{"schema":{"type":"strange"},"payload":1}'
    await deliver(container, 'late', [
      row(0, 1),
      { offset: 1, key: strange, value: null },
      { offset: 2, key: strange, value: null },
    ])
    for (const [offset, id] of [
      [1, 1],
      [2, 9],
    ] as const) {
      await database.query(
        `UPDATE kafka_dead_letters SET \`key\` = '${keyOf(id)}' WHERE topic = 'late' AND \`offset\` = ${offset}`,
      )
    }

    expect(await redrive(container, { topic: 'late' }, true)).toMatchObject({ written: 2 })
    const report = await redrive(container, { topic: 'late' })

    expect(report).toMatchObject({
      written: 1,
      stillBad: [{ offset: 1, message: expect.stringContaining('SINK_VERSION_COLUMN') }],
    })
    expect(await rowsOf('late')).toEqual(['1 ok'])
    expect(await ledgerOf('late')).toEqual([[3, 2, 0, 1]])
  })

  test('keeps a truncation while the table has rows', async () => {
    const container = startContainer(database, { ...tolerant, SINK_TRUNCATE_ENABLED: 'true' })
    await deliver(container, 'full', [row(0, 1), { offset: 1, value: 'not JSON' }])
    await database.query(
      `UPDATE kafka_dead_letters SET value = '${changeEvent('t')}' WHERE topic = 'full'`,
    )
    expect(await redrive(container, { topic: 'full' })).toMatchObject({
      written: 0,
      stillBad: [{ offset: 1 }],
    })
    await database.query('DELETE FROM `full`')
    expect(await redrive(container, { topic: 'full' })).toMatchObject({ written: 1, stillBad: [] })
    expect(await ledgerOf('full')).toEqual([[2, 2, 0, 0]])
  })

  test('counts what the filter drops as filtered', async () => {
    await database.query('CREATE TABLE picked (id INT NOT NULL PRIMARY KEY, name TEXT)')
    const container = startContainer(database, { ...tolerant, SINK_FILTER: 'id > 1' })
    await deliver(container, 'picked', [
      { ...row(0, 1), value: 'not JSON' },
      { ...row(1, 2), value: 'not JSON' },
    ])
    for (const id of [1, 2]) {
      await database.query(
        `UPDATE kafka_dead_letters SET value = '${envelope(schema, { id, name: 'late' })}' WHERE topic = 'picked' AND \`offset\` = ${id - 1}`,
      )
    }
    expect(await redrive(container, { topic: 'picked' })).toMatchObject({ written: 1, filtered: 1 })
    expect(await rowsOf('picked')).toEqual(['2 late'])
    expect(await ledgerOf('picked')).toEqual([[2, 1, 1, 0]])
  })

  test('keeps what asks for rows of a missing table, and lets a delete go that has nothing to delete', async () => {
    const container = startContainer(database, { ...tolerant, SINK_AUTO_CREATE: 'false' })
    const strange = '{"schema":{"type":"strange"},"payload":1}'
    await deliver(container, 'lacking', [
      { ...row(0, 1), value: strange },
      { ...tombstone(1, 1), key: strange },
    ])
    const readable = `\`key\` = '${keyOf(1)}', \`value\` = IF(\`offset\` = 0, '${row(0, 1).value}', NULL)`
    await database.query(`UPDATE kafka_dead_letters SET ${readable} WHERE topic = 'lacking'`)
    expect(await redrive(container, { topic: 'lacking' })).toMatchObject({
      written: 0,
      filtered: 1,
      stillBad: [{ offset: 0, errorCode: 'ERR_TABLE_MISSING' }],
    })
  })

  test('counts a delete for a missing table as filtered', async () => {
    const container = startContainer(database, tolerant)
    const strange = '{"schema":{"type":"strange"},"payload":1}'
    await deliver(container, 'never', [{ offset: 0, key: strange, value: null }])
    await database.query(
      `UPDATE kafka_dead_letters SET \`key\` = '${keyOf(1)}' WHERE topic = 'never'`,
    )
    expect(await redrive(container, { topic: 'never' })).toMatchObject({ written: 0, filtered: 1 })
    expect(await ledgerOf('never')).toEqual([[1, 0, 1, 0]])
  })
})

test.each(['before', 'after'] as const)(
  'a COMMIT cut %s it reached the server deletes and writes once',
  async (moment) => {
    const topic = `cut_${moment}`
    const container = startContainer(database, UPSERT)
    await deliver(container, topic, [row(0, 1), row(1, 2)])
    database.faults.inject({ match: /^COMMIT/, moment, action: { kind: 'cut' } })

    const totals = await deliver(container, topic, [tombstone(2, 1), row(3, 3), tombstone(4, 2)])

    expect(database.faults.fired).toHaveLength(1)
    expect(totals).toMatchObject({ written: 3 })
    expect(await rowsOf(topic)).toEqual(['3 ok'])
    expect(await ledgerOf(topic)).toEqual([
      [2, 2, 0, 0],
      [3, 3, 0, 0],
    ])
  },
)

test('an error between a delete and the load leaves nothing behind, and the next try does it all', async () => {
  const container = startContainer(database, UPSERT)
  await deliver(container, 'halfway', [row(0, 1), row(1, 2)])
  database.faults.inject({
    match: /^LOAD DATA .*`halfway`/,
    moment: 'before',
    action: { kind: 'error', errno: 1213, message: 'injected' },
  })

  const totals = await deliver(container, 'halfway', [tombstone(2, 1), row(3, 3)])

  expect(database.faults.fired).toHaveLength(1)
  expect(totals).toMatchObject({ written: 2 })
  expect(await rowsOf('halfway')).toEqual(['2 ok', '3 ok'])
})

test('in the steady state deletes take one statement for all keys of a table, and no correction', async () => {
  const container = startContainer(database, UPSERT)
  await deliver(container, 'steady', [row(0, 1), row(1, 2), row(2, 3), row(3, 4)])
  database.statements.clear()

  await deliver(container, 'steady', [tombstone(4, 1), row(5, 2), tombstone(6, 3), row(7, 5)])

  const statements = database.statements.all.map(({ sql }) => sql.split(' ')[0])
  expect(statements).toEqual(['BEGIN', 'INSERT', 'DELETE', 'LOAD', 'COMMIT'])
})
