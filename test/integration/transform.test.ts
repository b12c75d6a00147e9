import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Transform, withField } from '../../lib/transform.ts'
import { avroLandings } from '../support/avro-landings.ts'
import { anyAvro, avroEncoder } from '../support/avro-samples.ts'
import { changeEvent } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { framed } from '../support/framing.ts'
import {
  envelope,
  JsonText,
  kafkaEvent,
  type RecordSpec,
  structSchema,
} from '../support/kafka-event.ts'
import { lander } from '../support/land-rows.ts'
import { redrive } from '../support/redrive.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()
const schema = structSchema({ id: 'int32', name: 'string' })
const record = (offset: number, name: string | null = 'ok'): RecordSpec => ({
  offset,
  value: envelope(schema, { id: offset, name }),
})
const event = (topic: string, ...records: readonly RecordSpec[]) =>
  kafkaEvent({ [topic]: { 0: records } })

const idsOf = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map(({ id }) => Number(id))

const ledgerOf = async (topic: string) =>
  await database.query(
    `SELECT SUM(\`count\`) AS written, SUM(filtered) AS filtered, SUM(deadLettered) AS buried FROM kafka_connect_transaction_metadata WHERE topic = '${topic}'`,
  )

type Named = { readonly id: number; readonly name: string | null }

test('a transform that gives back what it gets lands the same rows as none, for any schema', async () => {
  const asItIs: Transform = (given) => ({ ...given })
  const landing = fc
    .array(anyAvro, { minLength: 1, maxLength: 6 })
    .chain((makers) => avroLandings(makers, 8))
  await fc.assert(fc.asyncProperty(landing, lander(database, registries, asItIs)), {
    numRuns: 25,
    endOnFailure: true,
  })
})

test('… for a schema that leads back to itself, for JSON without one, and for every other shape', async () => {
  const node = {
    type: 'record',
    name: 'Node',
    fields: [
      { name: 'name', type: 'string' },
      { name: 'next', type: ['null', 'Node'] },
    ],
  }
  const tree = { type: 'record', name: 'Tree', fields: [{ name: 'root', type: node }] }
  const root = { name: 'a', next: { Node: { name: 'b', next: null } } }
  const registered = registries.register('AVRO', JSON.stringify(tree))
  const shapes = JSON.stringify({
    type: 'struct',
    fields: [
      { field: 'map', type: 'map', keys: { type: 'string' }, values: { type: 'int64' } },
      { field: 'pairs', type: 'map', keys: { type: 'int32' }, values: { type: 'boolean' } },
      { field: 'own', type: 'struct', fields: [{ field: '__proto__', type: 'int64' }] },
    ],
  })
  const payload = new JsonText(
    '{"map":{"2":9007199254740995,"10":1,"1":0},"pairs":[[2,true],[1,false]],"own":{"__proto__":9007199254740993}}',
  )
  const values: readonly (readonly [string, object])[] = [
    ['tree', framed(registered, { bytes: avroEncoder(tree)({ root }) }, 'confluent-id')],
    ['shapes', { value: envelope(shapes, payload) }],
    ['bare', { value: '{"n":12345678901234567890.25,"j":{"z":[1e400,-0],"a":null}}' }],
  ]
  for (const [topic, value] of values) {
    const rows: unknown[] = []
    for (const transform of [null, ((given) => [given]) satisfies Transform]) {
      const table = `${topic}_${transform === null ? 'without' : 'with'}`
      if (topic === 'bare') await database.query(`CREATE TABLE ${table} (n DECIMAL(30,2), j JSON)`)
      const container = startContainer(database, registries.environment, transform)
      await container.deliver(event(table, { offset: 0, value: '', ...value }))
      rows.push(await database.query(`SELECT * FROM ${table}`))
    }
    expect(rows[1]).toEqual(rows[0])
    expect(rows[0]).toHaveLength(1)
  }
})

test('what a transform drops is filtered, without a word; of several rows the record counts once', async () => {
  const transform: Transform<Named> = (given) => {
    if (given.value?.name === 'drop') return null
    return given.value?.name === 'none' ? [] : [given, { ...given, topic: 'dropped_copy' }]
  }
  const container = startContainer(database, {}, transform)

  const { totals, tables } = await container.deliver(
    event('dropped', record(0), record(1, 'drop'), record(2, 'none'), record(3)),
  )

  expect(totals).toMatchObject({ delivered: 4, written: 2, filtered: 2 })
  expect(tables.toSorted()).toEqual(['dropped', 'dropped_copy'])
  expect(await idsOf('dropped')).toEqual([0, 3])
  expect(await idsOf('dropped_copy')).toEqual([0, 3])
  expect(await ledgerOf('dropped')).toEqual([{ written: '2', filtered: '2', buried: '0' }])
  expect(container.warnings).toEqual([])
})

test('fields that are added make typed columns, in tables that are created and in those that evolve', async () => {
  await startContainer(database).deliver(event('typed', record(0)))
  const transform: Transform<Named> = (given) =>
    withField(withField(given, 'price', 'decimal(10,2)', '12.50'), 'seen', 'timestamp', new Date(0))
  const container = startContainer(database, { SINK_SCHEMA_EVOLUTION: 'add' }, transform)

  await container.deliver(event('typed', record(1)))
  await container.deliver(event('typed', record(2)))

  const rows = await database.query('SELECT id, price, seen FROM typed WHERE id > 0 ORDER BY id')
  const seen = '1970-01-01 00:00:00.000000'
  expect(rows).toEqual(['1', '2'].map((id) => ({ id, price: '12.50', seen })))
})

