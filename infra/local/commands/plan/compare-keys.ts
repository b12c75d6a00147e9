import type { TableDefinition } from '../../../../lib/singlestore/table-definition.ts'
import type { DefinedKey } from '../../../../lib/singlestore/table-definition-key.ts'

type KeyPart = 'PRIMARY' | 'UNIQUE' | 'SHARD' | 'SORT' | 'KEY' | 'storage' | 'reference'

/** `missing`: configured only; `extra`: only in the table. */
export type KeyVerdict = 'same' | 'different' | 'missing' | 'extra'

export interface KeyDifference {
  readonly key: KeyPart
  /** Columns in brackets, or a word; null where there is none. */
  readonly table: string | null
  readonly wanted: string | null
  readonly verdict: KeyVerdict
}

/** Compares a table that exists with the one that the sink would make of the same records, key by key; names do not count. */
export function compareKeys(
  table: TableDefinition,
  wanted: TableDefinition,
): readonly KeyDifference[] {
  return [
    ...(['PRIMARY', 'SHARD', 'SORT'] as const).flatMap((key) =>
      pair(key, single(table, key), single(wanted, key)),
    ),
    ...several('UNIQUE', table, wanted),
    ...several('KEY', table, wanted),
    ...pair('storage', table.storage, wanted.storage),
    ...pair('reference', yesNo(table.reference), yesNo(wanted.reference)),
  ]
}

function pair(key: KeyPart, table: string | null, wanted: string | null) {
  if (table === null && wanted === null) return []
  return [{ key, table, wanted, verdict: verdictOf(table, wanted) }]
}

function verdictOf(table: string | null, wanted: string | null): KeyVerdict {
  if (table === null) return 'missing'
  if (wanted === null) return 'extra'
  return fold(table) === fold(wanted) ? 'same' : 'different'
}

/** What goes without saying is said: the primary key cuts a table that has no key for that. */
function single(definition: TableDefinition, part: 'PRIMARY' | 'SHARD' | 'SORT'): string | null {
  const { keys, reference, storage } = definition
  const type = part === 'SORT' ? 'COLUMNSTORE' : part
  const found = keys.find((key) => key.type === type)
  if (part === 'SHARD' && reference) return null
  if (part === 'SORT' && storage === 'rowstore') return null
  if (found !== undefined) return columnsText(found)
  if (part === 'PRIMARY') return null
  return part === 'SHARD' ? (single(definition, 'PRIMARY') ?? '()') : '()'
}

function several(
  type: 'UNIQUE' | 'KEY',
  table: TableDefinition,
  wanted: TableDefinition,
): readonly KeyDifference[] {
  const textsOf = ({ keys }: TableDefinition) =>
    new Map(
      keys.filter((key) => key.type === type).map((key) => [fold(columnsText(key)), key] as const),
    )
  const [present, asked] = [textsOf(table), textsOf(wanted)]
  return [...new Set([...present.keys(), ...asked.keys()])].flatMap((text) => {
    const [own, other] = [present.get(text), asked.get(text)]
    return pair(type, own ? columnsText(own) : null, other ? columnsText(other) : null)
  })
}

function columnsText({ columns, enforced }: DefinedKey): string {
  const names = columns.map(({ name, descending }) => `${name}${descending ? ' DESC' : ''}`)
  return `(${names.join(', ')})${enforced ? '' : ' UNENFORCED'}`
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function fold(text: string): string {
  return text.toLowerCase()
}
