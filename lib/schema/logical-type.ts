import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP } from '../schema.ts'
import { parameterNumber } from './parameter-number.ts'
import { SOURCE_LENGTH } from './source-column.ts'

/** Units that temporal numbers count. */
export type TimeUnit = 'ms' | 'us' | 'ns'

/**
 * What a schema means beyond its base type, whoever named it: Kafka Connect, Debezium, Confluent's converters.
 * The comment says what the value is, and its Value where that is not the base type's.
 */
export type LogicalType =
  /** Plain digits as text. `precision` in digits, null where the schema names none. */
  | { readonly kind: 'decimal'; readonly scale: number; readonly precision: number | null }
  /** A struct of `scale` and `value`, its unscaled big-endian two's complement: each value has its own scale. */
  | { readonly kind: 'variable-decimal'; readonly scaleAt: number; readonly valueAt: number }
  /** Days since 1970. */
  | { readonly kind: 'date' }
  /** Since midnight; of MySQL's TIME also negative and beyond a day. */
  | { readonly kind: 'time'; readonly unit: TimeUnit }
  /** Since 1970, in UTC. */
  | { readonly kind: 'timestamp'; readonly unit: TimeUnit }
  /** Nanoseconds since 1970 in which most writers mean microseconds (google.protobuf.Timestamp). */
  | { readonly kind: 'proto-timestamp' }
  /** Texts: `2017-09-15Z`, `04:05:11.789Z`, `2019-07-09T02:28:57.123456Z`, the last with an offset at will. */
  | { readonly kind: 'iso-date' | 'iso-time' | 'iso-timestamp' | 'zoned-time' }
  /** Debezium's structs of calendar fields. */
  | {
      readonly kind: 'structured'
      readonly of: 'date' | 'time' | 'timestamp' | 'zoned-time' | 'zoned-timestamp'
    }
  | { readonly kind: 'year' }
  /** `P1Y2M3DT4H5M6.78S` */
  | { readonly kind: 'interval' }
  | { readonly kind: 'uuid' }
  /** One symbol, or several by comma. */
  | { readonly kind: 'enum' }
  /** JSON text. */
  | { readonly kind: 'json' }
  /** Little-endian bytes. `length` in bits. */
  | { readonly kind: 'bits'; readonly length: number | null }
  /** `number` while it is a safe integer, else `bigint`; up to 2^32 - 1 or 2^64 - 1. */
  | { readonly kind: 'unsigned'; readonly bits: 32 | 64 }
  /** Bytes of one length. */
  | { readonly kind: 'fixed'; readonly sizeBytes: number }
  /** An array of numbers; `dimensions` null where the schema does not tell. */
  | { readonly kind: 'vector'; readonly element: 'F32' | 'F64'; readonly dimensions: number | null }

/** Debezium's names, which the formats of others use for what Kafka Connect has no name for. */
export const MICRO_TIME = 'io.debezium.time.MicroTime'
export const NANO_TIME = 'io.debezium.time.NanoTime'
export const MICRO_TIMESTAMP = 'io.debezium.time.MicroTimestamp'
export const NANO_TIMESTAMP = 'io.debezium.time.NanoTimestamp'
export const UUID = 'io.debezium.data.Uuid'
export const ENUM = 'io.debezium.data.Enum'
export const ENUM_SET = 'io.debezium.data.EnumSet'
export const JSON_TEXT = 'io.debezium.data.Json'
export const VARIABLE_SCALE_DECIMAL = 'io.debezium.data.VariableScaleDecimal'
export const PROTO_TIMESTAMP = 'google.protobuf.Timestamp'

/** Parameters that say more than a type: the size of a fixed, the Protobuf type of an integer, the digits of a Decimal. */
export const FIXED_SIZE = 'connect.fixed.size'
export const PROTOBUF_TYPE = 'io.confluent.connect.protobuf.Type'
export const DECIMAL_PRECISION = 'connect.decimal.precision'

