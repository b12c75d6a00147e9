import { expect } from 'vitest'
import { parseJson } from '../../lib/format/json/exact-json.ts'
import type { TestDatabase } from './database.ts'

/** What a column must show of a value. */
export type Shown =
  | null
  /** The server's text to the letter; bytes as `0x…`. */
  | { readonly text: string }
  /** Any text of the same number. */
  | { readonly double: number }
  | { readonly float: number }
  /** Any JSON text of the same value, each number to its last digit. */
  | { readonly json: string }

/** A value's two faces: alone in its column, and inside of JSON. */
export interface Faces {
  readonly column: Shown
  readonly json: string
}

export const NOTHING: Faces = { column: null, json: 'null' }

/** The face of what is JSON in its column, too. */
export function asJson(json: string): Faces {
  return { column: { json }, json }
}

export function jsonObject(members: readonly (readonly [name: string, json: string])[]): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`
}

/** Reads a table in the order of its column `id` and holds it to these rows. */
export async function expectRows(
  database: TestDatabase,
  table: string,
  rows: readonly Readonly<Record<string, Shown>>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const list = columns.map((column) => {
    const isFloat = rows.some((row) => isKind(row[column] ?? null, 'float'))
    // A FLOAT by itself is shown with six digits.
    return isFloat ? `\`${column}\` * 1e0 AS \`${column}\`` : `\`${column}\``
  })
  const found = await database.query(`SELECT ${list} FROM \`${table}\` ORDER BY id`)
  const seen = found.map((row, at) =>
    mapValues(row, (text, column) => read(text, rows[at]?.[column] ?? null)),
  )
  expect(seen).toEqual(rows.map((row) => mapValues(row, wanted)))
}

function wanted(shown: Shown): unknown {
  if (shown === null) return null
  if ('text' in shown) return shown.text
  if ('double' in shown) return unsignedZero(shown.double)
  if ('float' in shown) return unsignedZero(shown.float)
  return parseJson(shown.json)
}

function read(text: string | null, like: Shown): unknown {
  if (text === null || like === null || 'text' in like) return text
  if ('double' in like) return unsignedZero(Number(text))
  if ('float' in like) return unsignedZero(Math.fround(Number(text)))
  return parseJson(text)
}

/** Servers differ in whether they show the sign of a zero, which no comparison in SQL sees. */
function unsignedZero(number: number): number {
  return number === 0 ? 0 : number
}

function isKind(shown: Shown, kind: 'float'): boolean {
  return shown !== null && kind in shown
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}
