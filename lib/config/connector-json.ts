import { ExactNumber, type JsonValue } from '../schema.ts'
import { isJsonObject, type JsonObject, readJsonObject } from './json-object.ts'
import type { Report } from './report.ts'
import { isToldName } from './told-name.ts'

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
  const given = readJsonObject(json, place, report, isToldName)
  const properties = new Map<string, string>()
  if (given === null) return properties
  const members = Object.entries(propertiesIn(given, place, report))
  for (const [index, [name, value]] of members.entries()) {
    const text = asText(value)
    if (!isToldName(name)) {
      report(
        `${place}: property ${index + 1}: unknown (its name is not shown, for it may be a secret); see the table of options in the README`,
      )
    } else if (text === null) {
      const shown = JSON.stringify(name.slice(0, 100))
      report(`${place}: ${shown} wants a text, a number, true or false; ${mendOf(value)}`)
    } else {
      properties.set(name, text)
    }
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
  if (config === undefined) return given
  if (!isJsonObject(config)) {
    report(`${place}: "config" wants a JSON object, the properties of the connector`)
    return {}
  }
  for (const name of Object.keys(given)) {
    if (envelope.has(name)) continue
    const shown = isToldName(name) ? JSON.stringify(name.slice(0, 100)) : 'a member'
    report(`${place}: ${shown} stands beside "config"; move it inside, or leave it out`)
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
