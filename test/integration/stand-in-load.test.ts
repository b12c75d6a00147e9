import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { INDEPENDENT_FRAME, LINKED_FRAME } from '../support/lz4-frames.ts'
import { upload } from '../support/upload.ts'

const db = await useStandIn()

const load = (table: string, rest = ''): string =>
  `LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE ${table}${rest}`

test('every byte value in a binary column loads as it was sent', async () => {
  await db.query('CREATE TABLE bytes (n INT, b VARBINARY(10))')
  const connection = await db.connect()
  const all = Array.from({ length: 256 }, (_, byte) => byte)
  const lines = all.map((byte) => `${byte}\t${Buffer.of(byte, 0, byte).toString('base64')}\n`)
  const sql = load('bytes', ' (n, @b) SET b = FROM_BASE64(@b)')
  const header = await upload(connection, sql, [Buffer.from(lines.join(''))])
  expect(header.affectedRows).toBe(256)
  const rows = await db.query('SELECT n, HEX(b) AS b FROM bytes ORDER BY n')
  const hex = (byte: number): string => Buffer.of(byte, 0, byte).toString('hex').toUpperCase()
  expect(rows).toEqual(all.map((byte) => ({ n: String(byte), b: hex(byte) })))
})

test('NULL, empty text, tab, newline, backslash, NUL and four-byte UTF-8 load as they were sent', async () => {
  await db.query('CREATE TABLE texts (n INT, t LONGTEXT CHARACTER SET utf8mb4)')
  const connection = await db.connect()
  const lines = [
    '1\t\\N',
    '2\t',
    '3\ta\\tb',
    '4\ta\\nb',
    '5\ta\\\\b',
    '6\ta\\0b',
    '7\t🎺é',
    '8\t\\\\N',
  ]
  await upload(connection, load('texts'), [Buffer.from(`${lines.join('\n')}\n`)])
  const rows = await db.query('SELECT t FROM texts ORDER BY n')
  expect(rows.map((row) => row.t)).toEqual([null, '', 'a\tb', 'a\nb', 'a\\b', 'a\0b', '🎺é', '\\N'])
})

test('a duplicate key is an error, and nothing is loaded', async () => {
  await db.query('CREATE TABLE keyed (id INT PRIMARY KEY)')
  const connection = await db.connect()
  const loading = upload(connection, load('keyed'), [Buffer.from('1\n2\n1\n')])
  await expect(loading).rejects.toMatchObject({ errno: 1062 })
  expect(await db.query('SELECT id FROM keyed')).toEqual([])
})

test('with REPLACE the later line wins, and each replaced row counts twice', async () => {
  await db.query('CREATE TABLE replaced (id INT PRIMARY KEY, v TEXT)')
  const connection = await db.connect()
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' REPLACE INTO TABLE replaced"
  const header = await upload(connection, sql, [Buffer.from('1\told\n1\tnew\n')])
  expect(header.affectedRows).toBe(3)
  expect(await db.query('SELECT id, v FROM replaced')).toEqual([{ id: '1', v: 'new' }])
})

test('a gzipped file is unpacked, by the name it is asked for under', async () => {
  await db.query('CREATE TABLE zipped (n INT)')
  const connection = await db.connect()
  const numbers = Array.from({ length: 50_000 }, (_, n) => `${n}\n`).join('')
  const sql = "LOAD DATA LOCAL INFILE '###.gz' INTO TABLE zipped"
  const header = await upload(connection, sql, [gzipSync(numbers)])
  expect(header.affectedRows).toBe(50_000)
})

test('a file that is no gzip is refused, nothing is loaded, and the session goes on', async () => {
  await db.query('CREATE TABLE unzippable (n INT)')
  const connection = await db.connect()
  const sql = "LOAD DATA LOCAL INFILE '###.gz' INTO TABLE unzippable"
  const loading = upload(connection, sql, [Buffer.from('1\n2\n'), Buffer.alloc(1 << 20, '3\n')])
  await expect(loading).rejects.toMatchObject({ errno: expect.any(Number) })
  await expect(connection.query('SELECT n FROM unzippable')).resolves.toMatchObject([[], {}])
})

test('an empty file loads no row', async () => {
  await db.query('CREATE TABLE empty_file (n INT)')
  const connection = await db.connect()
  expect((await upload(connection, load('empty_file'), [])).affectedRows).toBe(0)
})

