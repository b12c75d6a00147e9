import type { AlterSpec, Position } from './alter-spec.ts'
import { mariadbIndex } from './mariadb-index.ts'
import { mariadbColumn, mariadbTableName } from './mariadb-table.ts'
import type { NameAliases } from './name-aliases.ts'
import { quoteName } from './quote.ts'
import { findColumn, type TableModel } from './table-model.ts'

/**
 * One change as a clause of MariaDB's ALTER TABLE, `after` being the table with it; undefined where
 * MariaDB has nothing to change.
 */
export function mariadbAlterClause(
  before: TableModel,
  after: TableModel,
  spec: AlterSpec,
  aliases: NameAliases,
): string | undefined {
  const quote = (name: string) => quoteName(aliases.forward(name))
  switch (spec.kind) {
    case 'add-column': {
      const column = `ADD COLUMN ${mariadbColumn(after, spec.definition.column, aliases)}${position(spec.position, quote)}`
      const index = addedIndex(before, after, aliases)
      return index === undefined ? column : `${column}, ADD ${index}`
    }
    case 'add-key': {
      const index = addedIndex(before, after, aliases)
      return index === undefined ? undefined : `ADD ${index}`
    }
    case 'drop-column':
      return `DROP COLUMN ${quote(spec.name)}`
    case 'drop-key': {
      const dropped = before.keys.find((key) => !after.keys.includes(key))
      return dropped?.unenforced === true ? undefined : `DROP INDEX ${quote(spec.name)}`
    }
    case 'modify-column': {
      const column = findColumn(after, spec.definition.column.name)
      return column === undefined
        ? undefined
        : `MODIFY COLUMN ${mariadbColumn(after, column, aliases)}`
    }
    case 'rename-column':
      return `RENAME COLUMN ${quote(spec.from)} TO ${quote(spec.to)}`
    case 'rename-table':
      return `RENAME TO ${mariadbTableName(after, aliases)}`
  }
}

function addedIndex(
  before: TableModel,
  after: TableModel,
  aliases: NameAliases,
): string | undefined {
  const key = after.keys.length > before.keys.length ? after.keys.at(-1) : undefined
  return key === undefined ? undefined : mariadbIndex(after, key, aliases)
}

function position(at: Position, quote: (name: string) => string): string {
  if (at.kind === 'first') return ' FIRST'
  return at.kind === 'after' ? ` AFTER ${quote(at.column)}` : ''
}
