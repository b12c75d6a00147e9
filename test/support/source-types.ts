import {
  DECIMAL_PRECISION,
  ENUM,
  ENUM_SET,
  FIXED_SIZE,
  JSON_TEXT,
  MICRO_TIME,
  MICRO_TIMESTAMP,
  NANO_TIME,
  NANO_TIMESTAMP,
  PROTO_TIMESTAMP,
  PROTOBUF_TYPE,
  UUID,
  VARIABLE_SCALE_DECIMAL,
} from '../../lib/schema/logical-type.ts'
import {
  DATE,
  DECIMAL,
  type PrimitiveType,
  type Schema,
  TIME,
  TIMESTAMP,
} from '../../lib/schema.ts'

/** Types of the sources that share a column, as users name them, with the schemas that stand for them. */
export interface SourceType {
  readonly named: string
  readonly schemas: readonly [Schema, ...Schema[]]
}

const BASE = { optional: true, name: null, version: null, parameters: new Map(), default: null }

type Parameters = Readonly<Record<string, string>>

function of(type: PrimitiveType, name: string | null = null, parameters: Parameters = {}): Schema {
  return { ...BASE, type, name, parameters: new Map(Object.entries(parameters)) }
}

function struct(name: string | null, ...members: readonly (readonly [string, Schema])[]): Schema {
  const fields = members.map(([member, schema]) => ({ name: member, schema }))
  return { ...BASE, type: 'struct', name, fields }
}

function array(items: Schema, name: string | null = null, parameters: Parameters = {}): Schema {
  return { ...BASE, type: 'array', items, name, parameters: new Map(Object.entries(parameters)) }
}

function decimal(scale: string, more: Parameters = {}): Schema {
  return of('bytes', DECIMAL, { scale, ...more })
}

function precise(scale: string, precision: string): Schema {
  return decimal(scale, { [DECIMAL_PRECISION]: precision })
}

/** What Debezium adds with `column.propagate.source.type`. */
function source(type: string, length: string, scale?: string): Parameters {
  return {
    '__debezium.source.column.type': type,
    '__debezium.source.column.length': length,
    ...(scale === undefined ? {} : { '__debezium.source.column.scale': scale }),
  }
}

const time = (name: string) => `io.debezium.time.${name}`
const data = (name: string) => `io.debezium.data.${name}`

const variable = (parameters: Parameters = {}): Schema => ({
  ...struct(VARIABLE_SCALE_DECIMAL, ['scale', of('int32')], ['value', of('bytes')]),
  parameters: new Map(Object.entries(parameters)),
})
const hour = ['hour', of('int8')] as const
const year = ['year', of('int32')] as const

