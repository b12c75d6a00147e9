import { describe, expect, test } from 'vitest'
import { INSERT, loadRows, REPLACE } from '../../lib/singlestore/loader.ts'
import type { Row } from '../../lib/singlestore/row.ts'
import { passingRows, prepareStaging } from '../../lib/singlestore/staging.ts'
import { useDatabase } from '../support/database.ts'
import { openSessions } from '../support/open-sessions.ts'
import { readTable, rowsOf } from '../support/table-rows.ts'

const database = await useDatabase()
const minute = () => 60_000

async function open(name: string) {
  const sessions = openSessions(database)
  const table = await readTable(sessions, name)
  return { table, connection: await sessions.dml(minute) }
}

async function load(name: string, filter: string, objects: Parameters<typeof rowsOf>[1]) {
  const { table, connection } = await open(name)
  return loadRows(connection, name, rowsOf(table, objects), { ...INSERT, filter }, minute)
}

describe('a filtered load', () => {
  test('writes the rows that the filter is true of, and tells how many they were', async () => {
    await database.query('CREATE TABLE orders (id INT PRIMARY KEY, status TEXT, amount INT)')
    const orders = [
      { id: 1, status: 'paid', amount: 5 },
      { id: 2, status: 'open', amount: 5 },
      { id: 3, status: null, amount: 5 },
      { id: 4, status: 'paid', amount: null },
    ]
    const filter = "status <> 'open' AND amount > 1 -- as agreed"
    expect(await load('orders', filter, orders)).toEqual({ sent: 4, loaded: 1 })
    expect(await database.query('SELECT id FROM orders')).toEqual([{ id: '1' }])
  })

  test('counts the rows of all shapes, and sees binary columns and defaults', async () => {
    await database.query(
      "CREATE TABLE shapes (id INT, kind VARCHAR(9) DEFAULT 'new', raw VARBINARY(9))",
    )
    const rows = [
      { id: 1, raw: 'x' },
      { id: 2, kind: 'old', raw: 'x' },
      { id: 3, kind: 'new' },
    ]
    expect(await load('shapes', "kind = 'new' AND raw = 'x'", rows)).toEqual({ sent: 3, loaded: 1 })
    expect(await database.query('SELECT id FROM shapes')).toEqual([{ id: '1' }])
  })

  test('refuses duplicate keys as any other', async () => {
    await database.query('CREATE TABLE keyed (id INT PRIMARY KEY)')
    const loading = load('keyed', 'id > 0', [{ id: 1 }, { id: 1 }])
    await expect(loading).rejects.toMatchObject({ errno: 1062 })
  })

  test('that the server cannot read says where the filter is configured', async () => {
    await database.query('CREATE TABLE unread (id INT)')
    for (const filter of ['nope = 1', 'id >']) {
      await expect(load('unread', filter, [{ id: 1 }])).rejects.toMatchObject({
        code: 'ERR_STORE_PERMANENT',
        message: expect.stringContaining('SINK_FILTER'),
      })
    }
  })

  test('that the server cannot evaluate for a row says so, and nothing of the row', async () => {
    await database.query('CREATE TABLE uncast (id INT, word TEXT)')
    const rows = [{ id: 1, word: 'hush' }]
    const named = {
      errno: 1292,
      message: expect.stringMatching(/^(?!.*hush).*loading rows into "uncast".*SINK_FILTER/),
    }
    await expect(load('uncast', 'CAST(word AS SIGNED) > 0', rows)).rejects.toMatchObject(named)
    await expect(passing('uncast', 'CAST(word AS SIGNED) > 0', rows)).rejects.toMatchObject(named)
  })

  test('is not blamed for a row that would be refused without it', async () => {
    await database.query('CREATE TABLE blameless (id INT PRIMARY KEY)')
    const loading = load('blameless', 'id > 0', [{ id: 1 }, { id: 1 }])
    await expect(loading).rejects.toThrow(/^(?!.*SINK_FILTER)/)
  })

  test('cannot replace rows', async () => {
    await database.query('CREATE TABLE unreplaced (id INT PRIMARY KEY)')
    const { table, connection } = await open('unreplaced')
    const options = { ...REPLACE, filter: 'id > 0' }
    const loading = loadRows(connection, table.name, rowsOf(table, [{ id: 1 }]), options, minute)
    await expect(loading).rejects.toThrow(RangeError)
  })

  test('whose rows fail in mid-stream is an error, though its count would do', async () => {
    await database.query('CREATE TABLE broken (id INT)')
    const { table, connection } = await open('broken')
    function* rows(): Generator<Row> {
      yield* rowsOf(table, [{ id: 1 }, { id: 2 }])
      throw new TypeError('mine')
    }
    const loading = loadRows(connection, 'broken', rows(), { ...INSERT, filter: 'id > 1' }, minute)
    await expect(loading).rejects.toThrow(TypeError)
  })
})

async function passing(name: string, filter: string, objects: Parameters<typeof rowsOf>[1]) {
  const { table, connection } = await open(name)
  await prepareStaging(connection, table, minute)
  const passed = await passingRows(connection, table, rowsOf(table, objects), filter, minute)
  return [...passed].toSorted((a, b) => a - b)
}

