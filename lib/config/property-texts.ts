import { fileErrorCode, type ReadFile } from './connection-fields.ts'
import { parseConnectorJson } from './connector-json.ts'
import { parseProperties } from './properties.ts'
import type { Report } from './report.ts'

/** The connector's properties from `SINK_PROPERTIES`, which win, and from the file that `SINK_PROPERTIES_FILE` names. */
export function readProperties(
  environment: Readonly<Record<string, string | undefined>>,
  readFile: ReadFile,
  report: Report,
): ReadonlyMap<string, string> {
  return new Map([
    ...readPropertiesFile(environment.SINK_PROPERTIES_FILE?.trim() ?? '', readFile, report),
    ...parseText(environment.SINK_PROPERTIES ?? '', 'SINK_PROPERTIES', report),
  ])
}

function readPropertiesFile(
  path: string,
  readFile: ReadFile,
  report: Report,
): ReadonlyMap<string, string> {
  if (path === '') return new Map()
  try {
    return parseText(readFile(path), 'SINK_PROPERTIES_FILE', report)
  } catch (error) {
    report(
      `SINK_PROPERTIES_FILE: the file cannot be read (${fileErrorCode(error)}); wants a path in the bundle`,
    )
    return new Map()
  }
}

/** No name of a property begins with a brace, so the first character tells JSON. */
function parseText(text: string, place: string, report: Report): ReadonlyMap<string, string> {
  if (/^\uFEFF?\s*\{/.test(text)) {
    return parseConnectorJson(text.replace(/^\uFEFF/, ''), place, report)
  }
  const { entries, faults } = parseProperties(text)
  for (const fault of faults) report(`${place}: ${fault}`)
  return entries
}
