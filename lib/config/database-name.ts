import { nameFault } from '../table/name-fault.ts'
import { splitQuoted, unquoteName } from '../table/quoted-name.ts'
import type { Report } from './report.ts'

/**
 * The name of a table or column that is meant, without its back-quotes; null where none can have it, which is reported.
 * @param what says what the name is of, such as `table of topic "orders"`
 */
export function readDatabaseName(
  text: string,
  what: string,
  place: string,
  report: Report,
): string | null {
  const name = unquoteName(text)
  if (name === null || name === '') {
    report(`${place}: the ${what} is empty or wrongly quoted`)
    return null
  }
  const fault = nameFault(name)
  if (fault === null) return name
  report(`${place}: the ${what}, ${shownName(name)}, ${fault}`)
  return null
}

/** Reads `tenant,id`: names by comma, no column twice, letter case aside. Null where one has a fault, which is reported. */
export function readDatabaseNames(
  text: string,
  what: string,
  place: string,
  report: Report,
): readonly string[] | null {
  const pieces = splitQuoted(text, ',')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed; inside a quoted name it is doubled`)
    return null
  }
  const names: string[] = []
  for (const [index, piece] of pieces.entries()) {
    const name = readDatabaseName(piece, `${what} ${index + 1}`, place, report)
    if (name === null) return null
    if (names.some((other) => isSameColumn(other, name))) {
      report(`${place}: names ${shownName(name)} twice; keep one`)
      return null
    }
    names.push(name)
  }
  return names
}

/** Names of columns do not tell letter case apart. */
export function isSameColumn(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** A name inside a message, cut where it is long. */
export function shownName(name: string): string {
  return JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name)
}
