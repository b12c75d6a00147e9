import { expect, test } from 'vitest'
import { connect } from './client.ts'

const NO_FEATURE = /^Feature '.*' is not supported by SingleStore/
const NOT_EMULATED = /^The stand-in database does not emulate/

test.each([
  'XA START "a"',
  'LOCK TABLES t WRITE',
  'UNLOCK TABLES',
  'RENAME TABLE t TO u',
  'HANDLER t OPEN',
  'DO 1',
  'CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a = 1',
  'CREATE SEQUENCE s',
  'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1',
  'DROP TRIGGER x',
  "SELECT GET_LOCK('a', 1)",
  "SELECT RELEASE_LOCK('a')",
  'SELECT NEXTVAL(s)',
  "SELECT LOAD_FILE('/etc/passwd')",
  'SELECT @x',
  'SELECT @x := 1',
  'SET @x = 1',
  'SELECT a -> "$.b" FROM t',
  'SELECT a ->> "$.b" FROM t',
  'SELECT * FROM t LOCK IN SHARE MODE',
  'SELECT * FROM t FOR SHARE',
  'SELECT * FROM t FOR UPDATE NOWAIT',
  'SELECT * FROM t FOR UPDATE SKIP LOCKED',
  'SELECT * FROM t WHERE a IN (SELECT a FROM u FOR UPDATE)',
  'SELECT * FROM t ORDER BY a COLLATE utf8mb4_bin',
  'SELECT * FROM t PARTITION (p0)',
  'SELECT mysql.f(1)',
  'START TRANSACTION READ ONLY',
  'START TRANSACTION WITH CONSISTENT SNAPSHOT',
  'COMMIT AND CHAIN',
  'SET TRANSACTION READ ONLY',
  'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
  'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
  "SET tx_isolation = 'READ-UNCOMMITTED'",
  'DROP TABLE t CASCADE',
  'DELETE IGNORE FROM t',
  'UPDATE IGNORE t SET a = 1',
])('%s is refused as a feature SingleStore lacks', (sql) => {
  const { errno, message } = connect().refusal(sql)
  expect(errno).toBe(1706)
  expect(message).toMatch(NO_FEATURE)
})

test.each([
  ['SELECT a :> INT FROM t', ':>'],
  ['SELECT a !:> INT FROM t', '!:>'],
  ['SELECT a::b FROM t', '::'],
  ['SELECT a::$b FROM t', '::$'],
  ['SELECT 1 INTO OUTFILE "x"', 'SELECT … INTO'],
  ['SELECT a FROM t INTO @x', 'SELECT … INTO'],
  ['SELECT a FROM t FULL OUTER JOIN u ON 1', 'FULL OUTER JOIN'],
  ['SELECT a FROM t MINUS SELECT 1', 'MINUS'],
  ['SELECT a FROM t USE INDEX (k)', 'index hints'],
  ['SELECT a FROM TABLE(f())', 'the table function TABLE'],
  ["SELECT * FROM JSON_TABLE('[]', '$')", 'JSON_TABLE'],
  ["SELECT MATCH (a) AGAINST ('x') FROM t", 'full-text'],
  ['SELECT CAST(a AS JSON) FROM t', 'a cast to JSON'],
  ['CREATE VIEW v AS SELECT 1', 'CREATE VIEW'],
  ['CREATE PIPELINE p AS LOAD DATA KAFKA "x" INTO TABLE t', 'CREATE PIPELINE'],
  ['CREATE USER u', 'CREATE USER'],
  ['CREATE TABLE t LIKE u', 'CREATE TABLE … LIKE'],
  ['CREATE TABLE t (a INT) AS SELECT 1', 'CREATE TABLE … SELECT'],
  ['CREATE GLOBAL TEMPORARY TABLE t (a INT)', 'GLOBAL TEMPORARY'],
  ['CREATE TABLE t (a TEXT, FULLTEXT (a))', 'FULLTEXT'],
  ['EXPLAIN SELECT 1', 'EXPLAIN of a statement'],
  ['SHOW PROCESSLIST', 'SHOW PROCESSLIST'],
  ['OPTIMIZE TABLE t', 'OPTIMIZE'],
  ['GRANT ALL ON *.* TO u', 'GRANT'],
  ["PREPARE s FROM 'SELECT 1'", 'PREPARE'],
  ['CALL p()', 'CALL'],
  ["SET sql_mode = 'ANSI_QUOTES'", 'sql_mode ANSI_QUOTES'],
  ['SET NAMES latin1', 'latin1'],
  ['SET compile_only = 1', 'compile_only'],
  ["SET PASSWORD = 'x'", 'SET PASSWORD'],
])('%s is refused, saying what is not emulated', (sql, construct) => {
  const { message } = connect().refusal(sql)
  expect(message).toMatch(NOT_EMULATED)
  expect(message).toContain(construct)
})

test.each([
  ['', 1065],
  ['  -- nothing\n', 1065],
  [';', 1065],
  ['NONSENSE', 1706],
  ['`SELECT` 1', 1064],
  ['SELECT', 1064],
  ['SELECT 1 WHERE 1', 1064],
  ['SELECT 1; SELECT 2', 1064],
  ['SELECT 1;;', 1064],
  ['SELECT a FROM t OFFSET 5', 1064],
  ['SELECT * FROM t SELECT', 1064],
  ['INSERT INTO t', 1064],
  ['INSERT INTO t VALUES (1) extra', 1064],
  ['DELETE FROM t, u WHERE 1', 1706],
  ['SELECT NO_SUCH_FUNCTION(1)', 1305],
  ['SELECT JSON_EXTRACT(a, "$.b") FROM t', 1305],
  ['SELECT @@innodb_lock_wait_timeout', 1193],
  ['SET innodb_lock_wait_timeout = 1', 1193],
  ['SET memsql_version = 1', 1238],
  ['SET max_allowed_packet = 1', 1238],
  ["SET sql_mode = 'NO_SUCH_MODE'", 1231],
  ['SELECT * FROM information_schema.INNODB_TRX', 1109],
  ['SELECT * FROM information_schema.__proto__', 1109],
  [`SELECT \`${'x'.repeat(257)}\` FROM t`, 1059],
])('%s is error %i', (sql, errno) => {
  expect(connect().refusal(sql).errno).toBe(errno)
})

test('without a database, a table must be qualified', () => {
  const client = connect()
  expect(client.refusal('SELECT * FROM t', { database: null })).toMatchObject({
    errno: 1046,
    sqlState: '3D000',
    message: 'No database selected',
  })
  expect(client.run('SELECT * FROM d.t', { database: null }).kind).toBe('forward')
})

test('a syntax error shows where, and the line', () => {
  expect(connect().refusal('SELECT 1\nFROM t\nWHERE )').message).toBe(
    "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near ')' at line 3",
  )
})