test('a file of many chunks loads whole', async () => {
  await db.query('CREATE TABLE many (n INT, t TEXT)')
  const connection = await db.connect()
  const line = (n: number): string => `${n}\t${'x'.repeat(100)}\n`
  const chunk = (c: number): Buffer =>
    Buffer.from(Array.from({ length: 500 }, (_, n) => line(c * 500 + n)).join(''))
  const chunks = Array.from({ length: 400 }, (_, c) => chunk(c))
  expect((await upload(connection, load('many'), chunks)).affectedRows).toBe(200_000)
  const [row] = await db.query('SELECT COUNT(DISTINCT n) AS n FROM many')
  expect(row).toEqual({ n: '200000' })
})

test('a client that goes away in mid-load leaves nothing, and its transaction is undone', async () => {
  await db.query('CREATE TABLE halfway (n INT)')
  const connection = await db.connect()
  await connection.query('BEGIN')
  await connection.query('INSERT INTO halfway VALUES (0)')
  const { promise: firstSent, resolve } = Promise.withResolvers<void>()
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('1\n2\n')
    resolve()
    await new Promise(() => undefined)
  }
  const loading = upload(connection, load('halfway'), chunks())
  loading.catch(() => undefined)
  await firstSent
  connection.destroy()
  // The row of the open transaction is locked until it is undone.
  await db.query('CREATE TABLE after_halfway (n INT)')
  expect(await db.query('SELECT n FROM halfway')).toEqual([])
})

test('a client that did not offer local files is refused', async () => {
  await db.query('CREATE TABLE not_offered (n INT)')
  const connection = await db.connect({ flags: ['-LOCAL_FILES'] })
  const loading = upload(connection, load('not_offered'), [Buffer.from('1\n')])
  await expect(loading).rejects.toMatchObject({ errno: 1148 })
})

test('a port scan does not disturb the database', async () => {
  const socket = connectSocket(db.port, db.host)
  socket.end('GET / HTTP/1.1\r\n\r\n')
  socket.resume()
  await once(socket, 'close')
  expect(await db.query('SELECT 1 AS one')).toEqual([{ one: '1' }])
})

const filtered = (table: string, rest: string): string =>
  `LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE ${table} ${rest}`

test('rows for which WHERE is not true are left out, and the count is of the others', async () => {
  await db.query('CREATE TABLE filtered (id INT PRIMARY KEY, t TEXT)')
  const connection = await db.connect()
  const file = [Buffer.from('1\ta\n2\tb\n3\t\\N\n4\ta\n')]
  const header = await upload(connection, filtered('filtered', "WHERE t <> 'b' AND id < 4"), file)
  expect(header.affectedRows).toBe(1)
  expect(await db.query('SELECT id FROM filtered')).toEqual([{ id: '1' }])
})

test('WHERE sees columns that SET computes, and those that the file leaves to their defaults', async () => {
  await db.query("CREATE TABLE computed (b VARBINARY(9), n INT, s VARCHAR(9) DEFAULT 'new')")
  const connection = await db.connect()
  const file = [Buffer.from(`1\t${btoa('x')}\n2\t${btoa('y')}\n`)]
  const load = filtered('computed', "(n, @b) SET b = FROM_BASE64(@b) WHERE b = 'y' AND s = 'new'")
  expect((await upload(connection, load, file)).affectedRows).toBe(1)
  expect(await db.query('SELECT n, s FROM computed')).toEqual([{ n: '2', s: 'new' }])
})

test('with REPLACE and WHERE a later line wins over an earlier one, and a dropped one over none', async () => {
  await db.query('CREATE TABLE passing (id INT PRIMARY KEY, v INT)')
  const connection = await db.connect()
  const load = "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE passing WHERE v < 9"
  const file = [Buffer.from('1\t1\n2\t9\n1\t2\n1\t9\n')]
  expect((await upload(connection, load, file)).affectedRows).toBe(3)
  expect(await db.query('SELECT id, v FROM passing')).toEqual([{ id: '1', v: '2' }])
})

