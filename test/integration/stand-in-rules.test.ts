import { createConnection, type ResultSetHeader } from 'mysql2/promise'
import { expect, test, vi } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { upload } from '../support/upload.ts'

const db = await useStandIn()
const load = async (table: string, lines: string) => {
  const connection = await db.connect()
  const sql = `LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE \`${table}\``
  return upload(connection, sql, [Buffer.from(lines)])
}

test.each([
  ['a number out of range', 'TINYINT', '300', 1264],
  ['a negative number in an unsigned column', 'BIGINT UNSIGNED', '-1', 1264],
  ['a decimal with too many digits', 'DECIMAL(5,2)', '12345.6', 1264],
  ['a double out of range', 'DOUBLE', '1e999', 1264],
  ['text in a number', 'INT', 'abc', 1366],
  ['nothing in a number', 'INT', '', 1366],
  ['text too long', 'VARCHAR(3)', 'abcd', 1406],
  ['bytes too long', 'VARBINARY(2)', 'abc', 1406],
  ['an impossible date', 'DATE', '2024-02-30', 1292],
  ['a date before the year 1000', 'DATE', '0999-12-31', 1292],
  ['a zero date', 'DATETIME(6)', '0000-00-00 00:00:00', 1292],
  ['invalid JSON', 'JSON', '{"a":', 3140],
  ['NULL where it is forbidden', 'INT NOT NULL', '\\N', 1048],
  ['a field too many', 'INT', '1\t2', 1262],
])('%s (%s, %j) fails the whole load with %i', async (name, type, value, errno) => {
  await db.query(`CREATE TABLE \`${name}\` (n INT, v ${type})`)
  await expect(load(name, `1\t1\n2\t${value}\n`)).rejects.toMatchObject({ errno })
  expect(await db.query(`SELECT n FROM \`${name}\``)).toEqual([])
})

test('a field too few fails the whole load', async () => {
  await db.query('CREATE TABLE too_few (n INT, v INT)')
  await expect(load('too_few', '1\t1\n2\n')).rejects.toMatchObject({ errno: 1261 })
  expect(await db.query('SELECT n FROM too_few')).toEqual([])
})

test('a bad value in an INSERT is an error too', async () => {
  await db.query('CREATE TABLE inserted (n TINYINT, v VARCHAR(3))')
  await expect(db.query("INSERT INTO inserted VALUES (300, 'a')")).rejects.toMatchObject({
    errno: 1264,
  })
  await expect(db.query("INSERT INTO inserted VALUES (1, 'abcd')")).rejects.toMatchObject({
    errno: 1406,
  })
})

test('names of 256 characters work in every place, and come back in results and errors', async () => {
  const name = 'long_'.padEnd(256, 'x')
  await db.query(`CREATE TABLE \`${name}\` (\`${name}\` INT PRIMARY KEY, v INT)`)
  await load(name, '1\t2\n')
  await db.query(`ALTER TABLE \`${name}\` ADD COLUMN \`${name.slice(0, -1)}y\` INT`)
  expect(await db.query(`SELECT * FROM \`${name}\``)).toEqual([
    { [name]: '1', v: '2', [`${name.slice(0, -1)}y`]: null },
  ])
  const tables = await db.query('SHOW TABLES')
  expect(tables.flatMap((row) => Object.values(row))).toContain(name)
  await expect(db.query(`SELECT nothing FROM \`${name}\``)).rejects.toMatchObject({ errno: 1054 })
  await expect(db.query(`CREATE TABLE \`${name}\` (n INT)`)).rejects.toThrow(name)
})

test('names with characters of four bytes work in every place, and come back in results and errors', async () => {
  const rows = async (sql: string) => (await db.query(sql)).map(Object.entries)
  await db.query(
    'CREATE TABLE `t🎺` (🎺 INT, `k😀` VARCHAR(3), PRIMARY KEY (🎺), KEY `🔑` (`k😀`))',
  )
  const connection = await db.connect()
  const sql = "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `t🎺` (@`v🎺`, `k😀`) SET `🎺` = @`v🎺`"
  await upload(connection, sql, [Buffer.from('1\t🎺\n')])
  await db.query(
    "INSERT INTO t🎺 (`🎺`, `k😀`) VALUES (2, 'b') ON DUPLICATE KEY UPDATE `k😀` = 'c'",
  )
  await db.query('ALTER TABLE `t🎺` CHANGE `k😀` `k🎷`')
  expect(await rows('SELECT `x🎺`.* FROM t🎺 AS `x🎺` WHERE `x🎺`.🎺 < 2')).toEqual([
    [
      ['🎺', '1'],
      ['k🎷', '🎺'],
    ],
  ])
  expect(await rows("SELECT 1 AS '🎺', 2 AS `🎷`, 3 '😀', DATABASE() = '🎺'")).toEqual([
    [
      ['🎺', '1'],
      ['🎷', '2'],
      ['😀', '3'],
      ["DATABASE() = '🎺'", '0'],
    ],
  ])
  const [keys] = await rows("SHOW INDEX FROM t🎺 WHERE Key_name = '🔑'")
  expect(keys).toContainEqual(['Column_name', 'k🎷'])
  expect((await rows('SHOW TABLES')).flat()).toContainEqual([expect.any(String), 't🎺'])
  await expect(db.query("INSERT INTO t🎺 VALUES (3, 'long')")).rejects.toThrow("column 'k🎷'")
  await expect(db.query('INSERT INTO t🎺 VALUES (1, NULL)')).rejects.toThrow("key 'PRIMARY'")
  await expect(db.query('SELECT nothing FROM `no🎺`')).rejects.toThrow("no🎺' doesn't exist")
})

