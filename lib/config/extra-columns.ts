import type { ExtraColumn, RecordPart } from '../table/extra-column.ts'
import { splitQuoted } from '../table/quoted-name.ts'
import { isSameColumn, readDatabaseName, shownName } from './database-name.ts'
import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** The column of each part where none is named; the compiler asks for a row when a part is added. */
const usualColumns: Readonly<Record<RecordPart, string>> = {
  topic: 'kafka_topic',
  partition: 'kafka_partition',
  offset: 'kafka_offset',
  timestamp: 'kafka_timestamp',
  key: 'kafka_key',
  headers: 'kafka_headers',
}

const recordPartList = Object.keys(usualColumns).join(', ')

/** Reads `topic, offset=position`: parts of a record, each with the column it fills. */
export function readExtraColumns(setting: Setting | null, report: Report): readonly ExtraColumn[] {
  if (setting === null) return []
  const { text, place } = setting
  const pieces = splitQuoted(text, ',')
  if (pieces === null) {
    report(`${place}: a back-quote is not closed; inside a quoted name it is doubled`)
    return []
  }
  const columns: ExtraColumn[] = []
  for (const [index, piece] of pieces.entries()) {
    const [word = '', name, ...more] = splitQuoted(piece, '=') ?? []
    const part = word.toLowerCase()
    if (!isRecordPart(part) || more.length > 0) {
      report(
        `${place}: entry ${index + 1} wants one of ${recordPartList}, or one of them=column; several by comma`,
      )
      continue
    }
    const column =
      name === undefined
        ? usualColumns[part]
        : readDatabaseName(name, `column of ${part}`, place, report)
    if (column === null) continue
    if (columns.some((other) => other.part === part)) {
      report(`${place}: names ${part} twice; keep one`)
    } else if (columns.some((other) => isSameColumn(other.column, column))) {
      report(`${place}: fills column ${shownName(column)} twice; give each its own`)
    } else {
      columns.push({ part, column })
    }
  }
  return columns
}

function isRecordPart(word: string): word is RecordPart {
  return Object.hasOwn(usualColumns, word)
}
