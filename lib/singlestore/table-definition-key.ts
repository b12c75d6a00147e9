import type { TableKeyType } from '../table/table-key.ts'
import type { DefinitionToken } from './table-definition-tokens.ts'

export interface DefinedKeyColumn {
  readonly name: string
  readonly descending: boolean
}

/** A key that a table has. */
export interface DefinedKey {
  readonly type: TableKeyType
  /** Made up by the server where nobody gave one: `__SHARDKEY`, `__UNORDERED`. */
  readonly name: string | null
  /** A SHARD key without columns distributes rows at random, a COLUMNSTORE key without them sorts nothing. */
  readonly columns: readonly DefinedKeyColumn[]
  /** `HASH`, `BTREE`, `CLUSTERED COLUMNSTORE`; null where unsaid. */
  readonly using: string | null
  /** Only a key that says UNENFORCED takes the same row twice. */
  readonly enforced: boolean
}

const STARTS: ReadonlySet<string> = new Set([
  ...['PRIMARY', 'UNIQUE', 'KEY', 'INDEX', 'SHARD', 'SORT', 'CONSTRAINT', 'FULLTEXT', 'SPATIAL'],
  ...['VECTOR', 'MULTI', 'FOREIGN', 'CHECK', 'COLUMN'],
])

/** Whether a piece of the definition is a key or an index rather than a column: the server quotes the names of columns. */
export function isDefinedKey([first]: readonly DefinitionToken[]): boolean {
  return first?.kind === 'word' && STARTS.has(first.value)
}

/** Null for an index of no kind that the sink can make: FULLTEXT, VECTOR and whatever else there may be. */
export function definedKey(tokens: readonly DefinitionToken[]): DefinedKey | null {
  const open = tokens.findIndex(isSign('('))
  if (open < 0) return null
  const close = tokens.findIndex(closesAt(tokens, open))
  const head = tokens.slice(0, open)
  const options = tokens.slice(close + 1)
  const words = head.flatMap(({ kind, value }) => (kind === 'word' ? [value] : []))
  const name = nameOf(head)
  const using = usingOf([...head, ...options])
  const type = typeOf(words, name, using)
  if (type === null) return null
  return {
    type,
    name,
    columns: columnsOf(tokens.slice(open + 1, close)),
    using,
    enforced: !options.some(({ kind, value }) => kind === 'word' && value === 'UNENFORCED'),
  }
}

/** A columnstore table shows its primary key as a unique one of that name. */
function typeOf(
  words: readonly string[],
  name: string | null,
  using: string | null,
): TableKeyType | null {
  const [first, second] = words[0] === 'CONSTRAINT' ? words.slice(1) : words
  switch (first) {
    case 'PRIMARY':
      return 'PRIMARY'
    case 'UNIQUE':
      return name === 'PRIMARY' ? 'PRIMARY' : 'UNIQUE'
    case 'SHARD':
      return second === 'KEY' ? 'SHARD' : null
    case 'SORT':
      return second === 'KEY' ? 'COLUMNSTORE' : null
    case 'KEY':
    case 'INDEX':
      return using === 'CLUSTERED COLUMNSTORE' ? 'COLUMNSTORE' : 'KEY'
    default:
      return null
  }
}

/** The name behind KEY; that of a CONSTRAINT where there is no other. */
function nameOf(head: readonly DefinitionToken[]): string | null {
  return head.findLast(({ kind }) => kind === 'name')?.value ?? null
}

function usingOf(tokens: readonly DefinitionToken[]): string | null {
  const at = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'USING')
  const [, type, detail] = at < 0 ? [] : tokens.slice(at)
  if (type === undefined) return null
  return type.value === 'CLUSTERED' && detail !== undefined
    ? `${type.value} ${detail.value}`
    : type.value
}

function columnsOf(tokens: readonly DefinitionToken[]): readonly DefinedKeyColumn[] {
  return splitAtCommas(tokens).flatMap(([column, ...rest]) =>
    column === undefined
      ? []
      : [{ name: column.value, descending: rest.some(({ value }) => value === 'DESC') }],
  )
}

/** Cuts where a comma stands outside of brackets. */
export function splitAtCommas(
  tokens: readonly DefinitionToken[],
): readonly (readonly DefinitionToken[])[] {
  const pieces: DefinitionToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    depth += depthChange(token)
    if (depth === 0 && isSign(',')(token)) pieces.push([])
    else pieces.at(-1)?.push(token)
  }
  return pieces
}

/** Finds the bracket that closes the one at `open`. */
export function closesAt(
  tokens: readonly DefinitionToken[],
  open: number,
): (token: DefinitionToken, index: number) => boolean {
  let depth = 0
  return (token, index) => {
    if (index < open) return false
    depth += depthChange(token)
    return depth === 0 || index === tokens.length - 1
  }
}

function depthChange(token: DefinitionToken): number {
  if (isSign('(')(token)) return 1
  return isSign(')')(token) ? -1 : 0
}

export function isSign(sign: string): (token: DefinitionToken) => boolean {
  return ({ kind, value }) => kind === 'sign' && value === sign
}