test('the tables of a database with a long or a strange name are shown', async () => {
  for (const name of [`db🎺${db.database}`, db.database.padEnd(120, 'x')]) {
    await db.query(`CREATE DATABASE \`${name}\``)
    try {
      await db.query(`CREATE TABLE \`${name}\`.t (n INT)`)
      const shown = await db.query(`SHOW TABLES FROM \`${name}\``)
      expect(shown).toEqual([{ [`Tables_in_${name}`]: 't' }])
      const none = `SHOW TABLES FROM \`${name}\` WHERE \`Tables_in_${name}\` = 'u'`
      expect(await db.query(none)).toEqual([])
    } finally {
      await db.query(`DROP DATABASE \`${name}\``)
    }
  }
})

test('a name of 257 characters is refused', async () => {
  const name = 'x'.repeat(257)
  await expect(db.query(`CREATE TABLE \`${name}\` (n INT)`)).rejects.toMatchObject({ errno: 1059 })
})

test('names made to break SQL are names', async () => {
  for (const name of ["a'b", 'a"b', 'a``b', 'a\\b', 'a;--', 'a.b', 'a b', '__proto__', 'ä']) {
    await db.query(`CREATE TABLE \`${name}\` (\`${name}\` INT)`)
    await db.query(`INSERT INTO \`${name}\` VALUES (1)`)
    const [row] = await db.query(`SELECT * FROM \`${name}\``)
    expect(Object.entries(row ?? {})).toEqual([[name.replaceAll('``', '`'), '1']])
  }
})

test('what SHOW CREATE TABLE says makes the same table again', async () => {
  await db.query(
    'CREATE TABLE told (a BIGINT NOT NULL, b LONGTEXT, c DECIMAL(20,4), PRIMARY KEY (a), SORT KEY (c))',
  )
  const [first] = await db.query('SHOW CREATE TABLE told')
  await db.query('DROP TABLE told')
  await db.query(first?.['Create Table'] ?? '')
  expect(await db.query('SHOW CREATE TABLE told')).toEqual([first])
})

test('what no source confirms is let pass, and SHOW WARNINGS says so until the next statement', async () => {
  const connection = await db.connect()
  const [header] = await connection.query<ResultSetHeader>(
    'CREATE TABLE doubtful (a INT, b TEXT, UNIQUE KEY u (a), UNIQUE KEY (a) UNENFORCED, SORT KEY (b))',
  )
  expect(header.warningStatus).toBe(1)
  for (const sql of ['SHOW WARNINGS', 'show warnings limit 5', 'SHOW WARNINGS LIMIT 0, 1;']) {
    const [rows] = await connection.query(sql)
    const Message = expect.stringMatching(/unique key 'u' without a SHARD KEY/)
    expect(rows).toEqual([{ Level: 'Warning', Code: '1706', Message }])
  }
  await expect(connection.query('SHOW WARNINGS LIMIT 1, 5')).resolves.toMatchObject([[], {}])
  await connection.query('SELECT 1')
  await expect(connection.query('SHOW WARNINGS')).resolves.toMatchObject([[], {}])
})

test('a child aggregator sees the tables, and writes no reference table in a transaction', async () => {
  await db.query('CREATE REFERENCE TABLE countries (code CHAR(2) PRIMARY KEY)')
  const { host, port, user, password } = await db.openChild()
  const child = await createConnection({ host, port, user, password, database: db.database })
  await child.query('BEGIN')
  const writing = child.query("INSERT INTO countries VALUES ('ch')")
  await expect(writing).rejects.toThrow('not permitted on child aggregators')
  await child.query('ROLLBACK')
  await child.query("INSERT INTO countries VALUES ('at')")
  expect(await db.query('SELECT code FROM countries')).toEqual([{ code: 'at' }])
  child.destroy()
})

test('rows come in no promised order, and all of them', async () => {
  await db.query('CREATE TABLE unordered (n INT PRIMARY KEY)')
  const numbers = Array.from({ length: 100 }, (_, n) => String(n))
  await load('unordered', `${numbers.join('\n')}\n`)
  const rows = (await db.query('SELECT n FROM unordered')).map((row) => row.n)
  expect(rows).not.toEqual(numbers)
  expect(rows.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers)
  const ordered = await db.query('SELECT n FROM unordered ORDER BY n')
  expect(ordered.map((row) => row.n)).toEqual(numbers)
})

test('what a client says of itself can be read back', async () => {
  const connection = await db.connect({ connectAttributes: { _connector_name: 'a test' } })
  const [rows] = await connection.query(
    `SELECT ATTRIBUTE_VALUE AS v FROM information_schema.mv_connection_attributes
      WHERE ATTRIBUTE_NAME = '_connector_name' AND CONNECTION_ID = ${connection.threadId}`,
  )
  expect(rows).toEqual([{ v: 'a test' }])
})

test('two sessions that wait to alter a table each find what the other has changed', async () => {
  await db.query('CREATE TABLE altered_twice (n INT)')
  const [writer, first, second] = [await db.connect(), await db.connect(), await db.connect()]
  await writer.query('BEGIN')
  await writer.query('INSERT INTO altered_twice VALUES (1)')
  const altering = [
    first.query('ALTER TABLE altered_twice ADD COLUMN a INT'),
    second.query('ALTER TABLE altered_twice ADD COLUMN b INT'),
  ]
  await vi.waitFor(() => {
    const waiting = db.statements.all.filter(({ sql }) => sql.startsWith('ALTER TABLE altered_t'))
    expect(waiting).toHaveLength(2)
  })
  await writer.query('COMMIT')
  await Promise.all(altering)

  const shown = await db.query('DESC altered_twice')
  expect(shown.map((row) => row.Field).toSorted()).toEqual(['a', 'b', 'n'])
})
