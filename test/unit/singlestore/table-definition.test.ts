import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { showCreateTable } from '../../../infra/local/stand-in/sql/show-create-table.ts'
import {
  type Column,
  isNullable,
  type Key,
  type TableModel,
} from '../../../infra/local/stand-in/sql/table-model.ts'
import { parseTableDefinition, uniqueKeysOf } from '../../../lib/singlestore/table-definition.ts'

function keysOf(text: string) {
  const definition = parseTableDefinition(text)
  return definition?.keys.map(({ type, name, columns, enforced }) => [
    `${type} ${name}`,
    columns.map(({ name, descending }) => (descending ? `${name} DESC` : name)).join(', '),
    ...(enforced ? [] : ['unenforced']),
  ])
}

const uniqueKeys = (text: string) => {
  const definition = parseTableDefinition(text)
  return definition === null ? null : uniqueKeysOf(definition)
}

describe('what SingleStore shows', () => {
  const tail =
    ") AUTOSTATS_CARDINALITY_MODE=INCREMENTAL AUTOSTATS_HISTOGRAM_MODE=CREATE AUTOSTATS_SAMPLING=ON SQL_MODE='STRICT_ALL_TABLES' CHARACTER SET=`utf8mb4` COLLATE=`utf8mb4_general_ci`"

  test('a columnstore table with a primary key that it shows as a unique one', () => {
    const text = `CREATE TABLE \`people\` (
  \`id\` bigint(11) NOT NULL AUTO_INCREMENT,
  \`text\` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  \`price\` decimal(10, 2) DEFAULT NULL,
  \`count\` bigint(20) unsigned NOT NULL DEFAULT '0',
  \`twice\` AS \`count\` * 2 PERSISTED bigint(21),
  UNIQUE KEY \`PRIMARY\` (\`ID\`) USING HASH,
  UNIQUE KEY \`pk\` (\`count\`) UNENFORCED RELY,
  UNIQUE KEY \`u\` (\`count\`,\`id\`) USING HASH,
  FULLTEXT USING VERSION 2 KEY \`search\` (\`text\`),
  SHARD KEY \`__SHARDKEY\` (\`id\`),
  SORT KEY \`__UNORDERED\` ()
${tail}`
    expect(parseTableDefinition(text)).toMatchObject({
      name: 'people',
      storage: 'columnstore',
      reference: false,
      temporary: false,
      columns: [
        { name: 'id', type: 'bigint(11)', collation: null, isNullable: false },
        { name: 'text', type: 'text', collation: 'utf8mb4_general_ci', isNullable: true },
        { name: 'price', type: 'decimal(10, 2)', collation: null, isNullable: true },
        { name: 'count', type: 'bigint(20) unsigned', collation: null, isNullable: false },
        { name: 'twice', type: 'bigint(21)', collation: null, isNullable: true },
      ],
    })
    expect(keysOf(text)).toEqual([
      ['PRIMARY PRIMARY', 'ID'],
      ['UNIQUE pk', 'count', 'unenforced'],
      ['UNIQUE u', 'count, id'],
      ['SHARD __SHARDKEY', 'id'],
      ['COLUMNSTORE __UNORDERED', ''],
    ])
    expect(uniqueKeys(text)).toEqual([['id'], ['count', 'id']])
  })

  test('a table without keys, whose last line begins with its comma', () => {
    const text = `CREATE ROWSTORE TABLE \`table_1\` (
  \`a\` int(11) DEFAULT NULL,
  \`b\` decimal(10,0) DEFAULT NULL
  , SHARD KEY () 
) AUTOSTATS_CARDINALITY_MODE=PERIODIC AUTOSTATS_HISTOGRAM_MODE=CREATE SQL_MODE='STRICT_ALL_TABLES'
  COMPRESSION=SPARSE`
    expect(parseTableDefinition(text)).toMatchObject({ storage: 'rowstore' })
    expect(keysOf(text)).toEqual([['SHARD null', '']])
    expect(uniqueKeys(text)).toEqual([])
  })

  test('the older sort key', () => {
    const text = `CREATE TABLE \`t\` (
  \`a\` int(11) DEFAULT NULL,
  \`b\` varbinary(50) DEFAULT NULL,
  KEY \`b\` (\`b\` DESC, \`a\`) USING CLUSTERED COLUMNSTORE
  , SHARD KEY () ${tail}`
    expect(keysOf(text)).toEqual([
      ['COLUMNSTORE b', 'b DESC, a'],
      ['SHARD null', ''],
    ])
  })

  test('what stands in the comments of older versions', () => {
    const text = `CREATE /*!90623 REFERENCE */ TABLE \`t\` (
  \`a\` int(11) NOT NULL,
  PRIMARY KEY (\`a\`) /*!90619 USING HASH */
  /*!90618 , SHARD KEY () */ )`
    expect(parseTableDefinition(text)).toMatchObject({ reference: true })
    expect(keysOf(text)).toEqual([
      ['PRIMARY null', 'a'],
      ['SHARD null', ''],
    ])
  })

  test('a primary key is told before a unique one that stands before it', () => {
    expect(
      uniqueKeys('CREATE TABLE `t` (`a` int, `b` int, UNIQUE KEY `u` (`a`), PRIMARY KEY (`b`))'),
    ).toEqual([['b'], ['a']])
  })

  test.each(['', 'CREATE', 'CREATE TABLE', 'CREATE VIEW `v` AS SELECT (1)', '`', "'", '(', '/*'])(
    '%j is no definition of a table',
    (text) => {
      expect(parseTableDefinition(text)).toBeNull()
    },
  )

  test('no text at all ends the reader otherwise', () => {
    const piece = fc.constantFrom(
      ...['CREATE', 'TABLE', '`a`', '(', ')', ',', "'", '`', 'KEY', 'UNIQUE', 'USING', '/*', '*/'],
      ...['COLLATE', 'CLUSTERED', 'PERSISTED', 'unsigned', '\\', ' '],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        parseTableDefinition(`CREATE TABLE \`t\` (${pieces.join(' ')}`)
        parseTableDefinition(pieces.join(''))
      }),
    )
  })
})

