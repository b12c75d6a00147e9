import { assertKeyTypes, keyTypeWarnings } from './key-types.ts'
import { Refusal, unsupported, unsupportedDistributed } from './refusal.ts'
import {
  findColumn,
  hasColumn,
  type Key,
  keysOf,
  sameName,
  shardColumns,
  type TableModel,
} from './table-model.ts'

const MAX_KEY_COLUMNS = 16

/**
 * Throws a Refusal for the first rule about keys that the table breaks; returns warnings for rules
 * that no SingleStore source confirms.
 */
export function checkKeys(table: TableModel): readonly string[] {
  assertSingle(table)
  for (const key of table.keys) assertColumns(table, key)
  assertNamesDiffer(table)
  for (const key of table.keys) assertKeyTypes(table, key)
  assertPrimary(table)
  assertShardInUnique(table)
  if (table.reference && keysOf(table, 'primary').length === 0) {
    throw unsupportedDistributed('Reference Table without a Primary Key')
  }
  if (table.storage === 'columnstore') assertColumnstore(table)
  return warnings(table)
}

function assertSingle(table: TableModel): void {
  if (keysOf(table, 'primary').length > 1) {
    throw new Refusal(1068, '42000', 'Multiple primary key defined')
  }
  if (keysOf(table, 'shard').length > 1) throw unsupportedDistributed('multiple SHARD KEYs')
  if (keysOf(table, 'sort').length > 1) throw unsupported('multiple SORT KEYs on one table')
}

function assertColumns(table: TableModel, key: Key): void {
  if (key.columns.length > MAX_KEY_COLUMNS) {
    throw new Refusal(
      1070,
      '42000',
      `Too many key parts specified; max ${MAX_KEY_COLUMNS} parts allowed (key '${key.name}')`,
    )
  }
  for (const [index, { name, descending }] of key.columns.entries()) {
    if (findColumn(table, name) === undefined) {
      throw new Refusal(1072, '42000', `Key column '${name}' doesn't exist in table`)
    }
    if (key.columns.slice(0, index).some((earlier) => sameName(earlier.name, name))) {
      throw new Refusal(1060, '42S21', `Duplicate column name '${name}'`)
    }
    if (descending && key.kind !== 'sort') throw unsupported('DESC in a key other than SORT KEY')
  }
}

function assertNamesDiffer(table: TableModel): void {
  const seen = new Set<string>()
  for (const { name } of table.keys) {
    if (seen.has(name.toLowerCase())) {
      throw new Refusal(1061, '42000', `Duplicate key name '${name}'`)
    }
    seen.add(name.toLowerCase())
  }
}

function assertPrimary(table: TableModel): void {
  for (const { name } of keysOf(table, 'primary').flatMap((key) => key.columns)) {
    const column = findColumn(table, name)
    if (column === undefined) continue
    if (column.nullability === 'null') {
      throw new Refusal(
        1171,
        '42000',
        'All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, use UNIQUE instead',
      )
    }
    if (table.storage === 'columnstore' && ['FLOAT', 'DOUBLE'].includes(column.type.base)) {
      throw unsupported(
        `${column.type.base} column '${name}' in a primary key of a columnstore table`,
      )
    }
  }
}

/** A key without all shard columns could not be enforced within one partition. */
function assertShardInUnique(table: TableModel): void {
  const shard = shardColumns(table)
  for (const key of [...keysOf(table, 'primary'), ...keysOf(table, 'unique')]) {
    if (key.unenforced || shard.every((name) => hasColumn(key, name))) continue
    throw new Refusal(
      1744,
      'HY000',
      `The unique key named: ${key.name} cannot be created because unique keys must contain all columns of the shard key`,
    )
  }
}

function assertColumnstore(table: TableModel): void {
  const unique = keysOf(table, 'unique').filter((key) => !key.unenforced)
  if (unique.length > 1 && unique.some((key) => key.columns.length > 1)) {
    throw unsupported(
      'multiple UNIQUE indexes with at least one index containing multiple columns on columnstore table',
    )
  }
  const hashed = new Set<string>()
  for (const key of [...keysOf(table, 'primary'), ...unique, ...keysOf(table, 'key')]) {
    if (key.using !== null && key.using !== 'HASH') {
      throw unsupported(`USING ${key.using} index '${key.name}' on a columnstore table`)
    }
    const columns = key.columns.map(({ name }) => name.toLowerCase()).join('\0')
    if (hashed.has(columns)) throw unsupported('Multiple HASH indices on the same columns')
    hashed.add(columns)
  }
}

function warnings(table: TableModel): readonly string[] {
  const found: string[] = []
  const primary = keysOf(table, 'primary')
  const unique = keysOf(table, 'unique').filter((key) => !key.unenforced)
  if (unique.length > 0 && !table.reference && shardColumns(table).length === 0) {
    found.push(
      `Unconfirmed: SingleStore may be unable to enforce unique key '${unique[0]?.name}' without a SHARD KEY; declare one on its columns`,
    )
  }
  if (table.storage === 'columnstore' && primary.length > 0 && unique.length > 0) {
    found.push(
      'Unconfirmed: SingleStore may refuse a columnstore table with both PRIMARY and UNIQUE keys',
    )
  }
  if (table.reference && keysOf(table, 'shard').length > 0) {
    found.push('Unconfirmed: SingleStore may refuse a SHARD KEY on a reference table')
  }
  if (table.storage === 'rowstore' && keysOf(table, 'sort').length > 0) {
    found.push('Unconfirmed: SingleStore may refuse a SORT KEY on a rowstore table')
  }
  found.push(...keyTypeWarnings(table))
  for (const column of table.columns) {
    if (column.autoIncrement && column.type.base !== 'BIGINT') {
      found.push(
        `Unconfirmed: SingleStore may want BIGINT for AUTO_INCREMENT column '${column.name}'`,
      )
    }
  }
  return found
}
