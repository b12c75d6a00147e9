import { quoteString } from './quote.ts'
import type { Column, TableModel } from './table-model.ts'
import { textLimit } from './text-limit.ts'

/** A column's type as MariaDB takes it, character set and collation included. */
export function mariadbType(table: TableModel, column: Column): string {
  const { type, charset, collation } = column
  // MariaDB's own JSON is this type under a collation that compares as texts that end in blanks do. A vector stays the
  // text it was given as: SingleStore would round its elements.
  if (type.base === 'JSON' || type.base === 'VECTOR')
    return 'LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin'
  const parts = [typeText(table, column)]
  if (charset !== null) parts.push(`CHARACTER SET ${charset}`)
  if (collation !== null) parts.push(`COLLATE ${mariadbCollation(collation)}`)
  return parts.join(' ')
}

/** MariaDB's binary collations take 'a' and 'a ' for the same unless they say NOPAD. */
export function mariadbCollation(name: string): string {
  return name.replace(/(?<!_nopad)_bin$/i, '_nopad_bin')
}

function typeText(table: TableModel, column: Column): string {
  const { type } = column
  if (type.base === 'BIT') return 'BIT(64)'
  if (type.members.length > 0) return `${type.base}(${type.members.map(quoteString).join(', ')})`
  return textLimit(table, column)?.roomier ?? type.text.replace(/ SIGNED$/, '')
}
