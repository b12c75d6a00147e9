import { splitQuoted, unquoteName } from './quoted-name.ts'

/** The kinds of table key the sink can create, as the connector spells them; COLUMNSTORE is the sort key. */
export const tableKeyTypes = ['PRIMARY', 'UNIQUE', 'SHARD', 'COLUMNSTORE', 'KEY'] as const

export type TableKeyType = (typeof tableKeyTypes)[number]

/** A key that a table gets when the sink creates it. A SHARD key without columns distributes rows at random. */
export interface TableKey {
  readonly type: TableKeyType
  readonly name: string | null
  readonly columns: readonly string[]
  /** Those columns of a sort key that begin with the greatest value; absent where all begin with the least. */
  readonly descending?: readonly string[]
}

/** One key as configured: `selector` is `TYPE[.name]`, `columns` a list by comma, `place` where it was given. */
export interface TableKeyText {
  readonly place: string
  readonly selector: string
  readonly columns: string
}

/** Takes one fault of the configuration, as a sentence. */
type Report = (fault: string) => void

/** Cuts `PRIMARY=id; UNIQUE.unique_email=email` into its keys. */
export function splitTableKeys(
  text: string,
  place: string,
  report: Report,
): readonly TableKeyText[] {
  const pieces = splitQuoted(text, ';')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed`)
    return []
  }
  return pieces.flatMap((piece, index) => {
    if (piece === '') return []
    const [selector, ...rest] = splitQuoted(piece, '=') ?? []
    if (selector === undefined || rest.length === 0) {
      report(`${place}: key ${index + 1} has no "="; wants TYPE[.name]=column[,column]`)
      return []
    }
    return [{ place: `${place} ${selector}`, selector, columns: rest.join('=') }]
  })
}

/** Reads a set of keys and checks it as a whole; a key with a fault is reported and left out. */
export function parseTableKeys(
  texts: readonly TableKeyText[],
  report: Report,
): readonly TableKey[] {
  const keys: TableKey[] = []
  for (const text of texts) {
    const key = parseTableKey(text, report)
    if (key === null) continue
    const rival = keys.find((other) => excludes(other, key))
    if (rival === undefined) keys.push(key)
    else if (rival.type === key.type && onePerTable.has(key.type))
      report(`${text.place}: a second ${key.type} key; a table has one`)
    else report(`${text.place}: a second key named "${key.name}"; give each its own name`)
  }
  return keys
}

const onePerTable: ReadonlySet<TableKeyType> = new Set(['PRIMARY', 'SHARD', 'COLUMNSTORE'])

function excludes(one: TableKey, other: TableKey): boolean {
  if (one.type === other.type && onePerTable.has(one.type)) return true
  // The server ignores the name of a primary key.
  if (one.type === 'PRIMARY' || other.type === 'PRIMARY') return false
  return one.name !== null && other.name !== null && sameName(one.name, other.name)
}

/** Names of columns and keys are case-insensitive in SingleStore. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function parseTableKey({ place, selector, columns }: TableKeyText, report: Report) {
  const dot = selector.indexOf('.')
  const typeText = (dot < 0 ? selector : selector.slice(0, dot)).trim().toUpperCase()
  const type = tableKeyTypes.find((known) => known === typeText)
  if (type === undefined) {
    report(`${place}: unknown type of key; wants one of ${tableKeyTypes.join(', ')}`)
    return null
  }
  const name = dot < 0 ? null : unquoteName(selector.slice(dot + 1).trim())
  if (dot >= 0 && (name === null || name === '')) {
    report(
      `${place}: the name of the key is empty or wrongly quoted; wants ${type}.name or ${type}`,
    )
    return null
  }
  const parsed = parseColumns(type, place, columns, report)
  return parsed === null ? null : ({ type, name, ...parsed } satisfies TableKey)
}

type KeyColumns = Pick<TableKey, 'columns' | 'descending'>

function parseColumns(
  type: TableKeyType,
  place: string,
  text: string,
  report: Report,
): KeyColumns | null {
  if (text.trim() === '') {
    if (type === 'SHARD') return { columns: [] }
    report(`${place}: names no column; wants column[,column]`)
    return null
  }
  const pieces = splitQuoted(text, ',')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed; inside a quoted name it is doubled`)
    return null
  }
  const names: string[] = []
  const descending: string[] = []
  for (const piece of pieces) {
    const { written, order } = splitOrder(piece)
    const name = unquoteName(written)
    if (name === null || name === '') {
      report(`${place}: column ${names.length + 1} is empty or wrongly quoted`)
      return null
    }
    if ((splitQuoted(written, '=')?.length ?? 0) > 1) {
      report(
        `${place}: column ${names.length + 1} holds "="; several keys stand by semicolon, and a name that holds one is back-quoted`,
      )
      return null
    }
    if (order !== null && type !== 'COLUMNSTORE') {
      report(
        `${place}: column "${name}" has an order, which only COLUMNSTORE, the sort key, may have; drop ${order}, or back-quote it if it belongs to the name`,
      )
      return null
    }
    if (names.some((other) => sameName(other, name))) {
      report(`${place}: names column "${name}" twice`)
      return null
    }
    names.push(name)
    if (order === 'DESC') descending.push(name)
  }
  return descending.length === 0 ? { columns: names } : { columns: names, descending }
}

/** Takes the order off a column that is written with one: `created_at DESC`. */
function splitOrder(piece: string): {
  readonly written: string
  readonly order: 'ASC' | 'DESC' | null
} {
  const last = /\s(?:(asc)|(desc))$/i.exec(piece)
  if (last === null) return { written: piece, order: null }
  return { written: piece.slice(0, last.index).trimEnd(), order: last[1] ? 'ASC' : 'DESC' }
}
