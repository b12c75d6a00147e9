import { describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const UPSERT = { SINK_UPSERT: 'true' }
const DELETES = { ...UPSERT, SINK_DELETE_ENABLED: 'true' }

const record = (offset: number, value: unknown, key: unknown = null) => ({
  offset,
  value: value === null ? null : JSON.stringify(value),
  key: key === null ? null : JSON.stringify(key),
})

let tables = 0

const loads = () =>
  database.statements.all.filter(({ sql }) => sql.startsWith('LOAD DATA LOCAL')).length

describe('a column that a schemaless record leaves out', () => {
  test.each([
    ['INT', '-7'],
    ['INT', "'7'"],
    ['BIGINT UNSIGNED', '18446744073709551615'],
    ['TINYINT', 'TRUE'],
    ['YEAR', '2024'],
    ['DECIMAL(10,2)', '1.5'],
    ['DECIMAL(10,2)', '-0'],
    ['DECIMAL(5,0)', "'12'"],
    ['DECIMAL(10,2)', "'1.555'"],
    ['DOUBLE', '0.1'],
    ['DOUBLE', '5'],
    ['FLOAT', '3.14159'],
    ['VARCHAR(20)', "''"],
    ['VARCHAR(20)', "'in stock'"],
    ['VARCHAR(20)', "'it''s \"so\"'"],
    ['VARCHAR(20)', "'a\\\\nb\\\\\\\\c'"],
    ['VARCHAR(20)', "'a\\tb\\nc'"],
    ['VARCHAR(20)', "'NULL'"],
    ['VARCHAR(20)', "'\\\\N'"],
    ['VARCHAR(20)', "'CURRENT_TIMESTAMP'"],
    ['VARCHAR(20)', "'007'"],
    ['VARCHAR(20)', '1e3'],
    ['VARCHAR(20)', "'né 🙂'"],
    ['CHAR(5)', "'a '"],
    ["ENUM('a','B')", "'b'"],
    ["SET('a','b')", "'a,b'"],
    ['VARBINARY(5)', "'abc'"],
    ['DATE', "'2024-02-29'"],
    ['DATETIME(6)', "'2024-02-29 10:00:00.5'"],
    ['DATETIME', "'2024-02-29 10:00:00'"],
    ['TIMESTAMP', "'2024-02-29 10:00:00'"],
    ['TIME', "'-100:00:00'"],
  ])('is what the server itself makes of %s DEFAULT %s', async (type, text) => {
    tables += 1
    const table = `filled_${tables}`
    await database.query(`CREATE TABLE ${table} (id INT, c ${type} DEFAULT ${text})`)
    await database.query(`INSERT INTO ${table} (id) VALUES (1)`)
    await startContainer(database).deliver(kafkaEvent({ [table]: { 0: [record(0, { id: 2 })] } }))
    // HEX tells texts apart that look the same, but not fractions.
    const [server, sink] = await database.query(
      `SELECT c, HEX(c) AS bytes FROM ${table} ORDER BY id`,
    )
    expect(sink).toEqual(server)
    expect(sink?.c).not.toBeNull()
  })

  test('does not split a batch into as many loads as there are ways to leave members out', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `c${at}`)
    const columns = names.map((name, at) => `${name} INT DEFAULT ${at}`)
    await database.query(`CREATE TABLE many (id INT, ${columns.join(', ')})`)
    const records = Array.from({ length: 256 }, (_, id) => {
      const given = names.filter((_, at) => (id >> at) % 2 === 1).map((name) => [name, 100])
      return record(id, { id, ...Object.fromEntries(given) })
    })
    database.statements.clear()
    await startContainer(database).deliver(kafkaEvent({ many: { 0: records } }))
    expect(loads()).toBe(1)
    expect(await database.query('SELECT * FROM many WHERE id = 5')).toEqual([
      { id: '5', c0: '100', c1: '1', c2: '100', c3: '3', c4: '4', c5: '5', c6: '6', c7: '7' },
    ])
  })

  test('is the same beside a typed value whose key has no schema', async () => {
    await database.query(
      'CREATE TABLE beside (id INT, k INT DEFAULT 7, at DATETIME DEFAULT CURRENT_TIMESTAMP)',
    )
    const schema = structSchema({ id: { type: 'int32' } })
    const key = '{"z":1}'
    const keys = { SINK_KEY_COLUMNS: 'k, at', SINK_KEY_FORMAT: 'json' }
    await startContainer(database, keys).deliver(
      kafkaEvent({
        beside: {
          0: [
            { offset: 0, key, value: envelope(schema, { id: 1 }) },
            { offset: 1, key, value: '{"id":2}' },
          ],
        },
      }),
    )
    expect(await database.query('SELECT k, at IS NULL AS unset FROM beside ORDER BY id')).toEqual([
      { k: '7', unset: '0' },
      { k: '7', unset: '0' },
    ])
  })
})

