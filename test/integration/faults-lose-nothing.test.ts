import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const records = (count: number) =>
  Array.from({ length: count }, (_, offset) => ({
    offset,
    value: envelope(schema, { id: offset }),
  }))

afterEach(() => {
  database.faults.clear()
})

async function rowsOf(table: string): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS d FROM \`${table}\``,
  )
  expect(row?.n).toBe(row?.d)
  return Number(row?.n)
}

/** A container that knows the table already, so that the fault strikes in the transaction. */
async function warm(topic: string) {
  const container = startContainer(database, { SINK_RETRY_BACKOFF_MS: '50' })
  await container.deliver(kafkaEvent({ [topic]: { 1: records(1) } }))
  await database.query(`TRUNCATE TABLE \`${topic}\``)
  return container
}

const cut = { kind: 'cut' } as const

test.each([
  ['before COMMIT reaches the server', /^COMMIT/, 'before'],
  ['after COMMIT reached the server', /^COMMIT/, 'after'],
  ['before the claim', /^INSERT/, 'before'],
  ['after the claim', /^INSERT/, 'after'],
  ['in the middle of the load', /^LOAD DATA/, 'during'],
  ['after the load', /^LOAD DATA/, 'after'],
  ['before BEGIN', /^BEGIN/, 'before'],
] as const)('a connection cut %s leaves every record written once', async (name, match, moment) => {
  const topic = `cut_${name.replaceAll(' ', '_')}`
  const container = await warm(topic)
  database.faults.inject({ match, moment, action: cut })

  const { totals } = await container.deliver(kafkaEvent({ [topic]: { 0: records(20) } }))

  expect(database.faults.fired).toHaveLength(1)
  expect(totals).toMatchObject({ delivered: 20, written: 20 })
  expect(await rowsOf(topic)).toBe(20)
})

test.each([1205, 1213, 1290, 1712, 2013])(
  'error %i in the middle of a transaction is retried until it passes',
  async (errno) => {
    const topic = `error_${errno}`
    const container = await warm(topic)
    database.faults.inject({
      match: /^LOAD DATA/,
      moment: 'before',
      action: { kind: 'error', errno, message: 'injected' },
      times: 3,
    })

    const outcome = await container.deliver(kafkaEvent({ [topic]: { 0: records(20) } }))

    expect(outcome.retries).toBe(3)
    expect(await rowsOf(topic)).toBe(20)
  },
)

test.each([1205, 1290, 1712])(
  'a COMMIT that is answered with error %i is not taken for done',
  async (errno) => {
    const topic = `uncommitted_${errno}`
    const container = await warm(topic)
    database.faults.inject({
      match: /^COMMIT/,
      moment: 'before',
      action: { kind: 'error', errno, message: 'injected' },
    })

    const { totals } = await container.deliver(kafkaEvent({ [topic]: { 0: records(20) } }))

    expect(database.faults.fired).toHaveLength(1)
    expect(totals).toMatchObject({ delivered: 20, written: 20 })
    // Another connection sees them: they are committed, not only written.
    expect(await rowsOf(topic)).toBe(20)
  },
)

test('when the retries are used up the error is thrown and nothing is written', async () => {
  const container = await warm('exhausted')
  database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'error', errno: 1712, message: 'injected' },
    times: 100,
  })

  await expect(
    container.deliver(kafkaEvent({ exhausted: { 0: records(3) } })),
  ).rejects.toMatchObject({ code: 'ERR_STORE_TRANSIENT', errno: 1712 })
  expect(database.faults.fired).toHaveLength(11)
  expect(await rowsOf('exhausted')).toBe(0)
})

test('with little time left the sink gives up in time, and a later delivery writes everything', async () => {
  const container = await warm('late')
  const undo = database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'delay', delayMs: 5_000 },
  })
  const event = kafkaEvent({ late: { 0: records(5) } })

  await expect(container.deliver(event, 500)).rejects.toMatchObject({ code: 'ERR_DEADLINE' })
  undo()

  const { totals } = await container.deliver(event)
  expect(totals.written).toBe(5)
  expect(await rowsOf('late')).toBe(5)
})

test('a connection that died while the container was frozen is replaced unseen', async () => {
  const container = await warm('thawed')
  const [row] = await database.query('SELECT CONNECTION_ID() AS id')
  const held = database.statements.all
    .map(({ connectionId }) => connectionId)
    .filter((id) => String(id) !== row?.id)
    .at(-1)
  await database.query(`KILL CONNECTION ${held}`)
  container.advance(60_000)

  const outcome = await container.deliver(kafkaEvent({ thawed: { 0: records(5) } }))

  expect(outcome.retries).toBe(0)
  expect(await rowsOf('thawed')).toBe(5)
})

test('a claim that is swallowed by a lingering connection is waited for, then written by one of the two', async () => {
  const container = await warm('lingering')
  database.faults.inject({
    match: /^LOAD DATA/,
    moment: 'after',
    action: { kind: 'linger', lingerMs: 1_000 },
  })

  const { totals } = await container.deliver(kafkaEvent({ lingering: { 0: records(5) } }))

  expect(totals.written).toBe(5)
  expect(await rowsOf('lingering')).toBe(5)
})
