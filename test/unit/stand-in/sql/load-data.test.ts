import { expect, test } from 'vitest'
import type { SessionState } from '../../../../infra/local/stand-in/action.ts'
import { connect } from './client.ts'

function load(sql: string, session: Partial<SessionState> = {}) {
  const action = connect().run(sql, session)
  if (action.kind !== 'load') throw new Error(`not a load but ${JSON.stringify(action)}`)
  const { fileName, compression } = action
  return { fileName, compression, sql: action.sql('/spool/1') }
}

test('what a sink sends becomes a load by the server itself, with every clause kept', () => {
  expect(
    load(
      "LOAD DATA LOCAL INFILE '###.tsv' INTO TABLE `t` CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (`a`, @v1, `c`, @end) SET `b` = FROM_BASE64(@v1)",
    ),
  ).toEqual({
    fileName: '###.tsv',
    compression: 'none',
    sql: "LOAD DATA INFILE '/spool/1' INTO TABLE `t` CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (`a`, @v1, `c`, @end) SET `b` = FROM_BASE64(@v1)",
  })
})

test.each([
  ["'###.gz'", '###.gz', 'gzip'],
  ["'###.GZ'", '###.GZ', 'gzip'],
  ["'x' COMPRESSION GZIP", 'x', 'gzip'],
  ["'###.lz4'", '###.lz4', 'lz4'],
  ["'x' COMPRESSION LZ4", 'x', 'lz4'],
  ["'x.gz' COMPRESSION NONE", 'x.gz', 'none'],
  ["'x.gz' COMPRESSION AUTO", 'x.gz', 'gzip'],
  ["'x.tsv'", 'x.tsv', 'none'],
])('INFILE %s is asked for as %s and read as %s', (source, fileName, compression) => {
  expect(load(`LOAD DATA LOCAL INFILE ${source} INTO TABLE t`)).toMatchObject({
    fileName,
    compression,
  })
})

test('REPLACE, header lines and simple expressions are kept', () => {
  expect(
    load(
      "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE d.t COLUMNS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' LINES STARTING BY '>' IGNORE 1 LINES (a, @x, @y) SET b = NULLIF(@x, ''), c = IFNULL(UNHEX(@Y), b)",
    ).sql,
  ).toBe(
    "LOAD DATA INFILE '/spool/1' REPLACE INTO TABLE d.t CHARACTER SET utf8mb4 COLUMNS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' LINES STARTING BY '>' IGNORE 1 LINES (a, @x, @y) SET b = NULLIF(@x, ''), c = IFNULL(UNHEX(@Y), b)",
  )
})

test('the path is quoted', () => {
  const action = connect().run("LOAD DATA LOCAL INFILE 'x' INTO TABLE t")
  expect(action.kind === 'load' && action.sql("/it's/a\\path")).toContain(
    "INFILE '/it''s/a\\\\path' INTO",
  )
})

test('a load variable that the column list does not name is refused: it could only be a leak', () => {
  const client = connect()
  const refused = { errno: 1706, message: expect.stringContaining('user-defined variables') }
  expect(
    client.refusal("LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a, @b) SET c = @d"),
  ).toMatchObject(refused)
  client.run("LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a, @b) SET c = @b")
  expect(client.refusal('SELECT @b')).toMatchObject(refused)
})

test.each([
  ['IGNORE INTO TABLE t', 'LOAD DATA … IGNORE'],
  ['SKIP ALL ERRORS INTO TABLE t', 'LOAD DATA … SKIP'],
  ['SKIP DUPLICATE KEY ERRORS INTO TABLE t', 'LOAD DATA … SKIP'],
  ['INTO TABLE t FORMAT JSON (a <- %)', 'LOAD DATA … FORMAT'],
  ['INTO TABLE t TRAILING NULLCOLS (a)', 'TRAILING NULLCOLS'],
  ["INTO TABLE t NULL DEFINED BY '' (a)", 'NULL DEFINED BY'],
  ['INTO TABLE t (a) WHERE a > (SELECT 1)', 'LOAD DATA … WHERE with a subselect'],
  ['INTO TABLE t (a) WHERE a > 1 MAX_ERRORS 5', 'MAX_ERRORS'],
  ['INTO TABLE t (a) MAX_ERRORS 5', 'MAX_ERRORS'],
  ["INTO TABLE t (a) ERRORS HANDLE 'h'", 'ERRORS HANDLE'],
  ['COMPRESSION ZSTD INTO TABLE t', 'COMPRESSION ZSTD'],
  ['INTO TABLE t CHARACTER SET latin1', 'CHARACTER SET latin1'],
])('LOAD DATA LOCAL INFILE … %s is refused as not emulated', (rest, construct) => {
  const { errno, message } = connect().refusal(`LOAD DATA LOCAL INFILE 'x' ${rest}`)
  expect(errno).toBe(1706)
  expect(message).toMatch(/does not emulate/)
  expect(message).toContain(construct)
})

test('rows to be filtered go through a table of their own, in the order of the file', () => {
  const client = connect()
  client.run(
    'CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, a INT NOT NULL, b VARBINARY(9))',
  )
  const action = client.run(
    "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE t (a, @b) SET b = FROM_BASE64(@b) WHERE (a > 1)",
  )
  if (action.kind !== 'load') throw new Error(`not a load but ${JSON.stringify(action)}`)
  const spool = /`shop`\.`s2_filtered_\w{32}`/.exec(action.sql('/spool/1'))?.[0]
  expect(action.before?.[0]).toBe(`DROP TEMPORARY TABLE IF EXISTS ${spool}`)
  expect(action.before?.[1]).toContain(`CREATE TEMPORARY TABLE ${spool} (\`id\` BIGINT NULL, `)
  expect(action.before?.[1]).toContain('`a` INT NOT NULL')
  expect(action.sql('/spool/1')).toBe(
    `LOAD DATA INFILE '/spool/1' INTO TABLE ${spool} CHARACTER SET utf8mb4 (a, @b) SET b = FROM_BASE64(@b)`,
  )
  expect(action.after).toEqual([
    `REPLACE INTO \`shop\`.\`t\` (\`a\`, \`b\`) SELECT \`a\`, \`b\` FROM ${spool} WHERE (a > 1) ORDER BY s2_filtered_sequence`,
  ])
})

test.each([
  ["LOAD DATA INFILE 'x' INTO TABLE t", /without LOCAL/],
  ["LOAD DATA S3 'x' INTO TABLE t", /LOAD DATA S3/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a) WHERE a > 1", /'shop.t' doesn't exist/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a) ON DUPLICATE KEY UPDATE a = 1", /ON DUPLICATE KEY/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a) SET @b = 1", /syntax/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a, @b, @B)", /listed twice/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a) SET a = (SELECT GET_LOCK('x', 1))", /GET_LOCK/],
  ["LOAD DATA LOCAL INFILE 'x' INTO TABLE t (a); DROP TABLE t", /near 'DROP TABLE t'/],
])('%s is refused', (sql, message) => {
  expect(connect().refusal(sql).message).toMatch(message)
})