const hostileName = fc
  .oneof(
    fc.constantFrom('KEY', 'a`b', "it's", 'a, b', 'PRIMARY KEY (', '/* x', ')', 'USING HASH', 'é'),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
  .filter((name) => name.trim() !== '' && !name.includes('\0'))

const column = (name: string): fc.Arbitrary<Column> =>
  fc.record({
    name: fc.constant(name),
    formerNames: fc.constant([]),
    type: fc.constantFrom(
      type('BIGINT', 'bigint(20)'),
      type('VARCHAR', 'varchar(255)'),
      type('DECIMAL', 'decimal(10,2) unsigned'),
      type('ENUM', "enum('a,b','it''s')"),
      type('TIMESTAMP', 'timestamp(6)'),
    ),
    charset: fc.constantFrom(null, 'utf8mb4'),
    collation: fc.constantFrom(null, 'utf8mb4_bin'),
    nullability: fc.constantFrom('null', 'not null', 'unstated'),
    default: fc.constantFrom(null, { sql: "'NOT NULL, COLLATE x)'", shown: 'x' }),
    onUpdate: fc.constant(null),
    autoIncrement: fc.boolean(),
    sparse: fc.boolean(),
    seriesTimestamp: fc.boolean(),
    comment: fc.constantFrom(null, 'PRIMARY KEY (`a`), it\'s "so"'),
  })

function type(base: string, text: string) {
  return { base, numbers: [], members: [], unsigned: false, element: null, text }
}

const key = (columns: readonly string[]): fc.Arbitrary<Key> =>
  fc.record({
    kind: fc.constantFrom('unique', 'key', 'shard', 'sort'),
    name: hostileName.filter((name) => name !== 'PRIMARY'),
    columns: fc
      .subarray([...columns], { minLength: 1 })
      .map((names) => names.map((name, index) => ({ name, descending: index % 2 === 1 }))),
    using: fc.constantFrom(null, 'HASH'),
    unenforced: fc.boolean(),
    metadataOnly: fc.boolean(),
  })

const model: fc.Arbitrary<TableModel> = fc
  .uniqueArray(hostileName, { minLength: 1, maxLength: 5, selector: (name) => name.toLowerCase() })
  .chain((names) =>
    fc.record({
      database: fc.constant('db'),
      name: hostileName,
      storage: fc.constantFrom('columnstore', 'rowstore'),
      reference: fc.boolean(),
      temporary: fc.constant(false),
      columns: fc.tuple(...names.map(column)),
      keys: fc
        .tuple(fc.array(key(names), { maxLength: 4 }), fc.boolean())
        .map(([keys, primary]) => (primary ? [primaryKey(names), ...keys] : keys)),
      charset: fc.constantFrom(null, 'utf8mb4'),
      collation: fc.constantFrom(null, 'utf8mb4_general_ci'),
      comment: fc.constantFrom(null, 'it (is) a `table`'),
    }),
  )

function primaryKey(names: readonly string[]): Key {
  return {
    kind: 'primary',
    name: 'PRIMARY',
    columns: names.slice(0, 1).map((name) => ({ name, descending: false })),
    using: null,
    unenforced: false,
    metadataOnly: false,
  }
}

const TYPES = {
  primary: 'PRIMARY',
  unique: 'UNIQUE',
  key: 'KEY',
  shard: 'SHARD',
  sort: 'COLUMNSTORE',
} as const

test('every table that the stand-in can show is read as it is', () => {
  fc.assert(
    fc.property(model, (table) => {
      const read = parseTableDefinition(showCreateTable(table))
      expect(read).toMatchObject({
        name: table.name,
        storage: table.storage,
        reference: table.reference,
        columns: table.columns.map((of) => ({
          name: of.name,
          type: of.type.text,
          collation: of.collation,
          isNullable: isNullable(table, of),
        })),
      })
      // The server adds the keys it chose itself.
      expect(read?.keys.slice(0, table.keys.length)).toMatchObject(
        table.keys.map(({ kind, columns, unenforced }) => ({
          type: TYPES[kind],
          columns,
          enforced: !(kind === 'unique' && unenforced),
        })),
      )
    }),
  )
})
