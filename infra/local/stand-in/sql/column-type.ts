import type { Cursor } from './cursor.ts'
import { notEmulated } from './refusal.ts'
import type { ColumnType } from './table-model.ts'

const SYNONYMS: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOL',
  CHARACTER: 'CHAR',
  DEC: 'DECIMAL',
  FIXED: 'DECIMAL',
  INTEGER: 'INT',
  NUMERIC: 'DECIMAL',
  REAL: 'DOUBLE',
}

/** How many numbers may stand in parentheses behind a type. */
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ BOOL: 0, BIT: 1, TINYINT: 1, SMALLINT: 1, MEDIUMINT: 1, INT: 1, BIGINT: 1 },
  ...{ FLOAT: 2, DOUBLE: 2, DECIMAL: 2 },
  ...{ DATE: 0, TIME: 1, DATETIME: 1, TIMESTAMP: 1, YEAR: 1 },
  ...{ CHAR: 1, VARCHAR: 1, BINARY: 1, VARBINARY: 1 },
  ...{ TINYTEXT: 0, TEXT: 1, MEDIUMTEXT: 0, LONGTEXT: 0 },
  ...{ TINYBLOB: 0, BLOB: 1, MEDIUMBLOB: 0, LONGBLOB: 0 },
  ...{ JSON: 0, ENUM: 0, SET: 0 },
}

const NOT_EMULATED = ['BSON', 'GEOGRAPHY', 'GEOGRAPHYPOINT']
const VECTOR_ELEMENTS = ['I8', 'I16', 'I32', 'I64', 'F16', 'F32', 'F64']
const NUMERIC = [
  ...['TINYINT', 'SMALLINT', 'MEDIUMINT', 'INT', 'BIGINT'],
  ...['FLOAT', 'DOUBLE', 'DECIMAL'],
]

/** Reads one type. Throws a Refusal for a type that is unknown or that MariaDB cannot stand in for. */
export function readColumnType(cursor: Cursor): ColumnType {
  const start = cursor.position
  if (cursor.is('VECTOR')) return readVector(cursor)
  const token = cursor.peek()
  const word = token.kind === 'word' ? token.keyword : ''
  const base = SYNONYMS[word] ?? word
  if (NOT_EMULATED.includes(base)) throw notEmulated(`the type ${base}`)
  const allowed = Object.hasOwn(NUMBERS, base) ? NUMBERS[base] : undefined
  if (allowed === undefined) throw cursor.fail()
  cursor.next()
  if (base === 'DOUBLE' && word === 'DOUBLE') cursor.accept('PRECISION')

  const numbers: number[] = []
  const members: string[] = []
  if (base === 'ENUM' || base === 'SET') cursor.parenthesised(() => members.push(cursor.string()))
  else if (allowed > 0 && cursor.is('(')) {
    cursor.parenthesised(() => numbers.push(cursor.integer()))
    if (numbers.length > allowed) throw cursor.fail()
  }
  if (['VARCHAR', 'VARBINARY'].includes(base) && numbers.length === 0) throw cursor.fail()

  const unsigned = NUMERIC.includes(base) && cursor.accept('UNSIGNED')
  if (!unsigned && NUMERIC.includes(base)) cursor.accept('SIGNED')
  const text = members.length > 0 ? cursor.original(start, cursor.position) : upper(cursor, start)
  return { base, numbers, members, unsigned, element: null, text }
}

/** `VECTOR(3)`, `VECTOR(3, F64)`; F32 where nothing is said. */
function readVector(cursor: Cursor): ColumnType {
  cursor.next()
  cursor.expect('(')
  const dimensions = cursor.integer()
  const element = cursor.accept(',') ? cursor.acceptOneOf(...VECTOR_ELEMENTS) : 'F32'
  if (element === undefined) throw cursor.fail()
  cursor.expect(')')
  const text = `VECTOR(${dimensions}, ${element})`
  return { base: 'VECTOR', numbers: [dimensions], members: [], unsigned: false, element, text }
}

function upper(cursor: Cursor, start: number): string {
  return cursor.original(start, cursor.position).replace(/\s+/g, ' ').toUpperCase()
}
