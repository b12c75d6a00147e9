import { bytesPerCharacter, keyBytes, MAX_KEY_BYTES } from './key-bytes.ts'
import type { NameAliases } from './name-aliases.ts'
import { quoteName } from './quote.ts'
import { findColumn, type Key, type KeyColumn, sameName, type TableModel } from './table-model.ts'

/** What a primary key that InnoDB cannot have becomes: unique and NOT NULL all the same. */
export const OTHER_PRIMARY = 's2_primary'
const SORT_INDEX = 's2_sort'
const AUTO_INDEX = 's2_auto'

/** The index MariaDB gets for a key; undefined for a key it needs none for. */
export function mariadbIndex(
  table: TableModel,
  key: Key,
  aliases: NameAliases,
): string | undefined {
  const name = quoteName(aliases.forward(key.name))
  switch (key.kind) {
    case 'primary':
      return fits(table, key) && !hasTimestamp(table, key)
        ? `PRIMARY KEY (${exact(key, aliases)})`
        : `UNIQUE KEY \`${OTHER_PRIMARY}\` (${exact(key, aliases)})`
    case 'unique':
      return key.unenforced ? undefined : `UNIQUE KEY ${name} (${exact(key, aliases)})`
    case 'key':
      return `KEY ${name} (${prefixed(table, key, aliases)})`
    case 'sort':
      return key.columns.length === 0
        ? undefined
        : `KEY \`${SORT_INDEX}\` (${prefixed(table, key, aliases)})`
    case 'shard':
      return undefined
  }
}

/** MariaDB wants an index that starts with the AUTO_INCREMENT column; SingleStore does not. */
export function autoIncrementIndex(table: TableModel, aliases: NameAliases): string | undefined {
  const column = table.columns.find(({ autoIncrement }) => autoIncrement)
  if (column === undefined) return undefined
  const indexed = table.keys.some(
    ({ kind, columns }) =>
      kind !== 'shard' && columns[0] !== undefined && sameName(columns[0].name, column.name),
  )
  return indexed ? undefined : `KEY \`${AUTO_INDEX}\` (${quoteName(aliases.forward(column.name))})`
}

function fits(table: TableModel, key: Key): boolean {
  const bytes = key.columns.map(({ name }) => columnBytes(table, name))
  return bytes.reduce((sum, each) => sum + each, 0) <= MAX_KEY_BYTES
}

/** MariaDB's column is nullable then. */
function hasTimestamp(table: TableModel, key: Key): boolean {
  return key.columns.some(({ name }) => findColumn(table, name)?.type.base === 'TIMESTAMP')
}

function columnBytes(table: TableModel, name: string): number {
  const column = findColumn(table, name)
  return column === undefined ? 0 : keyBytes(table, column) + 3
}

function exact(key: Key, aliases: NameAliases): string {
  return key.columns.map(({ name }) => quoteName(aliases.forward(name))).join(', ')
}

/** An index that only makes things fast may hold the beginnings of long columns. */
function prefixed(table: TableModel, key: Key, aliases: NameAliases): string {
  const whole = fits(table, key)
  const share = Math.floor(MAX_KEY_BYTES / key.columns.length) - 3
  return key.columns
    .map((column) => {
      const length = whole ? '' : prefixLength(table, column, share)
      const direction = column.descending ? ' DESC' : ''
      return `${quoteName(aliases.forward(column.name))}${length}${direction}`
    })
    .join(', ')
}

function prefixLength(table: TableModel, { name }: KeyColumn, share: number): string {
  const column = findColumn(table, name)
  if (column === undefined || keyBytes(table, column) <= share) return ''
  return `(${Math.floor(share / bytesPerCharacter(table, column))})`
}
