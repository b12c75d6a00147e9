import { type Limits, limitsOf } from './cell/column-limits.ts'

/** What a column takes, as far as the text of a value depends on it. */
export type ColumnKind =
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'binary'
  | 'json'
  | 'date'
  | 'time'
  | 'datetime'
  | 'bit'
  | 'other'

/** Both ends included. */
interface Span {
  readonly least: number
  readonly greatest: number
}

export interface Column {
  readonly name: string
  /** As declared: `decimal(10,2)`. */
  readonly type: string
  readonly kind: ColumnKind
  /** Digits before and behind the point: of a DECIMAL, a FLOAT(M,D) or a DOUBLE(M,D); null elsewhere. */
  readonly digits: { readonly integer: number; readonly fraction: number } | null
  /** Digits of a second that a time or datetime column keeps: 0 or 6; 0 elsewhere. */
  readonly fraction: number
  /** The ends of its range, as its fields are written; null where it has none. */
  readonly limits: Limits | null
  /** The same ends, as near as doubles come to them; null where the column holds no numbers. */
  readonly span: Span | null
  /** What an ENUM or SET may hold, in lower case; null elsewhere. */
  readonly members: ReadonlySet<string> | null
  /** The length that the server pads values to, of CHAR in characters, of BINARY in bytes; null elsewhere. */
  readonly padded: number | null
  /** Filled by the server where a row leaves it out. */
  readonly hasDefault: boolean
  /** What it is filled with then, as the catalog tells: a text, or `CURRENT_TIMESTAMP(6)`; null where it does not. */
  readonly defaultText: string | null
  readonly isNullable: boolean
  /** Of a text column, `utf8mb4_bin` for one; null elsewhere, and where nobody asked. */
  readonly collation: string | null
}

const KINDS: ReadonlyMap<string, ColumnKind> = new Map([
  ...['tinyint', 'smallint', 'mediumint', 'int', 'integer', 'bigint', 'bool', 'boolean'].map(
    (type) => [type, 'integer'] as const,
  ),
  ['decimal', 'decimal'],
  ['numeric', 'decimal'],
  ['float', 'float'],
  ['double', 'float'],
  ...['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'enum', 'set'].map(
    (type) => [type, 'text'] as const,
  ),
  ...['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'].map(
    (type) => [type, 'binary'] as const,
  ),
  // Of fewer than four digits the server makes up the century.
  ['year', 'integer'],
  ['json', 'json'],
  ['date', 'date'],
  ['time', 'time'],
  ['datetime', 'datetime'],
  ['timestamp', 'datetime'],
  ['bit', 'bit'],
])

/**
 * A column as information_schema describes it.
 * @param type as declared: `decimal(10,2)`, `varchar(255)`, `bigint(20) unsigned`
 * @param extra `auto_increment`, `computed`, `on update …` or empty
 * @param nullable `YES` or `NO`
 */
export function describeColumn(
  name: string,
  type: string,
  defaultText: string | null,
  extra: string,
  nullable = 'YES',
  collation: string | null = null,
): Column {
  const word = /^[a-z]+/.exec(type.toLowerCase())?.[0] ?? ''
  const digits = digitsOf(type)
  const kind = KINDS.get(word) ?? 'other'
  const fraction = Number(/^(?:time|datetime|timestamp)\((\d)\)/i.exec(type)?.[1] ?? 0)
  const limits = limitsOf(type, word, digits, fraction)
  return {
    name,
    type,
    kind,
    digits,
    fraction,
    limits,
    span: isNumeric(kind) ? spanOf(limits) : null,
    members: word === 'enum' || word === 'set' ? membersOf(type) : null,
    padded: paddedLength(type),
    hasDefault: defaultText !== null || /auto_increment|generated|computed/i.test(extra),
    defaultText,
    isNullable: nullable !== 'NO',
    collation,
  }
}

export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'float'
}

function spanOf(limits: Limits | null): Span | null {
  return limits === null ? null : { least: Number(limits.least), greatest: Number(limits.greatest) }
}

/** `decimal(10,2)` → 8 before and 2 behind the point. The one number of `float(24)` counts bits. */
function digitsOf(type: string): Column['digits'] {
  const digits =
    /^(?:decimal|numeric)\((\d+)(?:,\s*(\d+))?\)/i.exec(type) ??
    /^(?:float|double)\((\d+),\s*(\d+)\)/i.exec(type)
  if (digits === null) return null
  const fraction = Number(digits[2] ?? 0)
  return { integer: Number(digits[1]) - fraction, fraction }
}

/** Without a length it is 1. */
function paddedLength(type: string): number | null {
  const fixed = /^(?:char|binary)\b(?:\((\d+)\))?/i.exec(type)
  return fixed === null ? null : Number(fixed[1] ?? 1)
}

/** `enum('a','it''s')` → a, it's */
function membersOf(type: string): ReadonlySet<string> {
  const quoted = type.match(/'(?:[^']|'')*'/g) ?? []
  return new Set(quoted.map((member) => member.slice(1, -1).replaceAll("''", "'").toLowerCase()))
}
