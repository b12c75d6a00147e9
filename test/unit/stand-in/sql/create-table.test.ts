import { expect, test } from 'vitest'
import { connect } from './client.ts'

const SETTINGS =
  "AUTOSTATS_CARDINALITY_MODE=INCREMENTAL AUTOSTATS_HISTOGRAM_MODE=CREATE AUTOSTATS_SAMPLING=ON SQL_MODE='STRICT_ALL_TABLES'"
const ENGINE = 'ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci'

test('a sharded, sorted columnstore table becomes an InnoDB table with its constraints and indexes', () => {
  const client = connect()
  const { sql, warnings } = client.forward(`CREATE TABLE IF NOT EXISTS \`ledger\` (
    sink VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    \`partition\` INT NOT NULL,
    sequence BIGINT NOT NULL,
    lastOffset BIGINT,
    createdAt DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
    PRIMARY KEY (sink, \`partition\`, sequence),
    SHARD KEY (sink, \`partition\`),
    SORT KEY (sink, \`partition\`, lastOffset))`)
  expect(sql).toBe(
    'CREATE TABLE IF NOT EXISTS `shop`.`ledger` (' +
      '`sink` VARCHAR(65) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL CHECK (CHAR_LENGTH(`sink`) <= 64), ' +
      '`partition` INT NOT NULL, `sequence` BIGINT NOT NULL, `lastOffset` BIGINT NULL, ' +
      "`createdAt` DATETIME(6) NULL DEFAULT CURRENT_TIMESTAMP(6) CHECK (`createdAt` >= '1000-01-01'), " +
      'PRIMARY KEY (`sink`, `partition`, `sequence`), ' +
      `KEY \`s2_sort\` (\`sink\`, \`partition\`, \`lastOffset\`)) ${ENGINE}`,
  )
  expect(warnings).toBeUndefined()
})

test('SHOW CREATE TABLE writes the table in the form of SingleStore, implied keys included', () => {
  const client = connect()
  client.forward(`CREATE TABLE songs (id BIGINT NOT NULL, name VARCHAR(255) COLLATE utf8mb4_bin,
    data JSON, at TIMESTAMP(6) DEFAULT NOW(6) ON UPDATE NOW(6), note TEXT, n INT UNSIGNED DEFAULT 0 COMMENT 'how ''many',
    PRIMARY KEY key_x (id), KEY by_name (name), KEY (name, note) USING CLUSTERED COLUMNSTORE)`)
  expect(client.showCreate('songs')).toBe(`CREATE TABLE \`songs\` (
  \`id\` BIGINT NOT NULL,
  \`name\` VARCHAR(255) COLLATE utf8mb4_bin DEFAULT NULL,
  \`data\` JSON,
  \`at\` TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  \`note\` TEXT,
  \`n\` INT UNSIGNED DEFAULT 0 COMMENT 'how ''many',
  PRIMARY KEY (\`id\`),
  KEY \`by_name\` (\`name\`) USING HASH,
  SORT KEY \`name\` (\`name\`,\`note\`),
  SHARD KEY \`__SHARDKEY\` (\`id\`)
) ${SETTINGS}`)
})

test.each([
  [
    'CREATE ROWSTORE TABLE t (a INT PRIMARY KEY, KEY (a) USING BTREE)',
    `CREATE ROWSTORE TABLE \`t\` (\n  \`a\` INT NOT NULL,\n  PRIMARY KEY (\`a\`),\n  KEY \`a\` (\`a\`) USING BTREE,\n  SHARD KEY \`__SHARDKEY\` (\`a\`)\n) ${SETTINGS}`,
  ],
  [
    'CREATE REFERENCE TABLE t (a INT PRIMARY KEY)',
    `CREATE REFERENCE TABLE \`t\` (\n  \`a\` INT NOT NULL,\n  PRIMARY KEY (\`a\`),\n  SORT KEY \`__UNORDERED\` ()\n) ${SETTINGS}`,
  ],
  [
    'CREATE TEMPORARY TABLE t (a INT, SHARD KEY (a))',
    `CREATE TEMPORARY TABLE \`t\` (\n  \`a\` INT DEFAULT NULL,\n  SHARD KEY \`__SHARDKEY\` (\`a\`)\n) ${SETTINGS}`,
  ],
  [
    "CREATE TABLE t (a INT SPARSE, SHARD KEY s (a) METADATA_ONLY, SORT KEY (), UNIQUE u (a) UNENFORCED) COLLATE utf8mb4_bin COMMENT 'c' AUTOSTATS_ENABLED = FALSE",
    `CREATE TABLE \`t\` (\n  \`a\` INT SPARSE DEFAULT NULL,\n  SHARD KEY \`s\` (\`a\`) METADATA_ONLY,\n  SORT KEY \`__UNORDERED\` (),\n  UNIQUE KEY \`u\` (\`a\`) UNENFORCED\n) ${SETTINGS} COLLATE=\`utf8mb4_bin\` COMMENT='c'`,
  ],
])('%s is shown again as it was meant', (sql, shown) => {
  const client = connect()
  client.forward(sql)
  expect(client.showCreate('t')).toBe(shown)
})