const FIXED: Readonly<Record<string, readonly [Schema['type'], LogicalType]>> = {
  'io.debezium.time.Date': ['int32', { kind: 'date' }],
  'io.debezium.time.Time': ['int32', { kind: 'time', unit: 'ms' }],
  [MICRO_TIME]: ['int64', { kind: 'time', unit: 'us' }],
  [NANO_TIME]: ['int64', { kind: 'time', unit: 'ns' }],
  'io.debezium.time.Timestamp': ['int64', { kind: 'timestamp', unit: 'ms' }],
  [MICRO_TIMESTAMP]: ['int64', { kind: 'timestamp', unit: 'us' }],
  [NANO_TIMESTAMP]: ['int64', { kind: 'timestamp', unit: 'ns' }],
  [PROTO_TIMESTAMP]: ['int64', { kind: 'proto-timestamp' }],
  'io.debezium.time.ZonedTime': ['string', { kind: 'zoned-time' }],
  'io.debezium.time.ZonedTimestamp': ['string', { kind: 'iso-timestamp' }],
  'io.debezium.time.IsoDate': ['string', { kind: 'iso-date' }],
  'io.debezium.time.IsoTime': ['string', { kind: 'iso-time' }],
  'io.debezium.time.IsoTimestamp': ['string', { kind: 'iso-timestamp' }],
  'io.debezium.time.StructuredDate': ['struct', { kind: 'structured', of: 'date' }],
  'io.debezium.time.StructuredTime': ['struct', { kind: 'structured', of: 'time' }],
  'io.debezium.time.StructuredTimestamp': ['struct', { kind: 'structured', of: 'timestamp' }],
  'io.debezium.time.StructuredZonedTime': ['struct', { kind: 'structured', of: 'zoned-time' }],
  'io.debezium.time.StructuredZonedTimestamp': [
    'struct',
    { kind: 'structured', of: 'zoned-timestamp' },
  ],
  'io.debezium.time.Year': ['int32', { kind: 'year' }],
  'io.debezium.time.Interval': ['string', { kind: 'interval' }],
  [UUID]: ['string', { kind: 'uuid' }],
  [ENUM]: ['string', { kind: 'enum' }],
  [ENUM_SET]: ['string', { kind: 'enum' }],
  [JSON_TEXT]: ['string', { kind: 'json' }],
}

/** The logical type of a schema, by its name or its parameters; null where it means no more than its base type. */
export function logicalType(schema: Schema): LogicalType | null {
  return connectType(schema) ?? debeziumType(schema) ?? parametersType(schema)
}

/** Kafka Connect's own go by name alone, whatever the base type says. */
function connectType(schema: Schema): LogicalType | null {
  switch (schema.name) {
    case DECIMAL:
      return {
        kind: 'decimal',
        scale: scaleOf(schema.parameters.get('scale')),
        precision: parameterNumber(schema.parameters.get(DECIMAL_PRECISION), 1),
      }
    case DATE:
      return { kind: 'date' }
    case TIME:
      return { kind: 'time', unit: 'ms' }
    case TIMESTAMP:
      return { kind: 'timestamp', unit: 'ms' }
    default:
      return null
  }
}

/** Who decodes refuses a scale that is no number; a column is asked for before. */
function scaleOf(text = '0'): number {
  const scale = Number(text)
  return Number.isInteger(scale) ? scale : 0
}

/** A name on another base type than Debezium's is somebody else's. */
function debeziumType(schema: Schema): LogicalType | null {
  const { name, type } = schema
  if (name === null) return null
  const known = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined
  if (known !== undefined) return known[0] === type ? known[1] : null
  if (name === 'io.debezium.data.Bits' && type === 'bytes') {
    return { kind: 'bits', length: parameterNumber(schema.parameters.get('length'), 1) }
  }
  if (name === VARIABLE_SCALE_DECIMAL && type === 'struct') {
    const at = (member: string) => schema.fields.findIndex((field) => field.name === member)
    const [scaleAt, valueAt] = [at('scale'), at('value')]
    return scaleAt < 0 || valueAt < 0 ? null : { kind: 'variable-decimal', scaleAt, valueAt }
  }
  if (type === 'array' && (name === FLOAT_VECTOR || name === DOUBLE_VECTOR)) {
    return {
      kind: 'vector',
      element: name === FLOAT_VECTOR ? 'F32' : 'F64',
      dimensions: parameterNumber(schema.parameters.get(SOURCE_LENGTH), 1),
    }
  }
  return null
}

const FLOAT_VECTOR = 'io.debezium.data.FloatVector'
const DOUBLE_VECTOR = 'io.debezium.data.DoubleVector'

function parametersType({ type, parameters }: Schema): LogicalType | null {
  if (type === 'int64') {
    const protobuf = parameters.get(PROTOBUF_TYPE)
    if (protobuf === 'uint64' || protobuf === 'fixed64') return { kind: 'unsigned', bits: 64 }
    if (protobuf === 'uint32' || protobuf === 'fixed32') return { kind: 'unsigned', bits: 32 }
  }
  if (type === 'bytes') {
    const sizeBytes = parameterNumber(parameters.get(FIXED_SIZE), 1)
    if (sizeBytes !== null) return { kind: 'fixed', sizeBytes }
  }
  return null
}
