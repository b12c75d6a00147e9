import type { TextRow } from '../../singlestore/session/connection.ts'

/** A column as the sink's own statement makes it: its name, and type, collation and NOT NULL as text. */
export type WantedColumn = readonly [name: string, definition: string, ...more: readonly unknown[]]

/** Types, as the server shows them, that hold all that one of the sink's own columns holds. */
const HOLDS: Readonly<Record<string, RegExp>> = {
  INT: /^(?:int|integer|bigint)\b/i,
  BIGINT: /^bigint\b/i,
  DATETIME: /^(?:datetime|timestamp)\b/i,
  JSON: /^(?:json|(?:medium|long)?text)\b/i,
  LONGTEXT: /^(?:medium|long)?text\b/i,
  LONGBLOB: /^(?:medium|long)blob\b/i,
}
const TEXT = /^(?:tiny|medium|long)?text\b/i

/**
 * What keeps the sink from writing into a table of its own that somebody else made, each as half a sentence.
 * @param found rows of information_schema.COLUMNS for this table; none of the wanted columns is missing among them
 */
export function shapeFaults(
  found: readonly TextRow[],
  wanted: readonly WantedColumn[],
): readonly string[] {
  const definitions = new Map(wanted.map(([name, text]) => [name.toLowerCase(), text]))
  return found.flatMap((row) => {
    const name = row.COLUMN_NAME ?? ''
    const definition = definitions.get(name.toLowerCase())
    const fault = definition === undefined ? strangerFault(row) : columnFault(row, definition)
    return fault === null ? [] : [`column ${name} ${fault}`]
  })
}

/** A column that the sink does not fill: it must fill itself. */
function strangerFault(row: TextRow): string | null {
  if (!demandsValue(row)) return null
  return "is none of the sink's, is NOT NULL and has no default"
}

function columnFault(row: TextRow, definition: string): string | null {
  const type = row.COLUMN_TYPE ?? ''
  if (!holds(type, definition)) return `is ${type}, where ${typeOf(definition)} is wanted`
  if (!/NOT NULL/.test(definition) && demandsValue(row)) return 'is NOT NULL, where NULL is written'
  const collation = row.COLLATION_NAME ?? null
  if (/_bin\b/.test(definition) && collation !== null && !/bin(?:ary)?$/i.test(collation)) {
    return `has the collation ${collation}, which takes names for each other`
  }
  return null
}

function demandsValue({ IS_NULLABLE, COLUMN_DEFAULT, EXTRA }: TextRow): boolean {
  const fillsItself = /auto_increment|computed|generated/i.test(EXTRA ?? '')
  return IS_NULLABLE === 'NO' && (COLUMN_DEFAULT ?? null) === null && !fillsItself
}

function holds(type: string, definition: string): boolean {
  const length = lengthOf(definition)
  const word = /^\w+/.exec(definition)?.[0] ?? ''
  if (word !== 'VARCHAR') return HOLDS[word]?.test(type) ?? true
  return TEXT.test(type) || (/^(?:var)?char\b/i.test(type) && lengthOf(type) >= length)
}

function typeOf(definition: string): string {
  return /^\w+(?:\(\d+\))?/.exec(definition)?.[0].toLowerCase() ?? ''
}

function lengthOf(type: string): number {
  return Number(/\((\d+)\)/.exec(type)?.[1] ?? 0)
}