describe('the rows that pass', () => {
  test('are found without the table being written, whatever its keys would say', async () => {
    await database.query('CREATE TABLE staged (id INT PRIMARY KEY, v INT)')
    const rows = [{ id: 1, v: 9 }, { id: 1, v: 1 }, { id: 1, v: 9 }, { v: 9 }]
    expect(await passing('staged', 'v > 5', rows)).toEqual([0, 2, 3])
    expect(await database.query('SELECT id FROM staged')).toEqual([])
  })

  test('are those that a filtered load would write: of every type, of every shape', async () => {
    await database.query(
      `CREATE TABLE alike (
        id BIGINT UNSIGNED NOT NULL, flag BOOL, d DECIMAL(20,4), f DOUBLE, word VARCHAR(20) COLLATE utf8mb4_bin,
        free TEXT, raw VARBINARY(9), doc JSON, day DATE, clock TIME(6), at DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
        e ENUM('a','it''s') DEFAULT 'it''s', n INT DEFAULT 7, kafka_sequence INT, y YEAR, PRIMARY KEY (id))`,
    )
    const rows = [
      { id: 1, word: 'A', d: 1.5 },
      { id: 2, word: 'a', raw: 'z', n: 8 },
      { id: 3, free: 'A\ta', doc: { a: [1] }, day: '2024-02-29', clock: '01:02:03.000004' },
      { id: 4, e: 'a', kafka_sequence: 99, flag: true, f: 1e9, at: '2001-01-01 00:00:00' },
      { id: 5, n: null },
    ]
    const filters = [
      "word = 'A'",
      "free LIKE 'a%'",
      "e = 'it''s'",
      'n = 7',
      'at > 20200101',
      "raw = 'z'",
      'kafka_sequence = 99',
      'flag OR d > 1',
      "day = '2024-02-29' AND clock < '02:00:00'",
      'doc IS NULL',
      'n IS NULL',
      'f > 1 OR y IS NULL',
    ]
    for (const filter of filters) {
      await database.query('DELETE FROM alike')
      await load('alike', filter, rows)
      const written = await database.query('SELECT id FROM alike ORDER BY id')
      expect(await passing('alike', filter, rows), filter).toEqual(
        written.map(({ id }) => Number(id) - 1),
      )
    }
  })

  test('are of this call alone, and of the table as it is now', async () => {
    await database.query('CREATE TABLE grown (id INT)')
    const sessions = openSessions(database)
    const connection = await sessions.dml(minute)
    const find = async (filter: string, objects: Parameters<typeof rowsOf>[1]) => {
      const table = await readTable(sessions, 'grown')
      await prepareStaging(connection, table, minute)
      return [...(await passingRows(connection, table, rowsOf(table, objects), filter, minute))]
    }
    expect(await find('id > 1', [{ id: 1 }, { id: 2 }])).toEqual([1])
    expect(await find('id > 1', [{ id: 3 }])).toEqual([0])
    await expect(find('id > 1', [{ id: 'x' }, { id: 3 }])).rejects.toThrow()
    expect(await find('id > 1', [{ id: 1 }])).toEqual([])
    await database.query('ALTER TABLE grown ADD COLUMN more INT')
    expect(await find('more = 1', [{ id: 1 }, { id: 1, more: 1 }])).toEqual([1])
  })

  test('are found inside a transaction, which stays open', async () => {
    await database.query('CREATE TABLE inside (id INT)')
    const { table, connection } = await open('inside')
    await prepareStaging(connection, table, minute)
    await connection.execute('BEGIN', 'beginning', minute)
    await connection.execute('INSERT INTO inside VALUES (1)', 'inserting', minute)
    const passed = await passingRows(
      connection,
      table,
      rowsOf(table, [{ id: 2 }]),
      'id > 1',
      minute,
    )
    expect([...passed]).toEqual([0])
    await connection.execute('ROLLBACK', 'rolling back', minute)
    expect(await database.query('SELECT id FROM inside')).toEqual([])
  })

  test('cannot be found in a session that nobody prepared: another try is', async () => {
    await database.query('CREATE TABLE unprepared (id INT)')
    const { table, connection } = await open('unprepared')
    const finding = passingRows(connection, table, rowsOf(table, [{ id: 1 }]), 'id > 0', minute)
    await expect(finding).rejects.toMatchObject({ transient: true })
  })

  test('cannot be found by a column that the table alone fills, where a record leaves it out', async () => {
    await database.query(
      'CREATE TABLE numbered (id BIGINT AUTO_INCREMENT, width INT, PRIMARY KEY (id))',
    )
    await expect(passing('numbered', '`ID` > 3', [{ width: 1 }])).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining('"id"'),
    })
    expect(await passing('numbered', 'id > 3', [{ id: 4, width: 1 }])).toEqual([0])
    expect(await passing('numbered', 'width > 3', [{ width: 4 }])).toEqual([0])
    for (const text of ["'id'", '"id"', "'it''s id'", "'\\\\'' id'", "'a' 'id'", '"\'" "id"']) {
      const filter = `width > 3 AND 'x' <> ${text}`
      expect(await passing('numbered', filter, [{ width: 4 }]), filter).toEqual([0])
    }
    for (const filter of ["'x' <> 'y' AND id > 3", "'\\\\' <> id", "'' <> `id`"]) {
      const found = passing('numbered', filter, [{ width: 4 }])
      await expect(found, filter).rejects.toThrow('"id"')
    }
  })
})