/** Every type that has a column, once. */
export const SOURCE_TYPES: readonly SourceType[] = [
  { named: '`boolean`, `bool`', schemas: [of('boolean')] },
  { named: 'Connect `int8`', schemas: [of('int8')] },
  { named: 'Connect `int16`', schemas: [of('int16')] },
  {
    named: 'Connect `int32`; Avro `int`; Protobuf `int32`, `sint32`, `sfixed32`',
    schemas: [of('int32')],
  },
  {
    named:
      'Connect `int64`; Avro `long`; Protobuf `int64`, `sint64`, `sfixed64`; JSON Schema `integer`',
    schemas: [of('int64')],
  },
  {
    named: 'Protobuf `uint32`, `fixed32`',
    schemas: [
      of('int64', null, { [PROTOBUF_TYPE]: 'uint32' }),
      of('int64', null, { [PROTOBUF_TYPE]: 'fixed32' }),
    ],
  },
  {
    named: 'Protobuf `uint64`, `fixed64`',
    schemas: [
      of('int64', null, { [PROTOBUF_TYPE]: 'uint64' }),
      of('int64', null, { [PROTOBUF_TYPE]: 'fixed64' }),
    ],
  },
  { named: '`float`', schemas: [of('float32')] },
  { named: '`double`; JSON Schema `number`', schemas: [of('float64')] },
  {
    named: '`string`; Debezium Xml, Ltree, Tsvector, decimals as text',
    schemas: [of('string'), of('string', data('Xml')), of('string', data('Ltree'))],
  },
  {
    named: '`string` of a column `VARCHAR(40)` (Debezium, `column.propagate.source.type`)',
    schemas: [of('string', null, source('VARCHAR', '40'))],
  },
  {
    named: '`enum` of Avro, Protobuf, JSON Schema; Debezium Enum, EnumSet',
    schemas: [
      of('string', ENUM, { allowed: 'new,paid' }),
      of('string', ENUM_SET, { allowed: 'a,b' }),
    ],
  },
  { named: 'Avro `uuid`; Debezium Uuid', schemas: [of('string', UUID)] },
  { named: '`bytes`', schemas: [of('bytes')] },
  { named: 'Avro `fixed` of 20 bytes', schemas: [of('bytes', null, { [FIXED_SIZE]: '20' })] },
  { named: 'Decimal, scale 2', schemas: [decimal('2')] },
  {
    named: 'Decimal, scale 2, precision 10 (Connect, Avro, `confluent.type.Decimal`)',
    schemas: [precise('2', '10')],
  },
  {
    named: 'Decimal, scale 2, of a column `DECIMAL(12,2)` (Debezium)',
    schemas: [decimal('2', source('DECIMAL', '12', '2'))],
  },
  { named: 'Decimal, scale -2, precision 10', schemas: [precise('-2', '10')] },
  { named: 'Decimal, scale 40, precision 50', schemas: [precise('40', '50')] },
  { named: 'Decimal, scale 40', schemas: [decimal('40')] },
  { named: 'Avro `big-decimal`; Debezium VariableScaleDecimal', schemas: [variable()] },
  {
    named: 'VariableScaleDecimal of a column `NUMBER(20,4)`',
    schemas: [variable(source('NUMBER', '20', '4'))],
  },
  {
    named: 'Date; Avro `date`; `google.type.Date`; Debezium Date, IsoDate, StructuredDate',
    schemas: [
      of('int32', DATE),
      of('int32', time('Date')),
      of('string', time('IsoDate')),
      struct(time('StructuredDate'), year),
    ],
  },
  {
    named:
      'Time; Avro `time-millis`, `time-micros`; `google.type.TimeOfDay`; Debezium Time, MicroTime, IsoTime, StructuredTime',
    schemas: [
      of('int32', TIME),
      of('int32', time('Time')),
      of('int64', MICRO_TIME),
      of('string', time('IsoTime')),
      struct(time('StructuredTime'), hour),
    ],
  },
  { named: 'Debezium NanoTime', schemas: [of('int64', NANO_TIME)] },
  {
    named: 'Debezium ZonedTime, StructuredZonedTime',
    schemas: [of('string', time('ZonedTime')), struct(time('StructuredZonedTime'), hour)],
  },
  {
    named:
      'Timestamp; Avro `timestamp-millis`, `timestamp-micros`, `local-timestamp-…`; `google.protobuf.Timestamp`; Debezium Timestamp, MicroTimestamp, ZonedTimestamp, IsoTimestamp, StructuredTimestamp, StructuredZonedTimestamp',
    schemas: [
      of('int64', TIMESTAMP),
      of('int64', time('Timestamp')),
      of('int64', MICRO_TIMESTAMP),
      of('int64', PROTO_TIMESTAMP),
      of('string', time('ZonedTimestamp')),
      of('string', time('IsoTimestamp')),
      struct(time('StructuredTimestamp'), year),
      struct(time('StructuredZonedTimestamp'), year),
    ],
  },
  {
    named: 'Avro `timestamp-nanos`; Debezium NanoTimestamp',
    schemas: [of('int64', NANO_TIMESTAMP)],
  },
  { named: 'Debezium Year', schemas: [of('int32', time('Year'))] },
  {
    named: 'Debezium MicroDuration, NanoDuration',
    schemas: [of('int64', time('MicroDuration')), of('int64', time('NanoDuration'))],
  },
  { named: 'Debezium Interval', schemas: [of('string', time('Interval'))] },
  {
    named: 'Debezium Bits, up to 64',
    schemas: [
      of('bytes', data('Bits'), { length: '64' }),
      of('bytes', data('Bits'), { length: '2' }),
    ],
  },
  { named: 'Debezium Bits, 100', schemas: [of('bytes', data('Bits'), { length: '100' })] },
  {
    named: 'Debezium Bits without a length',
    schemas: [of('bytes', data('Bits')), of('bytes', data('Bits'), { length: '2147483647' })],
  },
  { named: 'Debezium Json', schemas: [of('string', JSON_TEXT)] },
  {
    named: 'Debezium FloatVector of 3 dimensions (`column.propagate.source.type`)',
    schemas: [array(of('float32'), data('FloatVector'), source('VECTOR', '3'))],
  },
  {
    named: 'Debezium DoubleVector of 3 dimensions',
    schemas: [array(of('float64'), data('DoubleVector'), source('VECTOR', '3'))],
  },
  {
    named:
      '`array`, `map`, `struct`, `record`, message, `object`; unions of Avro, `oneof`s of Protobuf and JSON Schema; Avro `duration`; Debezium StructuredDuration, vectors without dimensions, SparseDoubleVector, Geometry, Geography, Point, Circle, Line',
    schemas: [
      struct(null, ['a', of('int32')]),
      array(of('string')),
      { ...BASE, type: 'map', keys: of('string'), values: of('int32') },
      struct(time('StructuredDuration'), ['years', of('int32')]),
      array(of('float32'), data('FloatVector')),
      array(of('float64'), data('DoubleVector')),
      struct(data('SparseDoubleVector'), ['dimensions', of('int16')]),
      struct(data('geometry.Point'), ['x', of('float64')], ['y', of('float64')]),
    ],
  },
]
