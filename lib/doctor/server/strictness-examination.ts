import { type Finding, passed, skipped, warned } from '../finding.ts'
import { readVariable, type ServerExamination } from './server-examination.ts'

export const strictnessExamination: ServerExamination<null> = {
  name: 'Strictness',
  did: 'Read @@data_conversion_compatibility_level and @@sql_mode.',
  mend: 'Let the user read engine variables.',
  async look(connection, remainingMs) {
    const level = await readVariable(connection, 'data_conversion_compatibility_level', remainingMs)
    return judgeStrictness(level, await readVariable(connection, 'sql_mode', remainingMs))
  },
}

export function judgeStrictness(level: string | null, sqlMode: string | null): Finding {
  if (level === null && sqlMode === null) return skipped('The server has neither variable.')
  const found = `data_conversion_compatibility_level ${level ?? 'unknown'}, sql_mode ${sqlMode === '' ? 'empty' : (sqlMode ?? 'unknown')}`
  if (level !== null && Number.parseFloat(level) < 8) {
    return warned(
      `${found}: below 8.0 a value that does not fit its column may be cut without a word.`,
      "SET GLOBAL data_conversion_compatibility_level = '8.0'.",
      null,
    )
  }
  if (sqlMode !== null && !/STRICT_(?:ALL|TRANS)_TABLES/i.test(sqlMode)) {
    return warned(
      `${found}: without a strict mode a value that does not fit its column may be cut.`,
      "SET GLOBAL sql_mode = 'STRICT_ALL_TABLES'.",
      null,
    )
  }
  return passed(`${found}.`, null)
}
