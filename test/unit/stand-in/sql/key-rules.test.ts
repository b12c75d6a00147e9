import { expect, test } from 'vitest'
import { connect } from './client.ts'

const sharded = (name: string) =>
  `The unique key named: ${name} cannot be created because unique keys must contain all columns of the shard key`

test.each([
  [
    'one primary key',
    'CREATE TABLE t (a INT PRIMARY KEY, b INT, PRIMARY KEY (b))',
    1068,
    'Multiple primary key defined',
  ],
  [
    'one shard key',
    'CREATE TABLE t (a INT, b INT, SHARD KEY (a), SHARD KEY x (b))',
    1706,
    "Feature 'multiple SHARD KEYs' is not supported by SingleStore Distributed",
  ],
  [
    'one sort key, in whichever spelling',
    'CREATE TABLE t (a INT, b INT, SORT KEY (a), KEY (b) USING CLUSTERED COLUMNSTORE)',
    1706,
    "Feature 'multiple SORT KEYs on one table' is not supported by SingleStore",
  ],
  [
    'the shard key lies within the primary key',
    'CREATE TABLE t (a INT, b INT, PRIMARY KEY (a), SHARD KEY (b))',
    1744,
    sharded('PRIMARY'),
  ],
  [
    'every unique key contains the shard key',
    'CREATE TABLE t (a INT, b INT, SHARD KEY (a), UNIQUE KEY u (b))',
    1744,
    sharded('u'),
  ],
  [
    'a primary key is the shard key where none is declared, so a unique key must contain it',
    'CREATE TABLE songs (id INT, data TEXT, created_at DATETIME(6), email VARCHAR(255), PRIMARY KEY (id), KEY (data, created_at) USING CLUSTERED COLUMNSTORE, UNIQUE KEY unique_email (email))',
    1744,
    sharded('unique_email'),
  ],
  [
    'no several unique keys of which one has several columns on a columnstore',
    'CREATE TABLE t (a INT, b INT, SHARD KEY (a), UNIQUE KEY (a), UNIQUE KEY (a, b))',
    1706,
    "Feature 'multiple UNIQUE indexes with at least one index containing multiple columns on columnstore table' is not supported by SingleStore",
  ],
  [
    'no two hash indexes on the same columns of a columnstore',
    'CREATE TABLE t (a INT, PRIMARY KEY (a), KEY (a))',
    1706,
    "Feature 'Multiple HASH indices on the same columns' is not supported by SingleStore",
  ],
  [
    'no index but hash on a columnstore',
    'CREATE TABLE t (a INT, KEY k (a) USING BTREE)',
    1706,
    "Feature 'USING BTREE index 'k' on a columnstore table' is not supported by SingleStore",
  ],
  [
    'no FLOAT primary key on a columnstore',
    'CREATE TABLE t (a FLOAT, PRIMARY KEY (a))',
    1706,
    "Feature 'FLOAT column 'a' in a primary key of a columnstore table' is not supported by SingleStore",
  ],
  [
    'no DOUBLE primary key on a columnstore',
    'CREATE TABLE t (a DOUBLE PRECISION, PRIMARY KEY (a))',
    1706,
    "Feature 'DOUBLE column 'a' in a primary key of a columnstore table' is not supported by SingleStore",
  ],
  ...['TEXT', 'LONGTEXT', 'BLOB', 'LONGBLOB', 'JSON'].map(
    (type) =>
      [
        `no ${type} column in a primary key`,
        `CREATE ROWSTORE TABLE t (a ${type}, PRIMARY KEY (a))`,
        1170,
        "BLOB/TEXT column 'a' used in key specification without a key length",
      ] as const,
  ),
  ...['PRIMARY KEY (a)', 'SHARD KEY (b), UNIQUE KEY (b, a)', 'KEY (a)'].flatMap((key) =>
    ['TINYTEXT', 'TEXT', 'BLOB', 'JSON', 'VECTOR(3)'].map(
      (type) =>
        [
          `no ${type} column in ${key} of a columnstore`,
          `CREATE TABLE t (a ${type}, b INT, ${key})`,
          1170,
          "BLOB/TEXT column 'a' used in key specification without a key length",
        ] as const,
    ),
  ),
  [
    'no JSON column in a key of a rowstore',
    'CREATE ROWSTORE TABLE t (a JSON, KEY (a))',
    1170,
    "BLOB/TEXT column 'a' used in key specification without a key length",
  ],
  [
    'no JSON column to shard by',
    'CREATE TABLE t (a INT, b JSON, SHARD KEY (a, b))',
    1706,
    "Feature 'JSON column 'b' in a SHARD KEY' is not supported by SingleStore",
  ],
  [
    'no JSON column to sort by, in whichever spelling',
    'CREATE TABLE t (a JSON, KEY (a) USING CLUSTERED COLUMNSTORE)',
    1706,
    "Feature 'JSON column 'a' in a SORT KEY' is not supported by SingleStore",
  ],
  [
    'no VECTOR column to sort by',
    'CREATE TABLE t (a VECTOR(3), SORT KEY (a))',
    1706,
    "Feature 'VECTOR column 'a' in a SORT KEY' is not supported by SingleStore",
  ],
  [
    'no column declared NULL in a primary key',
    'CREATE TABLE t (a INT NULL, PRIMARY KEY (a))',
    1171,
    'All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, use UNIQUE instead',
  ],
  [
    'a reference table has a primary key',
    'CREATE REFERENCE TABLE t (a INT)',
    1706,
    "Feature 'Reference Table without a Primary Key' is not supported by SingleStore Distributed",
  ],
  [
    'the columns of a key exist',
    'CREATE TABLE t (a INT, SORT KEY (b))',
    1072,
    "Key column 'b' doesn't exist in table",
  ],
  [
    'a key names a column once',
    'CREATE TABLE t (a INT, KEY (a, A))',
    1060,
    "Duplicate column name 'A'",
  ],
  [
    'keys have different names',
    'CREATE TABLE t (a INT, b INT, KEY k (a), KEY K (b))',
    1061,
    "Duplicate key name 'K'",
  ],
  [
    'a key has at most 16 columns',
    `CREATE TABLE t (${columns(17, ' INT')}, KEY k (${columns(17)}))`,
    1070,
    "Too many key parts specified; max 16 parts allowed (key 'k')",
  ],
  [
    'no order in a key other than the sort key',
    'CREATE TABLE t (a INT, KEY (a DESC))',
    1706,
    "Feature 'DESC in a key other than SORT KEY' is not supported by SingleStore",
  ],
  [
    'no prefix of a column in a key',
    'CREATE TABLE t (a VARCHAR(10), KEY (a(5)))',
    1706,
    "Feature 'index prefix lengths' is not supported by SingleStore",
  ],
  [
    'no foreign keys',
    'CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES u (a))',
    1706,
    "Feature 'Foreign keys' is not supported by SingleStore",
  ],
  [
    'no references of a column',
    'CREATE TABLE t (a INT REFERENCES u (a))',
    1706,
    "Feature 'Foreign keys' is not supported by SingleStore",
  ],
  [
    'no check constraints on a table',
    'CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))',
    1706,
    "Feature 'Check constraints' is not supported by SingleStore",
  ],
  [
    'no check constraints on a column',
    'CREATE TABLE t (a INT CHECK (a > 0))',
    1706,
    "Feature 'Check constraints' is not supported by SingleStore",
  ],
] as const)('%s', (_rule, sql, errno, message) => {
  expect(connect().refusal(sql)).toMatchObject({ errno, message })
})

