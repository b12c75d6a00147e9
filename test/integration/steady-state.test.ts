import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    offset: from + index,
    value: envelope(schema, { id: from + index }),
  }))

/** What the sink said, each statement by its first words. */
function said(): readonly string[] {
  return database.statements.all.map(
    ({ sql }) =>
      /^[A-Z]+(?: DATA| TABLE)?(?: IF NOT EXISTS)?/.exec(sql.replace(/^\(/, ''))?.[0] ?? sql,
  )
}

beforeEach(() => {
  database.statements.clear()
})

test('the steady state is BEGIN, claim, one load per table, COMMIT', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ steady: { 0: records(0, 10) } }))
  database.statements.clear()

  const { totals } = await container.deliver(kafkaEvent({ steady: { 0: records(10, 20) } }))

  expect(totals).toMatchObject({ delivered: 10, written: 10, repeated: 0 })
  expect(said()).toEqual(['BEGIN', 'INSERT', 'LOAD DATA', 'COMMIT'])
})

/** How often the columns of tables were read. */
function looks(): number {
  return database.statements.all.filter(({ sql }) => sql.includes('information_schema')).length
}

test('tables are read again 15 minutes after they were, once', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ aged: { 0: records(0, 1) } }))
  database.statements.clear()

  container.advance(14 * 60_000)
  await container.deliver(kafkaEvent({ aged: { 0: records(1, 2) } }))
  expect(said()).toEqual(['BEGIN', 'INSERT', 'LOAD DATA', 'COMMIT'])

  container.advance(60_000)
  await container.deliver(kafkaEvent({ aged: { 0: records(2, 3) } }))
  expect(looks()).toBe(1)

  await container.deliver(kafkaEvent({ aged: { 0: records(3, 4) } }))
  expect(looks()).toBe(1)
})

test('an event that was committed asks for the ranges and writes nothing', async () => {
  const container = startContainer(database)
  await container.deliver(kafkaEvent({ repeated: { 0: records(0, 10) } }))
  database.statements.clear()

  const { totals } = await container.deliver(kafkaEvent({ repeated: { 0: records(0, 10) } }))

  expect(totals).toMatchObject({ delivered: 10, written: 0, repeated: 10 })
  expect(said()).toEqual(['SELECT'])
})

test('a new container reads the end of the ledger first, then the ranges that overlap', async () => {
  await startContainer(database).deliver(kafkaEvent({ fresh: { 0: records(0, 10) } }))
  const other = startContainer(database)
  database.statements.clear()

  const { totals } = await other.deliver(kafkaEvent({ fresh: { 0: records(5, 15) } }))

  expect(totals).toMatchObject({ delivered: 10, written: 5, repeated: 5 })
  const selects = database.statements.all
    .map(({ sql }) => sql)
    .filter((sql) => sql.includes('FROM `kafka_connect_transaction_metadata`'))
  expect(selects).toHaveLength(2)
  expect(selects[0]).toContain('ORDER BY `sequence` DESC LIMIT 1')
  expect(selects[1]).toContain('`lastOffset` >= 5 AND `firstOffset` <= 14')
})

test('what another container has committed since is found by the claim', async () => {
  const [first, second] = [startContainer(database), startContainer(database)]
  await first.deliver(kafkaEvent({ claimed: { 0: records(0, 10) } }))
  await second.deliver(kafkaEvent({ claimed: { 0: records(10, 20) } }))

  const outcome = await first.deliver(kafkaEvent({ claimed: { 0: records(10, 30) } }))

  expect(outcome.totals).toMatchObject({ delivered: 20, written: 10, repeated: 10 })
  expect(outcome.retries).toBe(1)
  const [count] = await database.query('SELECT COUNT(*) AS n FROM claimed')
  expect(count?.n).toBe('30')
})

test('an event without records is answered without a word to the database', async () => {
  const { totals } = await startContainer(database).deliver(kafkaEvent({}))

  expect(totals.delivered).toBe(0)
  expect(said()).toEqual([])
})

test('a warm container keeps one connection, however many events it takes', async () => {
  const container = startContainer(database)
  for (let event = 0; event < 15; event += 1) {
    await container.deliver(kafkaEvent({ warm: { 0: records(event * 2, event * 2 + 2) } }))
  }

  expect(new Set(database.statements.all.map(({ connectionId }) => connectionId)).size).toBe(1)
})
