import type { Type } from 'protobufjs'
import { dateMeaning, timeMeaning, timestampMeaning } from './calendar-type.ts'
import { decimalMeaning } from './decimal-type.ts'
import { jsonListMeaning, jsonStructMeaning, jsonValueMeaning } from './json-type.ts'
import type { Meaning } from './kind.ts'
import { layoutOf } from './layout.ts'
import { scalarKind } from './scalar.ts'

const WRAPPERS: ReadonlyMap<string, string> = new Map([
  ['google.protobuf.DoubleValue', 'double'],
  ['google.protobuf.FloatValue', 'float'],
  ['google.protobuf.Int64Value', 'int64'],
  ['google.protobuf.UInt64Value', 'uint64'],
  ['google.protobuf.Int32Value', 'int32'],
  ['google.protobuf.UInt32Value', 'uint32'],
  ['google.protobuf.BoolValue', 'bool'],
  ['google.protobuf.StringValue', 'string'],
  ['google.protobuf.BytesValue', 'bytes'],
])

/** The fields that a type of this name has; with others it is somebody else's, and means no more than its fields. */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...[...WRAPPERS].map(([name, type]) => [name, [`value ${type}`]] as [string, readonly string[]]),
  ['google.protobuf.Timestamp', ['seconds int64', 'nanos int32']],
  ['google.type.Date', ['year int32', 'month int32', 'day int32']],
  ['google.type.TimeOfDay', ['hours int32', 'minutes int32', 'seconds int32', 'nanos int32']],
  ['confluent.type.Decimal', ['value bytes', 'precision uint32', 'scale int32']],
  ['google.protobuf.Struct', ['fields .google.protobuf.Value']],
  [
    'google.protobuf.Value',
    [
      'null_value .google.protobuf.NullValue',
      'number_value double',
      'string_value string',
      'bool_value bool',
      'struct_value .google.protobuf.Struct',
      'list_value .google.protobuf.ListValue',
    ],
  ],
  ['google.protobuf.ListValue', ['values .google.protobuf.Value']],
])

/**
 * What a message of a well-known type means beyond its fields; null for every other message.
 *
 * @param params of the field that holds the message
 */
export function meaningOf(type: Type, params: ReadonlyMap<string, string>): Meaning | null {
  const name = type.fullName.slice(1)
  if (!hasFields(type, FIELDS.get(name))) return null
  const wrapped = WRAPPERS.get(name)
  if (wrapped !== undefined) return wrapperMeaning(wrapped)
  switch (name) {
    case 'google.protobuf.Timestamp':
      return timestampMeaning
    case 'google.type.Date':
      return dateMeaning
    case 'google.type.TimeOfDay':
      return timeMeaning
    case 'confluent.type.Decimal':
      return decimalMeaning(params)
    case 'google.protobuf.Struct':
      return jsonStructMeaning
    case 'google.protobuf.Value':
      return jsonValueMeaning
    case 'google.protobuf.ListValue':
      return jsonListMeaning
    default:
      return null
  }
}

/** A scalar that may be null. */
function wrapperMeaning(type: string): Meaning | null {
  const kind = scalarKind(type)
  if (kind === null) return null
  return { schema: kind.schema, valueOf: ([value = null]) => value }
}

function hasFields(type: Type, wanted: readonly string[] | undefined): boolean {
  // Asked for each field of the type, which may be many, as may be its own.
  if (wanted?.length !== type.fieldsArray.length) return false
  const { oneofs, fields } = layoutOf(type)
  const found = [...oneofs.flatMap(({ fieldsArray }) => fieldsArray), ...fields].map(
    ({ name, type, resolvedType }) => `${name} ${resolvedType?.fullName ?? type}`,
  )
  return String(found) === String(wanted)
}
