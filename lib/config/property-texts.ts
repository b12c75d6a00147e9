import { fileErrorCode, type ReadFile } from './connection-fields.ts'
import { parseConnectorJson } from './connector-json.ts'
import { parseProperties } from './properties.ts'
import type { Report } from './report.ts'
import { isToldName, shownProperty } from './told-name.ts'

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
  const given = new Map<string, string>()
  const isCut = [...entries.values()].some((entry) => isCutPem(entry.text))
  for (const [name, { text: value, line }] of entries) {
    if (!isToldName(name)) {
      // The lines of a key that is cut are no faults of their own.
      if (!isCut) report(`${place}: line ${line}: ${unknownLine}`)
      continue
    }
    if (isCutPem(value)) report(`${place}: line ${line}: ${shownProperty(name)}: ${cutPem}`)
    given.set(name, value)
  }
  for (const { line, twice } of faults) {
    if (twice === null) {
      report(`${place}: line ${line}: \\u is not followed by four hexadecimal digits`)
    } else if (isToldName(twice)) {
      report(`${place}: line ${line}: ${shownProperty(twice)} is given twice; keep one`)
    } else if (!isCut) {
      report(`${place}: line ${line}: ${unknownLine}`)
    }
  }
  return given
}

/** Every line end ends a property, those of a pasted key too. */
function isCutPem(value: string): boolean {
  return value.includes('-----BEGIN') && !value.includes('-----END')
}

const cutPem =
  'only the first line of a key or certificate: write its line ends as \\n, or give the path of a file in the bundle that holds it, or put it into the secret'

const unknownLine =
  'no property begins so (what stands there is not shown, for it may be the rest of a secret); a value that goes on in another line has its line ends written as \\n'
