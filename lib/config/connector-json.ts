import { ExactNumber, type JsonValue } from '../schema.ts'
import { isJsonObject, type JsonObject, readJsonObject } from './json-object.ts'
import type { Report } from './report.ts'

/** What Kafka Connect's REST interface puts beside the properties. */
const envelope: ReadonlySet<string> = new Set(['name', 'config', 'tasks', 'type', 'initial_state'])

/**
 * The properties of a connector as Kafka Connect's REST interface takes them, gives them, or gives their `/config`. Values
 * that are numbers or true and false become text, as Connect makes them.
 */
export function parseConnectorJson(
  json: string,
  place: string,
  report: Report,
): ReadonlyMap<string, string> {
  const given = readJsonObject(json, place, report)
  const properties = new Map<string, string>()
  if (given === null) return properties
  for (const [name, value] of Object.entries(propertiesIn(given, place, report))) {
    const text = asText(value)
    const shown = JSON.stringify(name.slice(0, 100))
    if (text !== null) properties.set(name, text)
    else report(`${place}: ${shown} wants a text, a number, true or false; ${mendOf(value)}`)
  }
  return properties
}

function propertiesIn(given: JsonObject, place: string, report: Report): JsonObject {
  if (isJsonObject(given.connectorConfiguration)) {
    report(
      `${place}: describes a connector of Amazon MSK Connect; give what stands under "connectorConfiguration"`,
    )
    return {}
  }
  const { config } = given
  if (!isJsonObject(config)) return given
  for (const name of Object.keys(given)) {
    if (envelope.has(name)) continue
    report(
      `${place}: ${JSON.stringify(name.slice(0, 100))} stands beside "config"; move it inside, or leave it out`,
    )
  }
  return config
}

function asText(value: JsonValue): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value instanceof ExactNumber ? value.literal : null
}

function mendOf(value: JsonValue): string {
  return value === null
    ? 'leave it out'
    : 'several values stand in one text, as in a .properties file'
}
