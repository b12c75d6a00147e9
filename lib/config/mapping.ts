import type { MappingRules } from '../table/mapping-rules.ts'
import { splitQuoted, unquoteName } from '../table/quoted-name.ts'
import { readByTable } from './by-table.ts'
import { readColumnToField } from './column-to-field.ts'
import { isSameColumn, readDatabaseNames, shownName } from './database-name.ts'
import { readExtraColumns } from './extra-columns.ts'
import type { Report } from './report.ts'
import type { Setting, Settings } from './settings.ts'

/** Which field fills which column. */
export function readMapping(settings: Settings, report: Report): MappingRules {
  const mapping: MappingRules = {
    whitelist: readWhitelist(settings.get('fieldsWhitelist'), report),
    columnToField: readColumnToField(settings, report),
    extraColumns: readExtraColumns(settings.get('extraColumns'), report),
    keyColumns: readKeyColumns(settings.get('keyColumns'), report),
  }
  const extra = settings.get('extraColumns')
  if (extra !== null) reportRivals(mapping, extra.place, report)
  return mapping
}

/** An extra column that something else fills too has two values. */
function reportRivals(
  { extraColumns, columnToField, keyColumns }: MappingRules,
  place: string,
  report: Report,
): void {
  const mapped = [...columnToField.values()].flatMap((columns) => [...columns.keys()])
  const ofKeys = [...keyColumns.byTable.values(), keyColumns.otherwise].flat()
  for (const { column } of extraColumns) {
    const isIt = (other: string) => isSameColumn(other, column)
    for (const [rivals, option] of [
      [mapped, 'SINK_COLUMN_TO_FIELD (property singlestore.columnToField)'],
      [ofKeys, 'SINK_KEY_COLUMNS (property singlestore.keyColumns)'],
    ] as const) {
      if (!rivals.some(isIt)) continue
      report(`${place}: ${option} fills column ${shownName(column)}, too; rename one of them`)
    }
  }
}

function readKeyColumns(setting: Setting | null, report: Report): MappingRules['keyColumns'] {
  const { byTable, otherwise } = readByTable(
    setting,
    'column[,column], or table=column[,column]; several by semicolon',
    (text) => readDatabaseNames(text, 'column', setting?.place ?? '', report),
    report,
  )
  return { byTable, otherwise: otherwise ?? [] }
}

/** Names of fields: unlike columns, they may have any name, and letter case tells them apart. */
function readWhitelist(setting: Setting | null, report: Report): ReadonlySet<string> | null {
  if (setting === null) return null
  const { text, place } = setting
  const fields = new Set<string>()
  for (const piece of splitQuoted(text, ',') ?? ['']) {
    const name = piece === '' ? null : unquoteName(piece)
    if (name === null) {
      report(`${place}: field ${fields.size + 1} is empty or wrongly quoted; wants field[,field]`)
      return null
    }
    fields.add(name)
  }
  return fields
}
