import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { type Container, startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64', a: 'string', b: 'string' })
const typed = (id: number) => envelope(schema, { id, a: `a${id}`, b: `b${id}` })
const untyped = (id: number) => `{"id":${id},"a":"a${id}"}`

beforeEach(() => {
  database.statements.clear()
})

const event = (topic: string, offset: number, value: string) =>
  kafkaEvent({ [topic]: { 0: [{ offset, value }] } })

/** How often the catalog read the columns of a table. */
function looks(table: string): number {
  const asked = new RegExp(`information_schema.*'${table}'`)
  return database.statements.all.filter(({ sql }) => asked.test(sql)).length
}

/** A container that knows the table, made by hand, and has written one row to it. */
async function warm(
  table: string,
  columns: string,
  value: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Container> {
  await database.query(`CREATE TABLE ${table} (${columns})`)
  const container = startContainer(database, environment)
  await container.deliver(event(table, 0, value))
  database.statements.clear()
  return container
}

const COLUMNS = 'id BIGINT, a VARCHAR(20), b VARCHAR(20)'

test('while nothing changes nothing is asked', async () => {
  const container = await warm('steady', COLUMNS, typed(0))

  await container.deliver(event('steady', 1, typed(1)))

  expect(looks('steady')).toBe(0)
})

test('a column whose type was changed by hand is written by its new type 15 minutes later', async () => {
  const decimal = {
    type: 'bytes',
    optional: true,
    name: 'org.apache.kafka.connect.data.Decimal',
    parameters: { scale: '2' },
  } as const
  const of = structSchema({ id: 'int64', c: decimal })
  /** 2.23 */
  const value = (id: number) => envelope(of, { id, c: 'AN8=' })
  const container = await warm('scaled', 'id BIGINT, c DECIMAL(12, 2)', value(0))
  await database.query('ALTER TABLE scaled ADD COLUMN c1 DECIMAL(20, 1)')
  await database.query('ALTER TABLE scaled DROP COLUMN c')
  await database.query('ALTER TABLE scaled CHANGE c1 c')
  database.statements.clear()

  container.advance(15 * 60_000)
  // The server would round it to 2.2, without a word.
  await expect(container.deliver(event('scaled', 1, value(1)))).rejects.toThrow(/DECIMAL\(20,1\)/i)

  expect(looks('scaled')).toBe(1)
})

describe('a column that was dropped under a warm container', () => {
  test('is named', async () => {
    const container = await warm('dropped', COLUMNS, typed(0))
    await database.query('ALTER TABLE dropped DROP COLUMN b')

    await expect(container.deliver(event('dropped', 1, typed(1)))).rejects.toMatchObject({
      code: 'ERR_COLUMN_MISSING',
      coordinates: { table: 'dropped', column: 'b' },
    })
    expect(looks('dropped')).toBe(1)
  })

  test('is added again where tables evolve', async () => {
    const evolve = { SINK_SCHEMA_EVOLUTION: 'add' }
    const container = await warm('restored', COLUMNS, typed(0), evolve)
    await database.query('ALTER TABLE restored DROP COLUMN b')

    await container.deliver(event('restored', 1, typed(1)))

    expect(await database.query('SELECT id, b FROM restored ORDER BY id')).toEqual([
      { id: '0', b: null },
      { id: '1', b: 'b1' },
    ])
  })

  test('is no longer written where the records have no schema', async () => {
    const container = await warm('narrowed', COLUMNS, untyped(0))
    await database.query('ALTER TABLE narrowed DROP COLUMN b')

    const { totals } = await container.deliver(event('narrowed', 1, untyped(1)))

    expect(totals.written).toBe(1)
    expect(looks('narrowed')).toBe(1)
  })
})

describe('a column that was added under a warm container', () => {
  test('is found by the first record without a schema that has it', async () => {
    const container = await warm('widened', 'id BIGINT, a VARCHAR(20)', untyped(0))
    await database.query('ALTER TABLE widened ADD COLUMN c INT NULL')

    await container.deliver(event('widened', 1, '{"id":1,"c":7}'))

    expect(await database.query('SELECT * FROM widened WHERE id = 1')).toEqual([
      { id: '1', a: null, c: '7' },
    ])
    expect(looks('widened')).toBe(1)
  })

  test('that may not be left out is named', async () => {
    const container = await warm('demanding', COLUMNS, typed(0))
    await database.query('DROP TABLE demanding')
    await database.query(`CREATE TABLE demanding (${COLUMNS}, c INT NOT NULL)`)

    await expect(container.deliver(event('demanding', 1, typed(1)))).rejects.toMatchObject({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringMatching(/^Column "c" of table "demanding" is NOT NULL/),
    })
    expect(looks('demanding')).toBe(1)
  })
})

describe('a table that was dropped under a warm container', () => {
  test('is created again', async () => {
    const container = await warm('gone', COLUMNS, typed(0))
    await database.query('DROP TABLE gone')

    await container.deliver(event('gone', 1, typed(1)))

    expect(await database.query('SELECT id FROM gone')).toEqual([{ id: '1' }])
  })

  test('and made otherwise is written as it is now', async () => {
    const container = await warm('remade', COLUMNS, typed(0))
    await database.query('DROP TABLE remade')
    await database.query('CREATE TABLE remade (a BLOB, B LONGTEXT, ID DECIMAL(20,2))')

    await container.deliver(event('remade', 1, typed(1)))

    expect(await database.query('SELECT * FROM remade')).toEqual([
      { a: '0x6131', B: 'b1', ID: '1.00' },
    ])
  })
})

test('a column whose type was changed takes what fits once the server has refused it', async () => {
  const day = { type: 'int32', name: 'org.apache.kafka.connect.data.Date', optional: true }
  const dated = envelope(structSchema({ id: 'int64', at: day }), { id: 1, at: 1 })
  const container = await warm('retyped', 'id BIGINT, at DATE', dated)
  await database.query('DROP TABLE retyped')
  await database.query('CREATE TABLE retyped (id BIGINT, at INT)')

  await container.deliver(event('retyped', 1, dated))

  expect(await database.query('SELECT * FROM retyped')).toEqual([{ id: '1', at: '1' }])
  expect(looks('retyped')).toBe(1)
})