test.each([
  ['the shard key may be part of the primary key', 'PRIMARY KEY (a, b), SHARD KEY (b)'],
  ['a unique key may be the shard key', 'UNIQUE KEY u (a), SHARD KEY (a)'],
  ['several unique keys of one column', 'SHARD KEY (), UNIQUE KEY (a), UNIQUE KEY (b)'],
  ['an unenforced unique key needs no shard columns', 'SHARD KEY (a), UNIQUE KEY (b) UNENFORCED'],
  ['KEY on the column that UNIQUE may not have', 'PRIMARY KEY (a), KEY (b)'],
  ['a sort key on columns of other keys', 'PRIMARY KEY (a), SORT KEY (a DESC, b)'],
  ['a key of 16 columns', `KEY (${columns(16)})`],
  ['an empty shard key and an empty sort key', 'SHARD KEY (), SORT KEY ()'],
])('%s is accepted', (_rule, keys) => {
  expect(connect().run(`CREATE TABLE t (a INT, b INT, ${columns(16, ' INT')}, ${keys})`).kind).toBe(
    'forward',
  )
})

test.each([
  ['a unique key without a shard key', 'CREATE TABLE t (a INT, UNIQUE KEY u (a))', /SHARD KEY/],
  [
    'a primary and a unique key on a columnstore',
    'CREATE TABLE t (a INT, b INT, PRIMARY KEY (a), UNIQUE KEY (a, b))',
    /both PRIMARY and UNIQUE/,
  ],
  [
    'a shard key on a reference table',
    'CREATE REFERENCE TABLE t (a INT PRIMARY KEY, SHARD KEY (a))',
    /reference table/,
  ],
  ['a sort key on a rowstore', 'CREATE ROWSTORE TABLE t (a INT, SORT KEY (a))', /rowstore/],
  [
    'a TEXT column in a key of a rowstore',
    'CREATE ROWSTORE TABLE t (a TEXT, KEY k (a))',
    /in key 'k'/,
  ],
  ['a TEXT column to shard by', 'CREATE TABLE t (a TEXT, SHARD KEY (a))', /TEXT column 'a'/],
  ['a BLOB column to sort by', 'CREATE TABLE t (a BLOB, SORT KEY (a))', /BLOB column 'a'/],
  [
    'a TEXT column in an unenforced unique key',
    'CREATE TABLE t (a TEXT, b INT, SHARD KEY (b), UNIQUE KEY u (a) UNENFORCED)',
    /in key 'u'/,
  ],
  ['AUTO_INCREMENT other than BIGINT', 'CREATE TABLE t (a INT AUTO_INCREMENT, KEY (a))', /BIGINT/],
])('%s is let pass with a warning, since no source confirms the refusal', (_rule, sql, warning) => {
  expect(connect().forward(sql).warnings).toEqual([expect.stringMatching(warning)])
})

test('a text to sort by is accepted without a warning', () => {
  expect(connect().forward('CREATE TABLE t (a LONGTEXT, SORT KEY (a))').warnings).toBeUndefined()
})

test('a unique key of a reference table needs no shard key', () => {
  expect(
    connect().forward('CREATE REFERENCE TABLE t (a INT PRIMARY KEY, b INT, UNIQUE KEY (b))').sql,
  ).toContain('UNIQUE KEY `b` (`b`)')
})

function columns(count: number, type = ''): string {
  return Array.from({ length: count }, (_, index) => `c${index}${type}`).join(', ')
}
