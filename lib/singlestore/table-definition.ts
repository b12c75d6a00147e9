import {
  closesAt,
  type DefinedKey,
  definedKey,
  isDefinedKey,
  isSign,
  splitAtCommas,
} from './table-definition-key.ts'
import { type DefinitionToken, definitionTokens } from './table-definition-tokens.ts'

export interface DefinedColumn {
  readonly name: string
  /** As the server shows it: `varchar(255)`, `bigint(20) unsigned`; empty where there is none to see. */
  readonly type: string
  readonly collation: string | null
  readonly isNullable: boolean
}

/** A table as SHOW CREATE TABLE tells it. */
export interface TableDefinition {
  readonly name: string
  readonly storage: 'columnstore' | 'rowstore'
  readonly reference: boolean
  readonly temporary: boolean
  readonly columns: readonly DefinedColumn[]
  /** In the order of the definition; indexes of other kinds than the sink's are left out. */
  readonly keys: readonly DefinedKey[]
}

/**
 * Reads the statement that SHOW CREATE TABLE gives; what it does not know it skips.
 * Null for what is no definition of a table: that of a view, for one.
 */
export function parseTableDefinition(text: string): TableDefinition | null {
  const tokens = definitionTokens(text)
  const open = tokens.findIndex(isSign('('))
  const head = tokens.slice(0, Math.max(0, open))
  const words = new Set(head.flatMap(({ kind, value }) => (kind === 'word' ? [value] : [])))
  const name = head.at(-1)
  if (head[0]?.value !== 'CREATE' || !words.has('TABLE') || name === undefined) return null
  const close = tokens.findIndex(closesAt(tokens, open))
  const pieces = splitAtCommas(tokens.slice(open + 1, close)).filter(({ length }) => length > 0)
  const keys = pieces.filter(isDefinedKey).flatMap((piece) => definedKey(piece) ?? [])
  const temporary = words.has('TEMPORARY')
  return {
    name: written(name, text),
    storage: words.has('ROWSTORE') || temporary ? 'rowstore' : 'columnstore',
    reference: words.has('REFERENCE'),
    temporary,
    columns: pieces
      .filter((piece) => !isDefinedKey(piece))
      .flatMap((piece) => definedColumn(piece, text)),
    keys,
  }
}

/**
 * The columns of each key that keeps rows apart, as the table names them: the primary key's first, then the unique ones'.
 */
export function uniqueKeysOf({ columns, keys }: TableDefinition): readonly (readonly string[])[] {
  const names = new Map(columns.map(({ name }) => [name.toLowerCase(), name]))
  const unique = keys.filter(({ type, enforced }) => enforced && type === 'UNIQUE')
  return [...keys.filter(({ type }) => type === 'PRIMARY'), ...unique].map((key) =>
    key.columns.map(({ name }) => names.get(name.toLowerCase()) ?? name),
  )
}

function definedColumn(
  [name, ...tokens]: readonly DefinitionToken[],
  text: string,
): readonly DefinedColumn[] {
  if (name === undefined) return []
  const persisted = tokens.findLastIndex(isWord('PERSISTED'))
  const definition = tokens.slice(persisted + 1)
  return [
    {
      name: written(name, text),
      type: typeText(definition, text),
      collation: collationOf(definition, text),
      isNullable: !definition.some(
        (token, index) => isWord('NOT')(token) && definition[index + 1]?.value === 'NULL',
      ),
    },
  ]
}

/** The type's word, its brackets, and the words that change what it holds. */
function typeText(tokens: readonly DefinitionToken[], text: string): string {
  const [word, open] = tokens
  if (word === undefined) return ''
  const bracketed = open !== undefined && isSign('(')(open)
  let last = bracketed ? tokens.findIndex(closesAt(tokens, 1)) : 0
  while (isUnsigned(tokens[last + 1])) last += 1
  return text.slice(word.start, tokens[last]?.end ?? word.end)
}

function isUnsigned(token: DefinitionToken | undefined): boolean {
  return token !== undefined && (isWord('UNSIGNED')(token) || isWord('ZEROFILL')(token))
}

function collationOf(tokens: readonly DefinitionToken[], text: string): string | null {
  const collation = tokens[tokens.findIndex(isWord('COLLATE')) + 1]
  if (collation === undefined || !tokens.some(isWord('COLLATE'))) return null
  return written(collation, text)
}

/** A bare word as it stands. */
function written({ kind, value, start, end }: DefinitionToken, text: string): string {
  return kind === 'word' ? text.slice(start, end) : value
}

function isWord(word: string): (token: DefinitionToken) => boolean {
  return ({ kind, value }) => kind === 'word' && value === word
}
