import { splitQuoted } from '../table/quoted-name.ts'
import { readDatabaseName, shownName } from './database-name.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** What holds for single tables, and for all others. */
interface ByTable<Value> {
  readonly byTable: ReadonlyMap<string, Value>
  readonly otherwise: Value | null
}

/**
 * Reads `id; orders=tenant,id`: what stands alone is for all tables that are not named.
 * @param read one value; null where it has a fault, which it reports
 */
export function readByTable<Value>(
  setting: Setting | null,
  shape: string,
  read: (text: string) => Value | null,
  report: Report,
): ByTable<Value> {
  const byTable = new Map<string, Value>()
  let otherwise: Value | null = null
  if (setting === null) return { byTable, otherwise }
  const { text, place } = setting
  const pieces = splitQuoted(text, ';')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed; inside a quoted name it is doubled`)
  }
  for (const piece of pieces ?? []) {
    if (piece === '') continue
    const [first = '', second, ...more] = splitQuoted(piece, '=') ?? []
    if (more.length > 0) {
      report(`${place}: wants ${shape}; a name that holds = or ; is back-quoted`)
    } else if (second === undefined) {
      if (otherwise !== null) report(`${place}: speaks of all other tables twice; keep one`)
      otherwise = read(first)
    } else {
      const table = readDatabaseName(first, 'table', place, report)
      const value = read(second)
      if (table === null || value === null) continue
      if (byTable.has(table)) report(`${place}: names table ${shownName(table)} twice; keep one`)
      byTable.set(table, value)
    }
  }
  return { byTable, otherwise }
}
