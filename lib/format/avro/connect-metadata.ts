import { DATE, DECIMAL, type JsonObject, TIME, TIMESTAMP } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'

/** Records that Confluent's converter had to name because Connect's struct had no name. */
const ANONYMOUS = 'io.confluent.connect.avro.ConnectDefault'

/** On a struct, an array or a map these would promise a value that is none of their kind. */
const ONLY_PRIMITIVE: readonly (string | null)[] = [DECIMAL, DATE, TIME, TIMESTAMP]

/** The name that Kafka Connect's writer left in a schema node, or null. */
export function connectName(props: JsonObject): string | null {
  const name = propOf(props, 'connect.name')
  return typeof name === 'string' && !name.startsWith(ANONYMOUS) ? name : null
}

/** `connect.name`, or else the full name of what has one. */
export function nameOf(props: JsonObject, fullName: string | null): string | null {
  const name = typeof propOf(props, 'connect.name') === 'string' ? connectName(props) : fullName
  return ONLY_PRIMITIVE.includes(name) || name?.startsWith(ANONYMOUS) ? null : name
}

export function connectVersion(props: JsonObject): number | null {
  const version = propOf(props, 'connect.version')
  return typeof version === 'number' && Number.isSafeInteger(version) ? version : null
}

/** `connect.parameters`, and what else Confluent's converter hands on: properties that begin with `avro`. */
export function connectParameters(props: JsonObject): ReadonlyMap<string, string> {
  const parameters = propOf(props, 'connect.parameters')
  const named = isJsonObject(parameters) ? Object.entries(parameters) : []
  const ofAvro = Object.entries(props).filter(([name]) => name.startsWith('avro'))
  return new Map([...named, ...ofAvro].filter(isText))
}

/** A member of a schema node; names that every object inherits are none. */
export function propOf(props: JsonObject, name: string) {
  return Object.hasOwn(props, name) ? props[name] : undefined
}

function isText(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}
