import { splitQuoted, unquoteName } from './quoted-name.ts'

/** Where a value stands inside a record's value: the names of the fields that lead to it, at least one. */
export type FieldPath = readonly string[]

/** Reads `customer.address.city`; a name that holds a dot is back-quoted. Null where a name is missing or wrongly quoted. */
export function parseFieldPath(text: string): FieldPath | null {
  const path: string[] = []
  for (const piece of splitQuoted(text, '.') ?? ['']) {
    const name = piece === '' ? null : unquoteName(piece)
    if (name === null) return null
    path.push(name)
  }
  return path
}

/** The path as `parseFieldPath` reads it. */
export function fieldPathText(path: FieldPath): string {
  return path
    .map((name) => (/^$|[.`]|^\s|\s$/.test(name) ? `\`${name.replaceAll('`', '``')}\`` : name))
    .join('.')
}
