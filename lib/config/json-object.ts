import { parseJson } from '../format/json/exact-json.ts'
import type { JsonValue } from '../schema.ts'
import type { Report } from './report.ts'
import { twiceGivenMember } from './twice-given-member.ts'

export type JsonObject = Readonly<Record<string, JsonValue>>

/**
 * Reads a JSON object; null where the text is none, or gives a member twice, which is reported.
 * @param isTold whether a message may show the name of a member
 */
export function readJsonObject(
  text: string,
  place: string,
  report: Report,
  isTold: (name: string) => boolean = () => true,
): JsonObject | null {
  const value = parsed(text)
  if (value === undefined) {
    report(`${place}: is not JSON${positionOfFault(text)}`)
    return null
  }
  if (!isJsonObject(value)) {
    report(`${place}: wants a JSON object`)
    return null
  }
  const twice = twiceGivenMember(text)
  if (twice === null) return value
  const shown = isTold(twice) ? JSON.stringify(twice.slice(0, 100)) : 'a member'
  report(`${place}: ${shown} is given twice; keep one`)
  return null
}

/** Lists and exact numbers are objects too, but not of this kind. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  const isObject = typeof value === 'object' && value !== null
  return isObject && Object.getPrototypeOf(value) === Object.prototype
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** The built-in parser's message may quote the text, so only the numbers in it leave. */
function positionOfFault(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (error) {
    const at = /line (\d+) column (\d+)/.exec(String(error))
    return at === null ? '' : `: fault in line ${at[1]}, column ${at[2]}`
  }
}
