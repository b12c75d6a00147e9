import { expect, test } from 'vitest'
import { type Client, connect } from './client.ts'

function shop(): Client {
  const client = connect()
  client.forward(
    'CREATE TABLE t (id INT DEFAULT 0, g INT DEFAULT 0, v INT, PRIMARY KEY (id, g), SHARD KEY (id))',
  )
  client.forward('CREATE TABLE keyless (a INT, b INT)')
  client.forward('CREATE TABLE u (a INT, b INT, SHARD KEY (a), UNIQUE KEY uq (a))')
  client.forward('CREATE REFERENCE TABLE ref (id INT PRIMARY KEY, v INT)')
  return client
}

test.each([
  'INSERT INTO t VALUES (1, 2, 3), (4, 5, 6);',
  'INSERT INTO t (id, `g`) VALUES (DEFAULT, -1)',
  'INSERT t () VALUES ()',
  'INSERT IGNORE INTO shop.t (id) VALUES (1)',
  'INSERT INTO t (id, v) VALUES (1, 2) ON DUPLICATE KEY UPDATE v = VALUES(v) + t.v',
  'INSERT INTO t SELECT a, b, 1 FROM u',
  'INSERT INTO t (id) (SELECT a FROM u) ON DUPLICATE KEY UPDATE v = 1',
  'REPLACE INTO t VALUES (1, 2, 3)',
  'UPDATE t SET v = v + 1 WHERE id = 1',
  'UPDATE t SET v = 1 WHERE id = 1 AND g > 2 LIMIT 5',
  'UPDATE t SET v = 1 WHERE v > 2 AND t.id IN (7) LIMIT 5',
  'UPDATE ref SET v = 1 LIMIT 1',
  'UPDATE t AS x JOIN u ON x.id = u.a SET x.v = u.b',
  'DELETE FROM t',
  'DELETE FROM t WHERE id IN (SELECT a FROM u) LIMIT 3',
  'DELETE x FROM t AS x JOIN ref ON x.id = ref.id WHERE ref.v = 1',
])('%s is passed on as it is', (sql) => {
  expect(shop().forward(sql).sql).toBe(sql.replace(/;$/, ''))
})

test.each([
  [
    'INSERT INTO t (id) VALUES (1) ON DUPLICATE KEY UPDATE id = 2',
    "Feature 'ON DUPLICATE KEY UPDATE of a unique key column' is not supported by SingleStore: column 'id' of key 'PRIMARY'",
  ],
  [
    'INSERT INTO u (a) VALUES (1) ON DUPLICATE KEY UPDATE b = 1, A = VALUES(a)',
    "Feature 'ON DUPLICATE KEY UPDATE of a unique key column' is not supported by SingleStore: column 'A' of key 'uq'",
  ],
  [
    'INSERT INTO keyless (a) VALUES (1) ON DUPLICATE KEY UPDATE b = 1',
    "Feature 'ON DUPLICATE KEY UPDATE on a table without a primary or unique key' is not supported by SingleStore",
  ],
  [
    'INSERT INTO t (id) VALUES (1) RETURNING id',
    "Feature 'RETURNING' is not supported by SingleStore",
  ],
  ['DELETE FROM t RETURNING id', "Feature 'RETURNING' is not supported by SingleStore"],
  ['INSERT INTO t SET id = 1', "Feature 'INSERT … SET' is not supported by SingleStore"],
  ['INSERT DELAYED INTO t VALUES (1)', "Feature 'INSERT DELAYED' is not supported by SingleStore"],
  [
    'INSERT INTO t (id) VALUES ((SELECT 1))',
    "Feature 'select within values clause' is not supported by SingleStore",
  ],
  [
    'UPDATE t SET id = 5 WHERE g = 1',
    "Feature 'UPDATE of a shard key column' is not supported by SingleStore Distributed: column 'id' of table 't'",
  ],
  [
    'UPDATE t AS x JOIN u ON x.id = u.a SET u.a = 1',
    "Feature 'UPDATE of a shard key column' is not supported by SingleStore Distributed: column 'a' of table 'u'",
  ],
  [
    'UPDATE t SET v = 1 ORDER BY id',
    "Feature 'ORDER BY in UPDATE or DELETE' is not supported by SingleStore",
  ],
  [
    'DELETE FROM t WHERE id = 1 ORDER BY id LIMIT 1',
    "Feature 'ORDER BY in UPDATE or DELETE' is not supported by SingleStore",
  ],
  ...[
    '',
    ' WHERE g = 1',
    ' WHERE id = 1 OR g = 2',
    ' WHERE id = g',
    ' WHERE id IN (1, 2)',
    ' WHERE NOT id = 1',
    ' WHERE id = 1 + 1',
  ].map((where) => [
    `UPDATE t SET v = 1${where} LIMIT 1`,
    "Feature 'UPDATE … LIMIT that does not select one partition' is not supported by SingleStore Distributed",
  ]),
  [
    'UPDATE t JOIN ref ON t.id = ref.id SET ref.v = 1',
    "Feature 'multi-table UPDATE/DELETE with a reference table as target table' is not supported by SingleStore Distributed",
  ],
  [
    'DELETE ref FROM t JOIN ref ON t.id = ref.id',
    "Feature 'multi-table UPDATE/DELETE with a reference table as target table' is not supported by SingleStore Distributed",
  ],
])('%s is refused', (sql, message) => {
  expect(shop().refusal(sql)).toMatchObject({ errno: 1706, sqlState: 'HY000', message })
})

