import type { AlterSpec, Position } from './alter-spec.ts'
import { inlineKey } from './create-table.ts'
import { nameKeys } from './key-names.ts'
import { type Column, type Key, sameName, type TableModel } from './table-model.ts'

/** The table after a change; the change itself is taken to be allowed. */
export function alterModel(table: TableModel, spec: AlterSpec): TableModel {
  switch (spec.kind) {
    case 'add-column': {
      const { column, key } = spec.definition
      const keys =
        key === null ? table.keys : nameKeys([...table.keys, inlineKey(column.name, key)])
      return { ...table, columns: insertColumn(table.columns, column, spec.position), keys }
    }
    case 'add-key':
      return { ...table, keys: nameKeys([...table.keys, spec.key]) }
    case 'drop-column':
      return {
        ...table,
        columns: table.columns.filter(({ name }) => !sameName(name, spec.name)),
        keys: table.keys.map((key) => withoutColumn(key, spec.name)).filter(isWhole),
      }
    case 'drop-key':
      return { ...table, keys: table.keys.filter(({ name }) => !sameName(name, spec.name)) }
    case 'modify-column':
      return {
        ...table,
        columns: table.columns.map((column) =>
          sameName(column.name, spec.definition.column.name)
            ? { ...spec.definition.column, name: column.name, formerNames: column.formerNames }
            : column,
        ),
      }
    case 'rename-column':
      return renameColumn(table, spec.from, spec.to)
    case 'rename-table':
      return { ...table, database: spec.to.database, name: spec.to.table }
  }
}

function insertColumn(
  columns: readonly Column[],
  added: Column,
  position: Position,
): readonly Column[] {
  if (position.kind === 'first') return [added, ...columns]
  if (position.kind === 'last') return [...columns, added]
  const after = columns.findIndex(({ name }) => sameName(name, position.column))
  return [...columns.slice(0, after + 1), added, ...columns.slice(after + 1)]
}

function withoutColumn(key: Key, name: string): Key {
  return { ...key, columns: key.columns.filter((column) => !sameName(column.name, name)) }
}

/** An index without columns is gone; an empty shard or sort key means something. */
function isWhole(key: Key): boolean {
  return key.columns.length > 0 || key.kind === 'shard' || key.kind === 'sort'
}

function renameColumn(table: TableModel, from: string, to: string): TableModel {
  return {
    ...table,
    columns: table.columns.map((column) =>
      sameName(column.name, from)
        ? { ...column, name: to, formerNames: [...column.formerNames, column.name] }
        : column,
    ),
    keys: table.keys.map((key) => ({
      ...key,
      columns: key.columns.map((column) =>
        sameName(column.name, from) ? { ...column, name: to } : column,
      ),
    })),
  }
}
