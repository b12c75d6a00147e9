import { afterAll, expect, test } from 'vitest'
import { openRegistry } from '../../infra/local/registry/open-registry.ts'
import { ConfigError } from '../../lib/errors.ts'
import { useDatabase } from '../support/database.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { hex, idPrefix } from '../unit/format/frames/build-record.ts'

const database = await useDatabase()
const registry = await openRegistry({ login: { user: 'sink', password: 'right' } })
afterAll(() => registry.close())

const { id } = registry.register(
  'orders-value',
  'AVRO',
  '{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}',
)
const login = { SINK_REGISTRY_URL: registry.url, SINK_REGISTRY_USER: 'sink' }
/** Order 5. */
const order = Buffer.concat([idPrefix(id), hex('0a')])

async function failure(promise: Promise<unknown>): Promise<Error & { readonly code: string }> {
  return promise.then(
    () => expect.unreachable('it was delivered'),
    (error) => error,
  )
}

const committed = (topic: string) =>
  database.query(`SELECT * FROM kafka_connect_transaction_metadata WHERE topic = '${topic}'`)

test('while a registry is out of reach nothing of an event commits, then all of it does', async () => {
  const container = startContainer(database, {
    ...login,
    SINK_REGISTRY_PASSWORD: 'right',
    SINK_ERRORS_TOLERANCE: 'all',
  })
  const event = kafkaEvent({
    outage_avro: { 0: [{ offset: 0, value: order }] },
    outage_text: { 0: [{ offset: 0, value: '{"schema":{"type":"int32"},"payload":1}' }] },
  })
  registry.faults.add({ kind: 'cut', after: 'request' }, 100)
  const error = await failure(container.deliver(event, 2_500))
  expect(error.code).toBe('ERR_REGISTRY_UNREACHABLE')
  expect(await database.query("SHOW TABLES LIKE 'outage%'")).toEqual([])

  registry.faults.clear()
  await container.deliver(event)
  expect(await database.query('SELECT id FROM outage_avro')).toEqual([{ id: '5' }])
  expect(await committed('outage_text')).toHaveLength(1)
})

test('a registry that refuses the login fails the event, and says which options to mend', async () => {
  const container = startContainer(database, { ...login, SINK_REGISTRY_PASSWORD: 'wrong' })
  const event = kafkaEvent({ refused_avro: { 0: [{ offset: 0, value: order }] } })
  const error = await failure(container.deliver(event))
  expect(error.code).toBe('ERR_REGISTRY_DENIED')
  expect(error.message).toContain('SINK_REGISTRY_PASSWORD')
  expect(await committed('refused_avro')).toEqual([])
})

test('formats by topic stand beside each other in one event', async () => {
  const container = startContainer(database, {
    ...login,
    SINK_REGISTRY_PASSWORD: 'right',
    SINK_VALUE_FORMAT: 'string; beside_avro=avro',
  })
  await container.deliver(
    kafkaEvent({
      beside_avro: { 0: [{ offset: 0, value: order }] },
      beside_text: { 0: [{ offset: 0, value: '{"id":1}' }] },
    }),
  )
  expect(await database.query('SELECT id FROM beside_avro')).toEqual([{ id: '5' }])
  expect(await database.query('SELECT data FROM beside_text')).toEqual([{ data: '{"id":1}' }])
})

test('without a registry, Avro is a fault of the configuration, and under auto of the record', async () => {
  const event = kafkaEvent({ alone: { 0: [{ offset: 0, value: order }] } })
  const named = await failure(
    startContainer(database, { SINK_VALUE_FORMAT: 'avro' }).deliver(event),
  )
  expect(named).toBeInstanceOf(ConfigError)
  const found = await failure(startContainer(database).deliver(event))
  expect(found.code).toBe('ERR_SCHEMA_MISSING')
  expect(found.message).toContain('SINK_REGISTRY_URL')
})
