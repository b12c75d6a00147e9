import { expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { upload } from '../support/upload.ts'

const db = await useStandIn()
const load = async (target: string, lines: string) => {
  const connection = await db.connect()
  return upload(connection, `LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE ${target}`, [
    Buffer.from(lines),
  ])
}
const leaf = (message: string) => `Leaf Error (127.0.0.1:3307): ${message}`

test.each([
  ['INT NOT NULL', '1'],
  ['TIMESTAMP NOT NULL', '2024-01-01'],
  ['TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)', '2024-01-01'],
  ['VARCHAR(3) NOT NULL', 'a'],
  ["ENUM('a') NOT NULL", 'a'],
])('NULL for a column %s is error 1048, whichever way it comes', async (type, value) => {
  const refused = { errno: 1048, message: leaf("Column 'v' cannot be null") }
  await db.query(`CREATE TABLE nulls (n INT PRIMARY KEY, v ${type})`)
  await load('nulls', `1\t${value}\n`)
  for (const attempt of [
    () => load('nulls', '2\t\\N\n'),
    () => db.query('INSERT INTO nulls VALUES (2, NULL)'),
    () => db.query(`INSERT INTO nulls VALUES (2, '${value}'), (3, NULL)`),
    () => db.query('UPDATE nulls SET v = NULL'),
  ]) {
    await expect(attempt()).rejects.toMatchObject(refused)
  }
  expect(await db.query('SELECT n FROM nulls')).toEqual([{ n: '1' }])
  await db.query('DROP TABLE nulls')
})

test('a NOT NULL column without a default cannot be left out, and nothing stands in for it', async () => {
  await db.query('CREATE TABLE wanting (n INT NOT NULL, e ENUM("a") NOT NULL, m INT)')
  const refused = { errno: 1364, message: "Field 'n' doesn't have a default value" }
  await expect(load('wanting (m)', '1\n')).rejects.toMatchObject(refused)
  await expect(db.query('INSERT INTO wanting (m) VALUES (1)')).rejects.toMatchObject(refused)
  for (const attempt of [
    () => load('wanting (n, m)', '1\t1\n'),
    () => db.query('INSERT INTO wanting (n, m) VALUES (1, 1)'),
  ]) {
    await expect(attempt()).rejects.toMatchObject({
      errno: 1364,
      message: expect.stringContaining("'e'"),
    })
  }
  await load('wanting (n, @e) SET e = @e', '1\ta\n')
  expect(await db.query('SELECT * FROM wanting')).toEqual([{ n: '1', e: 'a', m: null }])
})

test('a number that is no member of an ENUM is refused by LOAD DATA, not taken for a position', async () => {
  await db.query(
    "CREATE TABLE sizes (n INT, `s-z` ENUM('2', 'it''s', '\\\\'), m INT, t VARCHAR(9))",
  )
  for (const text of ['1', ' 1', '+1', '01', '3', '0', '']) {
    await expect(load('sizes', `1\t${text}\t1\tx\n`)).rejects.toMatchObject({ errno: 1265 })
    await expect(load('sizes (m, `S-Z`)', `1\t${text}\n`)).rejects.toMatchObject({ errno: 1265 })
  }
  await load('sizes', "1\t2\t1\tx\n2\tit's\t2\tx\n3\t\\\\\t3\tx\n4\t\\N\t4\tx\n")
  await load("sizes (n, `s-z`) SET t = CONCAT(`s-z`, '!'), m = n + 1", '5\t2\n')
  await load('sizes SET t = `s-z`', '6\t2\t6\tx\n')
  expect(await db.query('SELECT * FROM sizes ORDER BY n')).toEqual([
    { n: '1', 's-z': '2', m: '1', t: 'x' },
    { n: '2', 's-z': "it's", m: '2', t: 'x' },
    { n: '3', 's-z': '\\', m: '3', t: 'x' },
    { n: '4', 's-z': null, m: '4', t: 'x' },
    { n: '5', 's-z': '2', m: '6', t: '2!' },
    { n: '6', 's-z': '2', m: '6', t: '2' },
  ])
})

test('a number that is no member of a SET is refused by LOAD DATA, not taken for positions', async () => {
  await db.query("CREATE TABLE sets (s SET('a', '2', 'c'))")
  for (const text of ['1', '3', '7']) {
    await expect(load('sets', `${text}\n`)).rejects.toMatchObject({ errno: 1265 })
  }
  await load('sets', 'a,c\n2\n2,a\n\n')
  const rows = await db.query('SELECT s FROM sets')
  expect(rows.map(({ s }) => s).toSorted()).toEqual(['', '2', 'a,2', 'a,c'])
})

test('a primary key of a TIMESTAMP is unique, and takes no NULL', async () => {
  await db.query('CREATE TABLE moments (at TIMESTAMP, PRIMARY KEY (at))')
  await load('moments', '2024-01-01\n')
  await expect(load('moments', '2024-01-01\n')).rejects.toMatchObject({
    errno: 1062,
    message: leaf("Duplicate entry '2024-01-01 00:00:00' for key 'PRIMARY'"),
  })
  await expect(load('moments', '\\N\n')).rejects.toMatchObject({ errno: 1048 })
})

const kib = (count: number) => 'x'.repeat(count)
test.each([
  ['VARCHAR(3)', 'äöü'],
  ['VARCHAR(3) COLLATE utf8mb4_bin', '🎺🎺🎺'],
  ['VARCHAR(768)', 'ü'.repeat(768)],
  ['VARCHAR(16383)', kib(16_383)],
  ['TINYTEXT', kib(255)],
  ['TEXT', kib(65_535)],
  ['VARBINARY(3)', 'abc'],
])('what fits a %s is kept, and one blank more is error 1406', async (type, longest) => {
  await db.query(`CREATE TABLE lengths (v ${type})`)
  await load('lengths', `${longest}\n`)
  const refused = { errno: 1406, message: expect.stringMatching(/Data too long for column 'w?v'/) }
  for (const tail of [' ', '  ', 'y']) {
    await expect(load('lengths', `${longest}${tail}\n`)).rejects.toMatchObject(refused)
    const insert = `INSERT INTO lengths VALUES ('${longest}${tail}')`
    await expect(db.query(insert)).rejects.toMatchObject(refused)
  }
  await expect(db.query("UPDATE lengths SET v = CONCAT(v, ' ')")).rejects.toMatchObject(refused)
  await db.query('ALTER TABLE lengths CHANGE v wv')
  await expect(load('lengths', `${longest} \n`)).rejects.toMatchObject({
    errno: 1406,
    message: expect.stringContaining("'wv'"),
  })
  const rows = await db.query('SELECT HEX(wv) AS v FROM lengths')
  expect(rows).toEqual([{ v: Buffer.from(longest).toString('hex').toUpperCase() }])
  await db.query('DROP TABLE lengths')
})

test("under utf8mb4_bin 'a' and 'a ' are two keys and two values", async () => {
  await db.query(`CREATE TABLE blanks (
    k VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY,
    j JSON, u VARCHAR(9) COLLATE utf8mb4_bin)`)
  await load('blanks', 'a\t"a"\ta\na \t1\ta \nA\t2\tA\n')
  const equal = async (condition: string) =>
    (await db.query(`SELECT k FROM blanks WHERE ${condition} ORDER BY k`)).map((row) => row.k)
  expect(await equal("k = 'a'")).toEqual(['a'])
  expect(await equal("k = 'a '")).toEqual(['a '])
  expect(await equal('k = u')).toEqual(['A', 'a', 'a '])
  expect(await equal("'a ' = u COLLATE utf8mb4_bin")).toEqual(['a '])
  expect(await equal("CONCAT(k, j, u) = 'a1a '")).toEqual([])
  expect(await equal("CONCAT(k, j, u) = 'a 1a '")).toEqual(['a '])
  const [shown] = await db.query('SHOW CREATE TABLE blanks')
  expect(shown?.['Create Table']).toContain(
    '`k` VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL',
  )
  await expect(load('blanks', 'a \t1\tx\n')).rejects.toMatchObject({ errno: 1062 })
})

test('numbers come back with every digit, but for FLOAT, which MariaDB shows with six', async () => {
  await db.query('CREATE TABLE numbers (d DOUBLE, n DECIMAL(65,30), b BIGINT UNSIGNED, f FLOAT)')
  const decimal = `${'9'.repeat(35)}.${'9'.repeat(30)}`
  const lines = ['16777216.1', '0.30000000000000004', '1.7976931348623157e308']
  await load('numbers', lines.map((d) => `${d}\t${decimal}\t18446744073709551615\t1.5\n`).join(''))
  const rows = await db.query('SELECT d, n, b, f FROM numbers ORDER BY d')
  expect(rows.map(({ d }) => Number(d))).toEqual(lines.map(Number).toSorted((a, b) => a - b))
  for (const { n, b, f } of rows) {
    expect({ n, b, f }).toEqual({ n: decimal, b: '18446744073709551615', f: '1.5' })
  }
})

test('a VECTOR holds as many numbers as it has dimensions, and nothing else', async () => {
  await db.query('CREATE TABLE vectors (n INT, v VECTOR(3, F64))')
  await load('vectors', '1\t[1,-2.5e-3, 3]\n2\t\\N\n')
  for (const text of [
    ...['[1,2]', '[1,2,3,4]', '[]', '1', '"[1,2,3]"', '[1,2,null]', '[1,2,"3"]', '[1,[2],3]'],
    ...['[1,2,true]', '[1,2,NaN]', '[1,2,3', '{"a":1,"b":2,"c":3}', ''],
  ]) {
    await expect(load('vectors', `3\t${text}\n`), text).rejects.toMatchObject({
      errno: 1366,
      message: leaf("Incorrect vector value for column 'v': wants 3 numbers"),
    })
  }
  expect(await db.query('SELECT n, v FROM vectors ORDER BY n')).toEqual([
    { n: '1', v: '[1,-2.5e-3, 3]' },
    { n: '2', v: null },
  ])
})

test('a row may have many long VARCHARs, and each may stand in a key', async () => {
  const columns = Array.from({ length: 20 }, (_, index) => `v${index} VARCHAR(4000)`).join(', ')
  await db.query(
    `CREATE TABLE wide (${columns}, PRIMARY KEY (v0), KEY by_1 (v1, v2), SORT KEY (v3, v4))`,
  )
  const row = `${Array.from({ length: 20 }, () => kib(4000)).join('\t')}\n`
  await load('wide', row)
  await expect(load('wide', row)).rejects.toMatchObject({ errno: 1062 })
  await load('wide', row.replace('x', 'y'))
  expect(await db.query('SELECT COUNT(*) AS n FROM wide')).toEqual([{ n: '2' }])
})
