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
