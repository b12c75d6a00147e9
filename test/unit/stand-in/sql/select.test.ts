import { expect, test } from 'vitest'
import { connect } from './client.ts'

test.each([
  'SELECT 1',
  'select a, b AS c, t.*, d.t.* from t where a = 1 order by a',
  'SELECT DISTINCT a FROM t JOIN u USING (id) LEFT OUTER JOIN d.v AS w ON w.id = t.id ORDER BY 1',
  "SELECT COUNT(*), SUM(DISTINCT a), GROUP_CONCAT(a ORDER BY a DESC SEPARATOR ',') FROM t GROUP BY b HAVING COUNT(*) > 1 ORDER BY 2 LIMIT 1, 2",
  "SELECT CASE WHEN a IS NOT NULL THEN 'x' ELSE NULL END, IF(a, 1, 2), a NOT IN (1, 2), a NOT BETWEEN 1 AND 2, a NOT LIKE 'x' ESCAPE '|' FROM t ORDER BY 1",
  "SELECT CAST(a AS DECIMAL(10,2)), CONVERT(a USING utf8mb4), TRIM(BOTH 'x' FROM a), SUBSTRING(a FROM 1 FOR 2), EXTRACT(DAY FROM b) FROM t ORDER BY 1",
  'SELECT a FROM (SELECT a FROM t UNION ALL SELECT 1) AS q ORDER BY a',
  'WITH q (x) AS (SELECT 1), r AS (SELECT x FROM q) SELECT * FROM q, r ORDER BY 1',
  'SELECT ROW_NUMBER() OVER (PARTITION BY a ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t ORDER BY 1',
  "SELECT NOW(), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(6), DATE '2020-01-01' + INTERVAL 1 DAY, x'41', _utf8mb4'é', -1, !0, 'a' 'b' FROM DUAL",
  'SELECT ((SELECT 1) + 2), EXISTS (SELECT 1), (1, 2) IN ((1, 2)), a <- 1 FROM t ORDER BY 1',
  'SELECT `select` FROM `from` ORDER BY `order`',
  'SELECT a FROM t WHERE id = 1 ORDER BY a FOR UPDATE',
])('%s is passed on as it is', (sql) => {
  const client = connect()
  expect(client.forward(sql)).toEqual({ kind: 'forward', sql })
})

test('comments are left out and one semicolon is allowed', () => {
  expect(connect().forward('SELECT /* a */ 1 -- b\n + 2 # c\n;').sql).toBe('SELECT 1 + 2')
})

test.each([
  ['SELECT * FROM t', true],
  ['SELECT a FROM t LIMIT 5', true],
  ['(SELECT a FROM t ORDER BY a LIMIT 1) UNION ALL (SELECT a FROM u ORDER BY a LIMIT 1)', true],
  ['SELECT * FROM (SELECT a FROM t ORDER BY a) AS q', true],
  ['SELECT * FROM t ORDER BY a', undefined],
  ['SELECT a FROM t UNION SELECT a FROM u ORDER BY a', undefined],
  ['(SELECT a FROM t ORDER BY a LIMIT 5)', undefined],
  ['SELECT 1', undefined],
  ['SELECT TABLE_NAME FROM information_schema.TABLES', undefined],
])('%s is handed out shuffled: %s', (sql, shuffle) => {
  expect(connect().forward(sql).shuffle).toBe(shuffle)
})

test('variables of the server are answered by the rules, under the names they were asked by', () => {
  const client = connect({ serverVersion: '8.9.1', aggregatorId: 3 })
  expect(
    client.forward(
      'SELECT @@memsql_version, @@aggregator_id AS a, @@max_allowed_packet, @@session.lock_wait_timeout, @@tx_isolation, @@version',
    ).sql,
  ).toBe(
    "SELECT '8.9.1' AS `@@memsql_version`, 3 AS a, @@max_allowed_packet, @@SESSION.innodb_lock_wait_timeout AS `@@session.lock_wait_timeout`, @@tx_isolation, '5.7.32' AS `@@version`",
  )
})

test('functions about the server and the connection are answered by the rules', () => {
  expect(
    connect().forward("SELECT VERSION(), database( ), CONNECTION_ID() + 1, CONCAT(SCHEMA(), 'x') y")
      .sql,
  ).toBe(
    "SELECT '5.7.32' AS `VERSION()`, 'shop' AS `database( )`, 7 + 1 AS `CONNECTION_ID() + 1`, CONCAT('shop', 'x') y",
  )
  expect(connect().forward('SELECT DATABASE()', { database: null }).sql).toBe(
    'SELECT NULL AS `DATABASE()`',
  )
})

test('FOR UPDATE with a join or a subselect is refused where a columnstore table is involved', () => {
  const client = connect()
  client.forward('CREATE TABLE c (a INT)')
  client.forward('CREATE ROWSTORE TABLE r (a INT)')
  const message =
    "Feature 'FOR UPDATE with subselect or join involving a columnstore table' is not supported by SingleStore"
  for (const sql of [
    'SELECT * FROM c JOIN r ON c.a = r.a FOR UPDATE',
    'SELECT * FROM c WHERE a IN (SELECT 1) FOR UPDATE',
  ]) {
    expect(client.refusal(sql)).toMatchObject({ errno: 1706, message })
  }
  expect(client.run('SELECT * FROM c FOR UPDATE').kind).toBe('forward')
  expect(client.run('SELECT * FROM r WHERE a IN (SELECT a FROM r) FOR UPDATE').kind).toBe('forward')
})
