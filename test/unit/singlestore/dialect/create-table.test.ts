import { describe, expect, test } from 'vitest'
import { createTable, keyDefinition } from '../../../../lib/singlestore/dialect/create-table.ts'
import type { TypeProfile } from '../../../../lib/table/encoding.ts'
import type { TableKey } from '../../../../lib/table/table-key.ts'
import { type TableOptions, USUAL_TABLE } from '../../../../lib/table/table-options.ts'
import { array, decimal, EVERY_TYPE, field, primitive, timestamp } from '../build-schema.ts'

const id = field('id', primitive('int64', { optional: false }))
const email = field('email', primitive('string'))

function key(
  type: TableKey['type'],
  columns: readonly string[],
  name: string | null = null,
): TableKey {
  return { type, name, columns }
}

test("the documentation's example has its three keys and no other", () => {
  const columns = [
    id,
    email,
    field('data', primitive('string')),
    field('created_at', timestamp),
    field('total', decimal(2, 12)),
  ]
  const keys = [
    key('PRIMARY', ['id']),
    key('COLUMNSTORE', ['data', 'created_at']),
    key('UNIQUE', ['email'], 'unique_email'),
  ]
  expect(createTable('customers', columns, keys, 'lossless')).toBe(
    [
      'CREATE TABLE IF NOT EXISTS `customers` (',
      '  `id` BIGINT NOT NULL,',
      '  `email` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,',
      '  `data` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,',
      '  `created_at` DATETIME(6),',
      '  `total` DECIMAL(12,2),',
      '  PRIMARY KEY (`id`),',
      '  SORT KEY (`data`, `created_at`),',
      '  UNIQUE KEY `unique_email` (`email`)',
      ')',
    ].join('\n'),
  )
})

test('a table of every Connect type, without keys', () => {
  expect(createTable('every', EVERY_TYPE, [], 'lossless')).toBe(
    [
      'CREATE TABLE IF NOT EXISTS `every` (',
      '  `i8` TINYINT,',
      '  `i16` SMALLINT,',
      '  `i32` INT,',
      '  `i64` BIGINT,',
      '  `f32` FLOAT,',
      '  `f64` DOUBLE,',
      '  `yes` TINYINT,',
      '  `text` LONGTEXT CHARACTER SET utf8mb4,',
      '  `raw` LONGBLOB,',
      '  `list` JSON,',
      '  `tags` JSON,',
      '  `nested` JSON,',
      '  `price` DECIMAL(10,2),',
      '  `day` DATE,',
      '  `at` TIME(6),',
      '  `moment` DATETIME(6)',
      ')',
    ].join('\n'),
  )
})

test('a table of every Connect type in the connector profile', () => {
  expect(createTable('every', EVERY_TYPE, [], 'connector')).toBe(
    [
      'CREATE TABLE IF NOT EXISTS `every` (',
      '  `i8` TINYINT,',
      '  `i16` SMALLINT,',
      '  `i32` INT,',
      '  `i64` BIGINT,',
      '  `f32` FLOAT,',
      '  `f64` DOUBLE,',
      '  `yes` TINYINT,',
      '  `text` TEXT,',
      '  `raw` VARBINARY(1024),',
      '  `list` JSON,',
      '  `tags` JSON,',
      '  `nested` JSON,',
      '  `price` VARBINARY(1024),',
      '  `day` INT,',
      '  `at` INT,',
      '  `moment` BIGINT',
      ')',
    ].join('\n'),
  )
})

describe('a key', () => {
  test.each([
    [key('PRIMARY', ['a', 'b']), 'PRIMARY KEY (`a`, `b`)'],
    [key('PRIMARY', ['a'], 'p'), 'PRIMARY KEY `p` (`a`)'],
    [key('UNIQUE', ['a']), 'UNIQUE KEY (`a`)'],
    [key('UNIQUE', ['a', 'b'], 'u'), 'UNIQUE KEY `u` (`a`, `b`)'],
    [key('SHARD', ['a']), 'SHARD KEY (`a`)'],
    [key('SHARD', ['a'], 's'), 'SHARD KEY `s` (`a`)'],
    [key('SHARD', []), 'SHARD KEY ()'],
    [key('COLUMNSTORE', ['a']), 'SORT KEY (`a`)'],
    [key('COLUMNSTORE', ['a', 'b'], 'c'), 'KEY `c` (`a`, `b`) USING CLUSTERED COLUMNSTORE'],
    [{ ...key('COLUMNSTORE', ['a', 'b']), descending: ['b'] }, 'SORT KEY (`a`, `b` DESC)'],
    [
      { ...key('COLUMNSTORE', ['a', 'b'], 'c'), descending: ['a'] },
      'KEY `c` (`a` DESC, `b`) USING CLUSTERED COLUMNSTORE',
    ],
    [key('KEY', ['a']), 'KEY (`a`)'],
    [key('KEY', ['a'], 'k'), 'KEY `k` (`a`)'],
    [key('KEY', ['a`b', 'c, d'], 'k`'), 'KEY `k``` (`a``b`, `c, d`)'],
  ])('%o is written %s', (given, text) => {
    expect(keyDefinition(given)).toBe(text)
  })
})