test('a filtered load is as strict as any: duplicate keys, bad values, NULL where there can be none', async () => {
  await db.query('CREATE TABLE strict (id INT PRIMARY KEY, d DATE, j JSON)')
  const connection = await db.connect()
  const load = filtered('strict', 'WHERE id < 9')
  const errno = (file: string) =>
    upload(connection, load, [Buffer.from(file)]).then(
      () => 0,
      (error: { readonly errno: number }) => error.errno,
    )
  expect(await errno('1\t\\N\t\\N\n1\t\\N\t\\N\n')).toBe(1062)
  expect(await errno('x\t\\N\t\\N\n')).toBe(1366)
  expect(await errno('1\t0999-01-01\t\\N\n')).toBe(1292)
  expect(await errno('1\t\\N\t{\n')).toBe(3140)
  expect(await errno('\\N\t\\N\t\\N\n')).toBe(1048)
  expect(await db.query('SELECT id FROM strict')).toEqual([])
})

test('a filtered load is part of the transaction that is open', async () => {
  await db.query('CREATE TABLE undone (n INT)')
  const connection = await db.connect()
  await connection.query('BEGIN')
  await connection.query('INSERT INTO undone VALUES (0)')
  await upload(connection, filtered('undone', 'WHERE n > 1'), [Buffer.from('1\n2\n')])
  await connection.query('ROLLBACK')
  expect(await db.query('SELECT n FROM undone')).toEqual([])
})

test('a filtered load keeps the server’s numbers, members that are numbers, and long names', async () => {
  const name = 'n'.repeat(200)
  await db.query(
    `CREATE TABLE ${name} (id BIGINT AUTO_INCREMENT, ${name}c INT, e ENUM('2', '1'), PRIMARY KEY (id))`,
  )
  const connection = await db.connect()
  const load = filtered(name, `(${name}c, e) WHERE ${name}c > 1`)
  await upload(connection, load, [Buffer.from('1\t1\n2\t2\n3\t1\n')])
  const rows = await db.query(`SELECT ${name}c AS c, e, id IS NULL AS gone FROM ${name} ORDER BY 1`)
  expect(rows).toEqual([
    { c: '2', e: '2', gone: '0' },
    { c: '3', e: '1', gone: '0' },
  ])
})

test.each([
  ['a column that is not there', 'nope = 1', 1054],
  ['no expression', 'n =', 1064],
  ['a variable of the file', '@n = 1', 1706],
])('a filter with %s is refused', async (_, where, errno) => {
  await db.query('CREATE TABLE IF NOT EXISTS wrong_filter (n INT)')
  const connection = await db.connect()
  const load = filtered('wrong_filter', `(@n) SET n = @n WHERE ${where}`)
  await expect(upload(connection, load, [Buffer.from('1\n')])).rejects.toMatchObject({ errno })
  await expect(connection.query('SELECT n FROM wrong_filter')).resolves.toMatchObject([[], {}])
})

test.each([
  ['linked blocks, all checksums and the size', LINKED_FRAME],
  ['independent blocks', INDEPENDENT_FRAME],
])('an LZ4 frame of another hand is unpacked: %s', async (_, frame) => {
  await db.query('CREATE TABLE IF NOT EXISTS framed (n INT)')
  await db.query('DELETE FROM framed')
  const connection = await db.connect()
  const sql = "LOAD DATA LOCAL INFILE '###.lz4' INTO TABLE framed"
  // In small pieces: nothing in a frame ends where a packet does.
  const pieces = Array.from({ length: Math.ceil(frame.length / 100) }, (_, n) =>
    frame.subarray(n * 100, n * 100 + 100),
  )
  expect((await upload(connection, sql, pieces)).affectedRows).toBe(30_000)
  const [row] = await db.query('SELECT COUNT(DISTINCT n) AS n, SUM(n) AS sum FROM framed')
  expect(row).toEqual({ n: '100', sum: '1485000' })
})

test.each([
  ['is none', Buffer.from('1\n2\n3\n')],
  ['is cut', INDEPENDENT_FRAME.subarray(0, -3)],
  ['is damaged', Buffer.from(LINKED_FRAME).fill('x', 500, 510)],
])(
  'a file that should be an LZ4 frame and %s is refused, and nothing is loaded',
  async (_, file) => {
    await db.query('CREATE TABLE IF NOT EXISTS unframed (n INT)')
    const connection = await db.connect()
    const sql = "LOAD DATA LOCAL INFILE '###.lz4' INTO TABLE unframed"
    await expect(upload(connection, sql, [file])).rejects.toMatchObject({ errno: 1105 })
    await expect(connection.query('SELECT n FROM unframed')).resolves.toMatchObject([[], {}])
  },
)
