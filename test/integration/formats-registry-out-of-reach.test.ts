import { afterEach, expect, test } from 'vitest'
import {
  type LocalRegistry,
  openRegistry,
  type RegistryOptions,
} from '../../infra/local/registry/open-registry.ts'
import { useDatabase } from '../support/database.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { type Container, startContainer } from '../support/sink.ts'
import { idPrefix } from '../unit/format/frames/build-record.ts'

const database = await useDatabase()
const opened: LocalRegistry[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((registry) => registry.close()))
})

const ID = 7
const SCHEMA = '{"type":"record","name":"Row","fields":[{"name":"id","type":"int"}]}'

/** A registry that holds the one schema, at any port or at the one that another had. */
async function open(options: RegistryOptions = {}): Promise<LocalRegistry> {
  const registry = await openRegistry(options)
  registry.register('rows-value', 'AVRO', SCHEMA, [], { id: ID })
  opened.push(registry)
  return registry
}

async function close(registry: LocalRegistry): Promise<number> {
  opened.splice(opened.indexOf(registry), 1)
  await registry.close()
  return Number(new URL(registry.url).port)
}

/** Rows with the ids from 0 to 9, framed, beside a topic that needs no registry. */
function eventOf(topic: string): unknown {
  const ids = Array.from({ length: 10 }, (_, id) => id)
  return kafkaEvent({
    [topic]: {
      0: ids.map((id) => ({
        offset: id,
        value: Buffer.concat([idPrefix(ID), Buffer.of(id * 2)]),
      })),
    },
    [`${topic}_text`]: { 0: ids.map((id) => ({ offset: id, value: `text ${id}` })) },
  })
}

function sink(
  { url }: LocalRegistry,
  topic: string,
  more: Readonly<Record<string, string>> = {},
): Container {
  return startContainer(database, {
    SINK_REGISTRY_URL: url,
    SINK_VALUE_FORMAT: `auto; ${topic}_text=string`,
    SINK_ERRORS_TOLERANCE: 'all',
    SINK_MAX_RETRIES: '1',
    SINK_RETRY_BACKOFF_MS: '10',
    ...more,
  })
}

async function expectNothing(topic: string): Promise<void> {
  expect(await database.query(`SHOW TABLES LIKE '${topic}%'`)).toEqual([])
  const ledger = "SHOW TABLES LIKE 'kafka_connect_transaction_metadata'"
  if ((await database.query(ledger)).length > 0) {
    const sql = `SELECT * FROM kafka_connect_transaction_metadata WHERE topic LIKE '${topic}%'`
    expect(await database.query(sql)).toEqual([])
  }
}

async function expectOnce(topic: string): Promise<void> {
  const rows = await database.query(`SELECT id FROM ${topic} ORDER BY id`)
  expect(rows.map(({ id }) => Number(id))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await database.query(`SELECT COUNT(*) AS n FROM ${topic}_text`)).toEqual([{ n: '10' }])
  expect(
    await database.query(
      `SELECT SUM(\`count\`) AS written, SUM(deadLettered) AS dead FROM kafka_connect_transaction_metadata WHERE topic LIKE '${topic}%'`,
    ),
  ).toEqual([{ written: '20', dead: '0' }])
}

test('while the registry is down an event fails as a whole; once it is up all is written, once', async () => {
  const first = await open()
  const container = sink(first, 'down')
  const port = await close(first)
  await expect(container.deliver(eventOf('down'), 3_000)).rejects.toMatchObject({
    code: 'ERR_REGISTRY_UNREACHABLE',
  })
  await expectNothing('down')

  await open({ port })
  const { totals } = await container.deliver(eventOf('down'))
  expect(totals).toMatchObject({ written: 20, deadLettered: 0 })
  expect((await container.deliver(eventOf('down'))).totals).toMatchObject({ repeated: 20 })
  await expectOnce('down')
})

test.each([
  ['answers 503', { kind: 'answer', status: 503, body: '<html>' }],
  ['cuts connections', { kind: 'cut', after: 'headers' }],
] as const)('a registry that %s for a moment holds nothing up', async (how, fault) => {
  const topic = `moment_${how.length}`
  const registry = await open()
  registry.faults.add(fault)
  const { totals } = await sink(registry, topic).deliver(eventOf(topic))
  expect(totals).toMatchObject({ written: 20, deadLettered: 0 })
  expect(registry.requests()).toHaveLength(2)
  await expectOnce(topic)
})

test('a refused login fails the event, and nothing of it is dead-lettered', async () => {
  const registry = await open({ login: { user: 'key', password: 'right' } })
  const login = (password: string) =>
    sink(registry, 'denied', {
      SINK_REGISTRY_USER: 'key',
      SINK_REGISTRY_PASSWORD: password,
    })
  const failing = login('wrong').deliver(eventOf('denied'))
  await expect(failing).rejects.toMatchObject({ code: 'ERR_REGISTRY_DENIED' })
  await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining('wrong') })
  await expectNothing('denied')

  await login('right').deliver(eventOf('denied'))
  await expectOnce('denied')
})

test('what is committed is answered as repeated while the registry is down, by a cold container, too', async () => {
  const registry = await open()
  const container = sink(registry, 'again')
  await container.deliver(eventOf('again'))
  const requests = registry.requests().length
  await close(registry)

  for (const one of [container, sink(registry, 'again')]) {
    expect((await one.deliver(eventOf('again'))).totals).toMatchObject({
      written: 0,
      repeated: 20,
    })
  }
  expect(requests).toBe(1)
  await expectOnce('again')
})

test('a container that knows the schema writes on while the registry is down', async () => {
  const registry = await open()
  const container = sink(registry, 'known')
  await container.deliver(eventOf('known'))
  await close(registry)

  const later = { offset: 10, value: Buffer.concat([idPrefix(ID), Buffer.of(20)]) }
  const { totals } = await container.deliver(kafkaEvent({ known: { 0: [later] } }))
  expect(totals).toMatchObject({ written: 1 })
})