describe('a column', () => {
  const definition = (profile: TypeProfile, optional: boolean, keys: readonly TableKey[]) =>
    createTable('t', [field('Id', primitive('int32', { optional }))], keys, profile).split('\n')[1]
  const line = (optional: boolean, ...keys: readonly TableKey[]) =>
    definition('lossless', optional, keys)

  test('outside of keys takes NULL, even where the schema requires a value', () => {
    expect(line(false)).toBe('  `Id` INT')
  })

  test('of the primary key takes no NULL, even where the schema allows one', () => {
    expect(line(true, key('PRIMARY', ['id']))).toBe('  `Id` INT NOT NULL,')
  })

  test('of another key takes NULL where the schema does', () => {
    expect(line(true, key('UNIQUE', ['ID']))).toBe('  `Id` INT,')
    expect(line(false, key('UNIQUE', ['ID']))).toBe('  `Id` INT NOT NULL,')
  })

  test('takes NULL where the schema does, in the connector profile', () => {
    expect(definition('connector', true, [])).toBe('  `Id` INT')
    expect(definition('connector', false, [])).toBe('  `Id` INT NOT NULL')
    expect(definition('connector', true, [key('KEY', ['id'])])).toBe('  `Id` INT,')
    expect(definition('connector', true, [key('PRIMARY', ['id'])])).toBe('  `Id` INT NOT NULL,')
  })
})

test('text and bytes in any kind of key get a length, and text compares exactly', () => {
  for (const type of ['PRIMARY', 'UNIQUE', 'SHARD', 'COLUMNSTORE', 'KEY'] as const) {
    const [, text, bytes] = createTable(
      't',
      [field('a', primitive('string')), field('b', primitive('bytes'))],
      [key(type, ['a', 'b'])],
      'lossless',
    ).split('\n')
    expect(text).toContain('`a` VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin')
    expect(bytes).toContain('`b` VARBINARY(255)')
  }
})

describe('a table of its own options', () => {
  const made = (options: Partial<TableOptions>) =>
    createTable(
      't',
      [field('a', primitive('string')), field('b', primitive('string'))],
      [key('PRIMARY', ['a'])],
      'lossless',
      { ...USUAL_TABLE, ...options },
    ).split('\n')

  test('is kept in rows, whole on every node, or both', () => {
    expect(made({ storage: 'rowstore' })[0]).toBe('CREATE ROWSTORE TABLE IF NOT EXISTS `t` (')
    expect(made({ reference: true })[0]).toBe('CREATE REFERENCE TABLE IF NOT EXISTS `t` (')
    expect(made({ storage: 'rowstore', reference: true })[0]).toBe(
      'CREATE ROWSTORE REFERENCE TABLE IF NOT EXISTS `t` (',
    )
  })

  test('gives texts in keys their length, and leaves the others alone', () => {
    expect(made({ keyLength: 64 }).slice(1, 3)).toEqual([
      '  `a` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,',
      '  `b` LONGTEXT CHARACTER SET utf8mb4,',
    ])
  })
})

test('names made to break out of the statement stay names', () => {
  const columns = [
    field('a` INT); DROP TABLE `x', primitive('int32')),
    field("it's \\ ;--", primitive('int32')),
    field('select', array(primitive('string'))),
    field('__proto__', primitive('boolean')),
    field('a\nb', primitive('int8')),
  ]
  expect(
    createTable('t`;--', columns, [key('KEY', ['__proto__'], 'constructor')], 'lossless'),
  ).toBe(
    'CREATE TABLE IF NOT EXISTS `t``;--` (\n' +
      '  `a`` INT); DROP TABLE ``x` INT,\n' +
      "  `it's \\ ;--` INT,\n" +
      '  `select` JSON,\n' +
      '  `__proto__` TINYINT,\n' +
      '  `a\nb` TINYINT,\n' +
      '  KEY `constructor` (`__proto__`)\n)',
  )
})
