import { type LogicalType, logicalType } from '../../../../../lib/schema/logical-type.ts'
import { ExactNumber, type JsonValue, type Schema } from '../../../../../lib/schema.ts'

/** A type in few words, for people; `?` where null is allowed. */
export function schemaTypeText(schema: Schema): string {
  return `${bareText(schema)}${schema.optional ? '?' : ''}`
}

function bareText(schema: Schema): string {
  const logical = logicalType(schema)
  return logical === null ? kindText(schema) : logicalText(logical)
}

function logicalText(logical: LogicalType): string {
  switch (logical.kind) {
    case 'decimal': {
      const { precision, scale } = logical
      return precision === null ? `decimal, scale ${scale}` : `decimal(${precision},${scale})`
    }
    case 'time':
    case 'timestamp':
      return `${logical.kind} in ${logical.unit}`
    case 'unsigned':
      return `uint${logical.bits}`
    case 'fixed':
      return `fixed of ${logical.sizeBytes} bytes`
    default:
      return logical.kind
  }
}

function kindText(schema: Schema): string {
  if (schema.type === 'array') return `array of ${bareElement(schema.items)}`
  if (schema.type === 'map') return `map of ${bareElement(schema.values)}`
  return schema.type
}

/** A schema may lead back to itself: what has parts of its own is named only. */
function bareElement(schema: Schema): string {
  return schema.type === 'array' || schema.type === 'map' ? schema.type : bareText(schema)
}

/** What a value without a schema is. */
export function jsonTypeText(value: JsonValue): string {
  if (value === null) return 'null'
  if (value instanceof ExactNumber) return 'number'
  if (Array.isArray(value)) return 'array'
  return typeof value
}