test('a bad record of several rows is bad as a whole: none of them is written, its letter says why', async () => {
  const transform: Transform<Named> = (given) => {
    if (given.value?.name === 'bad') throw new TypeError('secret')
    const unfit = given.value?.name === 'unfit' ? { ...given, value: { id: 'secret' } } : given
    return [given, { ...unfit, topic: 'broken_copy' }]
  }
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' }, transform)

  const { totals } = await container.deliver(
    event('broken', record(0), record(1, 'bad'), record(2, 'unfit')),
  )

  expect(totals).toMatchObject({ written: 1, deadLettered: 2 })
  expect(await idsOf('broken')).toEqual([0])
  expect(await idsOf('broken_copy')).toEqual([0])
  const letters = await database.query(
    "SELECT errorCode, stage, errorMessage FROM kafka_dead_letters WHERE topic = 'broken' ORDER BY `offset`",
  )
  expect(letters).toMatchObject([
    { errorCode: 'ERR_RECORD_TRANSFORM', stage: 'map' },
    { errorCode: 'ERR_RECORD_UNMAPPABLE', stage: 'map' },
  ])
  expect(letters[0]?.errorMessage).toMatch(
    /broken-0 offset 1: .* threw TypeError .*transform\.test\.ts/,
  )
  expect(letters[1]?.errorMessage).toContain('value[1].id: an integer of 32 bits is wanted')
  expect(JSON.stringify(letters)).not.toContain('secret')
})

test('a redrive transforms again, by the transform as it is now', async () => {
  const [bad, mended]: readonly Transform<Named>[] = [
    () => {
      throw new Error('not yet')
    },
    (given) => withField(given, 'name', 'text', 'mended'),
  ]
  const environment = { SINK_ERRORS_TOLERANCE: 'all' }
  await startContainer(database, environment, bad).deliver(event('again', record(0)))

  const container = startContainer(database, environment, mended)
  const report = await redrive(container, { topic: 'again' })

  expect(report).toMatchObject({ written: 1, stillBad: [] })
  expect(await database.query('SELECT id, name FROM again')).toEqual([{ id: '0', name: 'mended' }])
})

test('what is committed is not transformed again; what is tried again is', async () => {
  const seen: number[] = []
  const transform: Transform = (given) => {
    seen.push(given.offset)
    return given
  }
  const container = startContainer(database, { SINK_RETRY_BACKOFF_MS: '10' }, transform)
  await container.deliver(event('retried', record(0)))
  const { totals } = await container.deliver(event('retried', record(0), record(1)))
  expect(totals).toMatchObject({ repeated: 1, written: 1 })
  expect(seen).toEqual([0, 1])

  database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'error', errno: 1205, message: 'Lock wait timeout exceeded' },
  })
  await container.deliver(event('retried', record(2)))

  expect(seen).toEqual([0, 1, 2, 2])
  expect(await idsOf('retried')).toEqual([0, 1, 2])
})

test('deletes pass through a transform whether they are applied or not', async () => {
  const soft: Transform<Named> = (given) =>
    given.value === null
      ? given
      : withField({ ...given, delete: false }, 'deleted', 'boolean', given.delete)
  const environment = { SINK_UPSERT: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }
  const container = startContainer(database, environment, soft)
  const row = { id: 7, name: 'x' }

  const { totals } = await container.deliver(
    event(
      'soft',
      { offset: 0, value: changeEvent('c', { after: row }) },
      { offset: 1, value: changeEvent('d', { before: row }) },
      { offset: 2, value: null },
    ),
  )

  expect(totals).toMatchObject({ written: 2, filtered: 1 })
  expect(await database.query('SELECT * FROM soft')).toEqual([{ ...row, id: '7', deleted: '1' }])
  expect(container.warnings.join()).toContain('Deletes')
})

test('a row that a transform deletes is deleted', async () => {
  const environment = {
    SINK_UPSERT: 'true',
    SINK_DELETE_ENABLED: 'true',
    SINK_TABLE_KEYS: 'PRIMARY=id',
  }
  await startContainer(database, environment).deliver(event('closed', record(0), record(1)))
  const transform: Transform<Named> = (given) => ({
    ...given,
    delete: given.value?.name === 'gone',
  })
  const again = { ...record(2), value: envelope(schema, { id: 0, name: 'gone' }) }

  await startContainer(database, environment, transform).deliver(event('closed', again))

  expect(await idsOf('closed')).toEqual([1])
})

test('a key that cannot be read is no fault where only a transform sees it', async () => {
  const transform: Transform = (given) => withField(given, 'name', 'text', String(given.key))
  const environment = { SINK_DELETE_ENABLED: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }
  const container = startContainer(database, environment, transform)
  await container.deliver(event('plain_keys', { ...record(0), key: 'not JSON' }))
  expect(await database.query('SELECT name FROM plain_keys')).toEqual([{ name: 'not JSON' }])
})

test('a promise fails the event, whatever is tolerated: nothing is written or buried', async () => {
  const transform = (async (given: unknown) => given) as unknown as Transform
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' }, transform)
  await expect(container.deliver(event('promised', record(0)))).rejects.toThrow('synchronous')
  expect(await ledgerOf('promised')).toEqual([{ written: null, filtered: null, buried: null }])
})