test('IF NOT EXISTS leaves what is known of an existing table alone', () => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT)')
  client.forward('CREATE TABLE IF NOT EXISTS t (b INT, c INT)')
  expect(client.showCreate('t')).toContain('`a` INT')
})

test('a table that was dropped can be made anew, with other columns', () => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT)')
  client.forward('DROP TABLE t')
  client.forward('CREATE TABLE IF NOT EXISTS t (b INT)')
  expect(client.showCreate('t')).toContain('`b` INT')
})

test('nothing is remembered of a table whose creation failed', () => {
  const client = connect()
  client.rules.interpret('CREATE TABLE t (a INT)', {
    connectionId: 7,
    database: 'shop',
    inTransaction: false,
    aggregator: 'master',
  })
  expect(client.run('SHOW CREATE TABLE t')).toMatchObject({
    kind: 'forward',
    sql: 'SHOW CREATE TABLE `shop`.`t`',
  })
})

test('a temporary table is known to its own connection alone', () => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT)')
  client.forward('CREATE TEMPORARY TABLE t (b INT)')
  expect(client.showCreate('t')).toContain('TEMPORARY')
  expect(client.run('DESC t', { connectionId: 8 })).toMatchObject({
    rows: [['a', 'int(11)', 'YES', '', null, '']],
  })
})

test('table names are case-sensitive', () => {
  const client = connect()
  client.forward('CREATE TABLE Orders (a INT)')
  client.forward('CREATE TABLE orders (b INT)')
  expect(client.showCreate('Orders')).toContain('`a` INT')
  expect(client.showCreate('orders')).toContain('`b` INT')
})

test('default_table_type decides where the statement does not', () => {
  const client = connect()
  client.run('SET default_table_type = rowstore')
  client.forward('CREATE TABLE t (a INT)')
  expect(client.showCreate('t')).toMatch(/^CREATE ROWSTORE TABLE/)
  client.forward('CREATE TABLE u (a INT)', { connectionId: 8 })
  expect(client.showCreate('u')).toMatch(/^CREATE TABLE/)
})

test('a primary key too long for InnoDB stays unique, and other long keys hold beginnings', () => {
  const { sql } = connect().forward(
    'CREATE TABLE t (a VARCHAR(1024), b VARCHAR(2000), c VARCHAR(4000), d TEXT, PRIMARY KEY (a), KEY k (b, c), SORT KEY (d DESC))',
  )
  expect(sql).toContain('UNIQUE KEY `s2_primary` (`a`)')
  expect(sql).toContain('KEY `k` (`b`(383), `c`(383))')
  expect(sql).toContain('KEY `s2_sort` (`d`(767) DESC)')
})

test('a primary key of a TIMESTAMP, which MariaDB has to take as nullable, stays unique', () => {
  expect(connect().forward('CREATE TABLE t (a TIMESTAMP, PRIMARY KEY (a))').sql).toContain(
    '(`a` TIMESTAMP NULL CHECK (`a` IS NOT NULL), UNIQUE KEY `s2_primary` (`a`))',
  )
})

test('the collation of a table is passed on as the one that does not pad', () => {
  const client = connect()
  expect(client.forward('CREATE TABLE t (a VARCHAR(9)) COLLATE utf8mb4_bin').sql).toMatch(
    / COLLATE=utf8mb4_nopad_bin$/,
  )
  expect(client.showCreate('t')).toMatch(/ COLLATE=`utf8mb4_bin`$/)
})

test('an AUTO_INCREMENT column without an index gets the one MariaDB asks for', () => {
  const client = connect()
  expect(
    client.forward('CREATE TABLE t (id BIGINT AUTO_INCREMENT, e INT PRIMARY KEY)').sql,
  ).toContain('KEY `s2_auto` (`id`)')
  expect(client.showCreate('t')).not.toContain('s2_auto')
})

test('quotes, back-quotes and backslashes in names, defaults and comments come out as they went in', () => {
  const client = connect()
  const { sql } = client.forward(
    "CREATE TABLE `a``;-- '\\\"x` (`__proto__` INT, `c``\\` VARCHAR(20) DEFAULT 'it''s \\\\ `;--' COMMENT \"\\\"'\", KEY `k``'` (`__proto__`))",
  )
  expect(sql).toBe(
    "CREATE TABLE `shop`.`a``;-- '\\\"x` (`__proto__` INT NULL, `c``\\` VARCHAR(21) NULL DEFAULT 'it''s \\\\ `;--' COMMENT '\"''' CHECK (CHAR_LENGTH(`c``\\`) <= 20), KEY `k``'` (`__proto__`)) " +
      ENGINE,
  )
  expect(client.showCreate('`a``;-- \'\\"x`')).toContain(
    "`c``\\` VARCHAR(20) DEFAULT 'it''s \\\\ `;--' COMMENT '\"'''",
  )
})

test('keys without a name get the name MySQL would give them', () => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT, b INT, KEY (a, b), KEY a_2 (b), KEY (a), SHARD KEY (a))')
  expect(client.showCreate('t')).toMatch(
    /KEY `a` .*\n.*KEY `a_2` .*\n.*KEY `a_3` .*\n.*`__SHARDKEY`/,
  )
})
