import { ExactNumber, type JsonValue } from '../schema.ts'
import { nameFault } from '../table/name-fault.ts'
import { parseTableKeys, splitTableKeys, type TableKey } from '../table/table-key.ts'
import { type TableOptions, USUAL_TABLE } from '../table/table-options.ts'
import { shownName } from './database-name.ts'
import { isJsonObject, type JsonObject, readJsonObject } from './json-object.ts'
import { nearestName } from './nearest-name.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** The options of single tables, from a JSON object by the table's name. */
export function readTableOptions(
  setting: Setting | null,
  report: Report,
): ReadonlyMap<string, TableOptions> {
  const tables = new Map<string, TableOptions>()
  if (setting === null) return tables
  const { place } = setting
  for (const [table, value] of Object.entries(readJsonObject(setting.text, place, report) ?? {})) {
    const fault = nameFault(table)
    const of = `${place}: table ${shownName(table)}`
    if (fault !== null) report(`${of} ${fault}`)
    if (isJsonObject(value)) tables.set(table, readTable(value, of, report))
    else report(`${of}: wants a JSON object with any of ${memberList}`)
  }
  return tables
}

/** SingleStore's longest VARCHAR, in characters. */
const longestText = 21_845

type Member = keyof TableOptions

/** What each member wants; the compiler asks for a row when one is added. */
const members: Readonly<Record<Member, string>> = {
  keys: 'a text such as "PRIMARY=id; COLUMNSTORE=created_at DESC"',
  storage: '"columnstore" or "rowstore"',
  reference: 'true or false',
  keyLength: `a whole number of characters, 1 to ${longestText}`,
}

const memberList = Object.keys(members).join(', ')

function readTable(given: JsonObject, place: string, report: Report): TableOptions {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(members, name)) continue
    const nearest = nearestName(name, Object.keys(members))
    const mend = nearest === null ? `wants any of ${memberList}` : `did you mean "${nearest}"?`
    report(`${place}: unknown option ${shownName(name)}; ${mend}`)
  }
  const read = <Value>(
    member: Member,
    usual: Value,
    parse: (value: JsonValue) => Value | undefined,
  ): Value => {
    const value = given[member]
    if (value === undefined) return usual
    const parsed = parse(value)
    if (parsed === undefined) report(`${place}: ${member} wants ${members[member]}`)
    return parsed ?? usual
  }
  return {
    keys: read<readonly TableKey[] | null>('keys', USUAL_TABLE.keys, (value) =>
      typeof value === 'string' ? parseKeys(value, place, report) : undefined,
    ),
    storage: read<TableOptions['storage']>('storage', USUAL_TABLE.storage, (value) =>
      value === 'columnstore' || value === 'rowstore' ? value : undefined,
    ),
    reference: read('reference', USUAL_TABLE.reference, (value) =>
      typeof value === 'boolean' ? value : undefined,
    ),
    keyLength: read('keyLength', USUAL_TABLE.keyLength, parseKeyLength),
  }
}

function parseKeys(text: string, place: string, report: Report): readonly TableKey[] {
  return parseTableKeys(splitTableKeys(text, `${place}: keys`, report), report)
}

function parseKeyLength(value: JsonValue): number | undefined {
  const number = value instanceof ExactNumber ? Number.NaN : value
  const isLength = typeof number === 'number' && Number.isInteger(number)
  return isLength && number >= 1 && number <= longestText ? number : undefined
}
