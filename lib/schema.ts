/** Kafka Connect's primitive types; `float32`/`float64` are `float`/`double` on the wire of Connect JSON. */
export type PrimitiveType =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'float32'
  | 'float64'
  | 'boolean'
  | 'string'
  | 'bytes'

interface SchemaBase {
  readonly optional: boolean
  /** Logical-type or record name, such as `org.apache.kafka.connect.data.Decimal`. */
  readonly name: string | null
  readonly version: number | null
  readonly parameters: ReadonlyMap<string, string>
  /**
   * Stands in for a null or absent value (Connect's `replace.null.with.default`; what Protobuf means by a field that is not
   * written); null where there is none.
   */
  readonly default: Value
}

export interface PrimitiveSchema extends SchemaBase {
  readonly type: PrimitiveType
}

export interface ArraySchema extends SchemaBase {
  readonly type: 'array'
  readonly items: Schema
}

export interface MapSchema extends SchemaBase {
  readonly type: 'map'
  readonly keys: Schema
  readonly values: Schema
}

export interface Field {
  readonly name: string
  readonly schema: Schema
}

export interface StructSchema extends SchemaBase {
  readonly type: 'struct'
  readonly fields: readonly Field[]
}

/**
 * Shape of a decoded value, in the terms of Kafka Connect. A schema may lead back to itself (a tree's node in Avro,
 * Protobuf or JSON Schema): whoever walks it remembers where it was.
 */
export type Schema = PrimitiveSchema | ArraySchema | MapSchema | StructSchema

/** Logical types of Kafka Connect, matched by name whatever the base type says. */
export const DECIMAL = 'org.apache.kafka.connect.data.Decimal'
export const DATE = 'org.apache.kafka.connect.data.Date'
export const TIME = 'org.apache.kafka.connect.data.Time'
export const TIMESTAMP = 'org.apache.kafka.connect.data.Timestamp'

/**
 * A decoded value; its schema says what it means.
 *
 * - int8, int16, int32: `number`; int64, and the unsigned 64 bits of Protobuf: `number` while it is a safe integer, else
 *   `bigint`
 * - Decimal: `string` of plain digits (`-12.50`), whatever the base type
 * - Date: `number` of days, Time: `number` of ms since midnight, Timestamp: ms since the epoch, as int64
 * - float32, float64: `number`, NaN and infinities included; a float64 that its writer does not call a double (JSON Schema's
 *   `number`): ExactNumber where a double would lose digits
 * - bytes: `Uint8Array`; struct: array in the order of `fields`; map: entries in their order
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | ExactNumber
  | readonly Value[]
  | ReadonlyMap<Value, Value>

/** A number whose literal a double cannot hold; kept as it was written. */
export class ExactNumber {
  readonly literal: string

  constructor(literal: string) {
    this.literal = literal
  }
}

/** A value without a schema, as JSON has it. Objects carry own properties only, `__proto__` included. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | ExactNumber
  | readonly JsonValue[]
  | JsonObject

export interface JsonObject {
  readonly [member: string]: JsonValue
}

/** What a format makes of a record's bytes. A null value is a delete. */
export type Decoded =
  | { readonly schema: Schema; readonly value: Value }
  | { readonly schema: null; readonly value: JsonValue }

/** The row that a record asks for: never null. */
export type DecodedRow =
  | { readonly schema: Schema; readonly value: NonNullable<Value> }
  | { readonly schema: null; readonly value: NonNullable<JsonValue> }