test('OPTION with a lock threshold is accepted and left out', () => {
  expect(
    shop().forward('DELETE FROM t WHERE id = 1 OPTION (columnstore_table_lock_threshold = 10)').sql,
  ).toBe('DELETE FROM t WHERE id = 1')
})

test.each([
  'DELETE FROM information_schema.TABLES',
  "UPDATE information_schema.TABLES SET TABLE_NAME = 'x'",
  'INSERT INTO information_schema.TABLES VALUES (1)',
])('%s is refused', (sql) => {
  expect(shop().refusal(sql)).toMatchObject({
    errno: 1044,
    message: "Access denied to database 'information_schema'",
  })
})

const child = { aggregator: 'child', inTransaction: true } as const
const CHILD_REFUSAL =
  'Writing to a reference table in multi-statement transaction is not permitted on child aggregators. Try the command again on the master aggregator.'

test.each([
  'INSERT INTO ref VALUES (1, 2)',
  'REPLACE INTO ref VALUES (1, 2)',
  'UPDATE ref SET v = 1',
  'DELETE FROM ref',
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE ref",
])('in a transaction on a child aggregator, %s is refused', (sql) => {
  expect(shop().refusal(sql, child)).toMatchObject({ errno: 1706, message: CHILD_REFUSAL })
})

test('a child aggregator writes reference tables outside of transactions, and others inside', () => {
  const client = shop()
  expect(client.run('DELETE FROM ref', { aggregator: 'child' }).kind).toBe('forward')
  expect(client.run('DELETE FROM t', child).kind).toBe('forward')
  expect(client.run('DELETE FROM ref', { aggregator: 'master', inTransaction: true }).kind).toBe(
    'forward',
  )
})

test('autocommit switched off is a transaction, too', () => {
  const client = shop()
  client.forward('SET autocommit = 0')
  expect(client.refusal('DELETE FROM ref', { aggregator: 'child' }).message).toBe(CHILD_REFUSAL)
  client.forward('SET autocommit = ON')
  expect(client.run('DELETE FROM ref', { aggregator: 'child' }).kind).toBe('forward')
})

test('one transaction writes 1024 tables and not one more', () => {
  const client = connect()
  const inTransaction = { inTransaction: true }
  const fill = () => {
    client.forward('BEGIN')
    for (let index = 0; index < 1024; index++) {
      client.forward(`INSERT INTO t${index} VALUES (1)`, inTransaction)
    }
  }
  fill()
  client.forward('INSERT INTO t0 VALUES (2)', inTransaction)
  const refusal = client.refusal('INSERT INTO t1024 VALUES (1)', inTransaction)
  expect(refusal).toMatchObject({ errno: 1706, message: expect.stringContaining('1024') })
  client.forward('ROLLBACK', inTransaction)
  fill()
})

const strict = 'CREATE TABLE s (a INT NOT NULL, b INT, c BIGINT AUTO_INCREMENT NOT NULL, KEY (c))'

test.each([
  'INSERT INTO s (b) VALUES (1)',
  'INSERT INTO s (B, C) VALUES (1, 2)',
  'INSERT INTO s () VALUES ()',
  'INSERT INTO s VALUES (1, 2, 3), ()',
  'INSERT INTO s (b) SELECT 1',
  'REPLACE INTO s (b) VALUES (1)',
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s (b)",
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s (@a, b)",
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s (@a, @b) SET b = @a",
])('%s leaves out a NOT NULL column without a default: error 1364', (sql) => {
  const client = connect()
  client.forward(strict)
  expect(client.refusal(sql)).toMatchObject({
    errno: 1364,
    sqlState: 'HY000',
    message: "Field 'a' doesn't have a default value",
  })
})

test.each([
  'INSERT INTO s (A) VALUES (1)',
  'INSERT INTO s VALUES (1, 2, 3)',
  'INSERT INTO s () VALUES (1, 2, 3)',
  'INSERT IGNORE INTO s (b) VALUES (1)',
  'INSERT INTO s (b, nope) VALUES (1, 2)',
  'INSERT INTO other (b) VALUES (1)',
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s",
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s (a)",
  "LOAD DATA LOCAL INFILE 'x' INTO TABLE s (@v) SET A = @v",
])('%s leaves out no column it must give', (sql) => {
  const client = connect()
  client.forward(strict)
  expect(client.run(sql).kind).not.toBe('refuse')
})
