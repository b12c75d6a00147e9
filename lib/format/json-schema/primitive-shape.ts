import {
  DECIMAL,
  ExactNumber,
  type JsonValue,
  type PrimitiveSchema,
  type PrimitiveType,
} from '../../schema.ts'
import { logicalReader } from '../connect-json/logical-reader.ts'
import { primitiveReader } from '../connect-json/primitive-reader.ts'
import { quoted } from '../member-path.ts'
import type { Annotations } from './annotations.ts'
import type { JsonType } from './json-type.ts'
import { schemaFault } from './schema-fault.ts'
import { FITS, type Fit, plainShape, type Shape } from './shape.ts'

const NUMBERS: readonly PrimitiveType[] = [
  'int8',
  'int16',
  'int32',
  'int64',
  'float32',
  'float64',
  'bytes',
]

/** Base64 looks like any other text: only where no other branch wants one. */
const AS_BASE64 = 0.5

/**
 * The primitive type of a JSON type: `connect.type` says it exactly; `format` never does.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA` for a `connect.type` that no number has
 */
export function primitiveType(
  type: Exclude<JsonType, 'null' | 'object' | 'array'>,
  connectType: JsonValue | undefined,
  at: string,
): PrimitiveType {
  if (type === 'boolean') return type
  if (type === 'string') return connectType === 'bytes' ? 'bytes' : 'string'
  if (connectType === undefined) return type === 'integer' ? 'int64' : 'float64'
  const known = NUMBERS.find((name) => name === connectType)
  if (known !== undefined) return known
  const found = typeof connectType === 'string' ? quoted(connectType) : 'that is no text'
  throw schemaFault(
    at,
    `unknown connect.type ${found}; of numbers it is one of ${NUMBERS.join(', ')}`,
  )
}

export function primitiveShape(type: PrimitiveType, base: Annotations, path: string): Shape {
  const schema: PrimitiveSchema = { type, ...base }
  const read = logicalReader(schema, path) ?? primitiveReader(type, path)
  return plainShape(schema, read, base.name === DECIMAL ? fitDecimal : FIT[type])
}

const fitInteger: Fit = (json) => (isIntegral(json) ? FITS : 0)
const fitNumber: Fit = (json) => (isNumber(json) ? FITS : 0)
const fitDecimal: Fit = (json) => fitNumber(json) || fitBytes(json)
const fitBytes: Fit = (json) => (typeof json === 'string' ? AS_BASE64 : 0)

const FIT: Readonly<Record<PrimitiveType, Fit>> = {
  int8: fitInteger,
  int16: fitInteger,
  int32: fitInteger,
  int64: fitInteger,
  float32: fitNumber,
  float64: fitNumber,
  boolean: (json) => (typeof json === 'boolean' ? FITS : 0),
  string: (json) => (typeof json === 'string' ? FITS : 0),
  bytes: fitBytes,
}

function isNumber(json: JsonValue): boolean {
  return typeof json === 'number' || json instanceof ExactNumber
}

function isIntegral(json: JsonValue): boolean {
  if (json instanceof ExactNumber) return /^-?\d+$/.test(json.literal)
  return Number.isInteger(json)
}
