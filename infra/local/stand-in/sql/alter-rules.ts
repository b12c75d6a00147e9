import type { AlterSpec } from './alter-spec.ts'
import { collationOf } from './column-description.ts'
import { Refusal, unsupported } from './refusal.ts'
import {
  type Column,
  findColumn,
  hasColumn,
  isNullable,
  type Key,
  keysOf,
  sameName,
  type TableModel,
} from './table-model.ts'
import { typeName } from './type-name.ts'

/** Throws a Refusal where SingleStore would not make this change to this table. */
export function assertAlterable(table: TableModel, spec: AlterSpec): void {
  switch (spec.kind) {
    case 'add-column':
      if (spec.definition.key === 'primary') throw primaryAdded()
      if (spec.definition.key === 'unique') assertKeyAddable(table, spec.definition.column.name)
      return
    case 'add-key':
      assertKeyAdded(table, spec)
      return
    case 'modify-column':
      assertModified(table, spec.definition.column)
      return
    case 'drop-column':
      assertColumnDropped(table, spec.name)
      return
    case 'drop-key':
      assertKeyDropped(table, spec.name)
      return
    case 'rename-column':
      assertRenamed(table, spec.from)
      return
    case 'rename-table':
      return
  }
}

function columnstoreRefusal(what: string): Refusal {
  return new Refusal(
    1706,
    'HY000',
    `ALTER TABLE which ${what} is not supported on a columnstore table.`,
  )
}

function primaryAdded(): Refusal {
  return new Refusal(1706, 'HY000', 'A primary key cannot be added to a table after creation')
}

function assertKeyAddable(table: TableModel, name: string): void {
  if (table.storage === 'columnstore') {
    throw columnstoreRefusal(`adds unique/primary/foreign index \`${name}\``)
  }
}

function assertKeyAdded(table: TableModel, { key }: Extract<AlterSpec, { kind: 'add-key' }>): void {
  if (key.kind === 'primary') throw primaryAdded()
  if (key.kind === 'shard' || key.kind === 'sort') {
    throw unsupported(`ALTER TABLE … ADD ${key.kind.toUpperCase()} KEY`)
  }
  if (key.kind === 'unique') assertKeyAddable(table, key.name ?? key.columns[0]?.name ?? '')
  const indexed = ({ name }: { readonly name: string }) =>
    table.keys.some((existing) => existing.kind !== 'shard' && hasColumn(existing, name))
  if (table.storage === 'columnstore' && key.columns.length > 1 && key.columns.some(indexed)) {
    throw unsupported(
      'Adding an INDEX with multiple columns on a columnstore table where any column in the new index is already in an index',
    )
  }
}

function assertModified(table: TableModel, changed: Column): void {
  const column = findColumn(table, changed.name)
  if (column === undefined) throw unknownColumn(table, changed.name)
  if (table.storage !== 'columnstore') return
  const { name } = column
  const sameType = typeName(column.type) === typeName(changed.type)
  if (!sameType || collationOf(table, column) !== collationOf(table, changed)) {
    throw columnstoreRefusal(`modifies type of column \`${name}\``)
  }
  if (isNullable(table, column) && changed.nullability === 'not null') {
    throw columnstoreRefusal(`modifies column \`${name}\` from NULL to NOT NULL`)
  }
  if (column.autoIncrement !== changed.autoIncrement) {
    throw columnstoreRefusal(`modifies column \`${name}\` by adding or dropping AUTO_INCREMENT`)
  }
}

function assertColumnDropped(table: TableModel, name: string): void {
  if (findColumn(table, name) === undefined) throw cannotDrop(name)
  if (table.columns.length === 1) {
    throw new Refusal(
      1090,
      '42000',
      "You can't delete all columns with ALTER TABLE; use DROP TABLE instead",
    )
  }
  for (const key of table.keys) {
    if (key.kind !== 'key' && hasColumn(key, name)) throw keyChanged(table, key)
  }
}

function assertKeyDropped(table: TableModel, name: string): void {
  const key = table.keys.find((candidate) => sameName(candidate.name, name))
  if (key === undefined) throw cannotDrop(name)
  if (key.kind === 'shard' || key.kind === 'primary' || key.kind === 'sort') {
    throw keyChanged(table, key)
  }
}

/** A table cannot be sharded or sorted anew. */
function keyChanged(table: TableModel, key: Key): Refusal {
  if (key.kind === 'shard') {
    return columnstoreRefusal(`drops shard index \`${key.name}\` on sharded table`)
  }
  const shardsByPrimary =
    key.kind === 'primary' && keysOf(table, 'shard').length === 0 && !table.reference
  if (shardsByPrimary || table.storage === 'columnstore' || key.kind === 'primary') {
    return columnstoreRefusal(`changes index \`${key.name}\``)
  }
  return unsupported(`ALTER TABLE which changes index \`${key.name}\``)
}

function assertRenamed(table: TableModel, name: string): void {
  const column = findColumn(table, name)
  if (column === undefined) throw unknownColumn(table, name)
  if (table.reference && column.autoIncrement) {
    throw unsupported('CHANGE which changes the name of a REFERENCE table auto_increment column')
  }
}

function unknownColumn(table: TableModel, name: string): Refusal {
  return new Refusal(1054, '42S22', `Unknown column '${name}' in '${table.name}'`)
}

function cannotDrop(name: string): Refusal {
  return new Refusal(1091, '42000', `Can't DROP '${name}'; check that column/key exists`)
}
