import type { Column } from '../../../../lib/singlestore/column.ts'
import type { DefinedColumn } from '../../../../lib/singlestore/table-definition.ts'

/** Whether a column has the type that the sink would give it, by whatever name; NULL is another matter. */
export function sameType(
  present: Pick<Column, 'type' | 'collation'>,
  wanted: Pick<DefinedColumn, 'type' | 'collation'>,
): boolean {
  if (plainType(present.type) !== plainType(wanted.type)) return false
  return (
    wanted.collation === null ||
    present.collation === null ||
    present.collation.toLowerCase() === wanted.collation.toLowerCase()
  )
}

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['integer', 'int'],
  ['bool', 'tinyint'],
  ['boolean', 'tinyint'],
  ['numeric', 'decimal'],
  ['dec', 'decimal'],
  ['real', 'double'],
])

/** Without display widths, which change nothing, and with the lengths that go without saying. */
function plainType(text: string): string {
  const [, word = '', length, rest = ''] =
    /^\s*([a-z]+)\s*(?:\(([^)]*)\))?(.*)$/s.exec(text.toLowerCase()) ?? []
  const type = ALIASES.get(word) ?? word
  return `${type}${lengthOf(type, length?.replaceAll(/\s/g, '') ?? null)}${rest.trim()}`
}

function lengthOf(type: string, length: string | null): string {
  if (/int$/.test(type)) return ''
  if (type === 'decimal') return length === null ? '(10,0)' : `(${length.replace(/^\d+$/, '$&,0')})`
  if (type === 'char' || type === 'binary') return `(${length ?? 1})`
  return length === null ? '' : `(${length})`
}
