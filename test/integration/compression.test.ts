import { describe, expect, test } from 'vitest'
import { INSERT, loadRows, REPLACE } from '../../lib/singlestore/loader.ts'
import type { Row } from '../../lib/singlestore/row.ts'
import type { Compression } from '../../lib/table/loading-rules.ts'
import { useDatabase } from '../support/database.ts'
import { openSessions } from '../support/open-sessions.ts'
import { readTable, rowsOf } from '../support/table-rows.ts'

const database = await useDatabase()
const minute = () => 60_000

/** Of a size that takes many chunks, with characters of four bytes and one row that is longer than a chunk. */
const objects = Array.from({ length: 3_000 }, (_, id) => ({
  id,
  t: `${'\ttext 🎺\\'.repeat(id % 17)}${id === 1_500 ? 'x'.repeat(300_000) : ''}`,
}))

describe.each<[Compression, string]>([
  ['skip', '###.tsv'],
  ['gzip', '###.gz'],
  ['lz4', '###.lz4'],
])('rows that travel by %s', (compression, fileName) => {
  async function create(name: string) {
    const table = `${name}_${compression}`
    await database.query(
      `CREATE TABLE ${table} (id INT PRIMARY KEY, t LONGTEXT CHARACTER SET utf8mb4)`,
    )
    const sessions = openSessions(database)
    return { table: await readTable(sessions, table), connection: await sessions.dml(minute) }
  }

  test('arrive as they are, under the name that says how they are packed', async () => {
    const { table, connection } = await create('whole')
    const options = { ...INSERT, compression }
    const rows = rowsOf(table, objects)
    expect(await loadRows(connection, table.name, rows, options, minute)).toEqual({
      sent: 3_000,
      loaded: 3_000,
    })
    const written = await database.query(`SELECT id, t FROM ${table.name} ORDER BY id`)
    expect(written).toEqual(objects.map(({ id, t }) => ({ id: String(id), t })))
    expect(database.statements.all.map(({ sql }) => sql)).toContainEqual(
      expect.stringContaining(`LOAD DATA LOCAL INFILE '${fileName}' INTO TABLE \`${table.name}\``),
    )
  })

  test('are filtered, and replace others, as any', async () => {
    const { table, connection } = await create('some')
    const rows = rowsOf(table, objects.slice(0, 100))
    const load = (options: Parameters<typeof loadRows>[3]) =>
      loadRows(connection, table.name, rows, { ...options, compression }, minute)
    expect(await load({ ...INSERT, filter: 'id < 10' })).toEqual({ sent: 100, loaded: 10 })
    expect(await load(REPLACE)).toEqual({ sent: 100, loaded: 100 })
  })

  test('and fail in mid-stream are no shorter file: the failure is thrown, whatever the server took', async () => {
    const { table, connection } = await create('half')
    function* rows(): Generator<Row> {
      yield* rowsOf(table, objects)
      throw new TypeError('mine')
    }
    const options = { ...INSERT, compression, filter: 'id >= 0' }
    await connection.execute('BEGIN', 'beginning', minute)
    const loading = loadRows(connection, table.name, rows(), options, minute)
    await expect(loading).rejects.toThrow(TypeError)
    await connection.execute('ROLLBACK', 'rolling back', minute)
    await expect(connection.select('SELECT 1 AS one', 'asking', minute)).resolves.toEqual([
      { one: '1' },
    ])
  })
})
