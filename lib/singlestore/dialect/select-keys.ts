import { quoteIdentifier } from '../identifier.ts'
import { type KeyLiterals, keyCondition } from './key-condition.ts'

/** How a column comes back exactly: bytes as hexadecimal text, a FLOAT as the double that it is, of which the server else shows six digits. */
export type SelectAs = 'text' | 'hex' | 'double'

export interface SelectedColumn {
  readonly name: string
  readonly as: SelectAs
}

/** The keys of those rows that exist, as `k0`, `k1` …, and their versions as `version`. */
export function selectKeys(
  table: string,
  columns: readonly SelectedColumn[],
  version: SelectedColumn | null,
  keys: readonly KeyLiterals[],
): string {
  const selected = columns.map((column, at) => `${expression(column)} AS \`k${at}\``)
  if (version !== null) selected.push(`${expression(version)} AS \`version\``)
  const names = columns.map(({ name }) => name)
  return (
    `SELECT ${selected.join(', ')} FROM ${quoteIdentifier(table)} ` +
    `WHERE ${keyCondition(names, keys)}`
  )
}

/** Whether a table has any row. */
export function selectAny(table: string): string {
  return `SELECT 1 AS \`one\` FROM ${quoteIdentifier(table)} LIMIT 1`
}

function expression({ name, as }: SelectedColumn): string {
  const column = quoteIdentifier(name)
  switch (as) {
    case 'text':
      return column
    case 'hex':
      return `HEX(${column})`
    case 'double':
      return `${column} + 0e0`
    default:
      return as satisfies never
  }
}