describe('a key column that a record leaves to its default', () => {
  const TENANTS =
    '(tenant INT NOT NULL DEFAULT 0, id INT NOT NULL, v INT, a TEXT, PRIMARY KEY (tenant, id))'

  test('names the same row as one that gives it: the later write stays', async () => {
    await database.query(`CREATE TABLE later ${TENANTS}`)
    await startContainer(database, UPSERT).deliver(
      kafkaEvent({
        later: {
          0: [
            record(0, { id: 9, a: 'other' }),
            record(1, { tenant: 0, id: 1, a: 'first' }),
            record(2, { id: 1, a: 'last' }),
          ],
        },
      }),
    )
    expect(await database.query('SELECT a FROM later WHERE id = 1')).toEqual([{ a: 'last' }])
  })

  test('is found by a delete in the same batch', async () => {
    await database.query(`CREATE TABLE gone ${TENANTS}`)
    const key = { tenant: 0, id: 1 }
    await startContainer(database, DELETES).deliver(
      kafkaEvent({ gone: { 0: [record(0, { id: 1, a: 'x' }, key), record(1, null, key)] } }),
    )
    expect(await database.query('SELECT * FROM gone')).toEqual([])
  })

  test('is found by the version guard: the newer version replaces the older', async () => {
    await database.query(`CREATE TABLE newer ${TENANTS}`)
    const sink = startContainer(database, { ...UPSERT, SINK_VERSION_COLUMN: 'v' })
    await sink.deliver(kafkaEvent({ newer: { 0: [record(0, { id: 1, v: 3 })] } }))
    await sink.deliver(kafkaEvent({ newer: { 0: [record(1, { id: 1, v: 9 })] } }))
    expect(await database.query('SELECT v FROM newer')).toEqual([{ v: '9' }])
  })

  test.each([
    ['another value in the record’s key', 'told', 'id INT NOT NULL DEFAULT 0 PRIMARY KEY'],
    ['a value that the server makes up', 'made', 'id BIGINT AUTO_INCREMENT PRIMARY KEY'],
  ])('makes the record a bad one beside %s', async (_, table, id) => {
    await database.query(`CREATE TABLE ${table} (${id}, a TEXT)`)
    const sink = startContainer(database, { ...DELETES, SINK_ERRORS_TOLERANCE: 'all' })
    const { totals } = await sink.deliver(
      kafkaEvent({ [table]: { 0: [record(0, { a: 'x' }, { id: 5 }), record(1, { id: 6 })] } }),
    )
    expect(totals).toMatchObject({ written: 1, deadLettered: 1 })
    expect(await database.query(`SELECT id FROM ${table}`)).toEqual([{ id: '6' }])
    const [letter] = await database.query(
      `SELECT errorMessage FROM kafka_dead_letters WHERE topic = '${table}'`,
    )
    expect(letter?.errorMessage).toMatch(/key column "id" of table .*SINK_KEY_COLUMNS/)
  })
})
