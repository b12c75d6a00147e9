import type { NameAliases } from './name-aliases.ts'
import { quoteName, quoteString } from './quote.ts'
import { findColumn, type TableModel } from './table-model.ts'

/**
 * Keeps LOAD DATA from taking a number in a text for the position of an ENUM's member, or for those of
 * a SET's: no source says that SingleStore does.
 */
export interface EnumGuards {
  /** What stands in the column list for a column: a variable for an ENUM or SET, null for itself. */
  read(name: string): string | null
  /** How those read so far get their values, for the SET clause. */
  readonly assignments: readonly string[]
}

export function createEnumGuards(table: TableModel | undefined, aliases: NameAliases): EnumGuards {
  const assignments: string[] = []
  return {
    assignments,
    read(name) {
      const column = table === undefined ? undefined : findColumn(table, name)
      if (column === undefined || column.type.members.length === 0) return null
      const variable = `@s2_enum_${assignments.length}`
      const value = guarded(variable, column.type.members)
      assignments.push(`${quoteName(aliases.forward(column.name))} = ${value}`)
      return variable
    },
  }
}

/** The text, or one that is no member in place of a number that is none. */
function guarded(variable: string, members: readonly string[]): string {
  const number = `${variable} REGEXP '^[[:space:]]*[+-]?[0-9]+[[:space:]]*$'`
  const listed = members.map(quoteString).join(', ')
  const stranger = quoteString(`no member: ${members.join('')}`)
  return `IF(${number} AND ${variable} NOT IN (${listed}), ${stranger}, ${variable})`
}
