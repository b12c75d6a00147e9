import {
  DECIMAL_PRECISION,
  FIXED_SIZE,
  PROTOBUF_TYPE,
  UUID,
  VARIABLE_SCALE_DECIMAL,
} from '../../schema/logical-type.ts'
import { DECIMAL, type PrimitiveType as Primitive, type Schema } from '../../schema.ts'
import type { FixedType, PrimitiveName, PrimitiveType } from './avro-type.ts'
import { BARE } from './bare-schema.ts'
import { connectParameters, connectVersion, nameOf } from './connect-metadata.ts'
import { type Meaning, meaningOf } from './meaning.ts'

const BASES: Readonly<Record<PrimitiveName | 'fixed', Primitive>> = {
  // Connect has no type of which null is the only value.
  null: 'string',
  boolean: 'boolean',
  int: 'int32',
  long: 'int64',
  float: 'float32',
  double: 'float64',
  bytes: 'bytes',
  string: 'string',
  fixed: 'bytes',
}

/** The writer's default where it knows none; Confluent's converter leaves it out again. */
const UNKNOWN_PRECISION = 64

const UINT32: Schema = { ...BARE, type: 'int64', parameters: new Map([[PROTOBUF_TYPE, 'uint32']]) }
const INT32: Schema = { ...BARE, type: 'int32' }
const BYTES: Schema = { ...BARE, type: 'bytes' }

const DURATION = [
  { name: 'months', schema: UINT32 },
  { name: 'days', schema: UINT32 },
  { name: 'millis', schema: UINT32 },
] as const

const BIG_DECIMAL = [
  { name: 'scale', schema: INT32 },
  { name: 'value', schema: BYTES },
] as const

/** The schema of a type that holds no others. */
export function leafSchema(type: PrimitiveType | FixedType): Schema {
  return meant(type, meaningOf(type))
}

function meant(type: PrimitiveType | FixedType, meaning: Meaning): Schema {
  const { props } = type
  const given = connectParameters(props)
  const size = type.kind === 'fixed' ? [[FIXED_SIZE, String(type.sizeBytes)] as const] : []
  const base = {
    ...BARE,
    optional: type.kind === 'null',
    version: connectVersion(props),
    parameters: new Map([...size, ...given]),
  }
  switch (meaning.kind) {
    case 'plain': {
      const name = type.kind === 'fixed' ? nameOf(props, type.fullName) : null
      return { ...base, type: BASES[type.kind], name }
    }
    case 'named':
      return { ...base, type: BASES[type.kind], name: meaning.name }
    case 'narrow':
      return { ...base, type: meaning.type, name: nameOf(props, null) }
    case 'decimal': {
      const parameters = new Map([...base.parameters, ['scale', String(meaning.scale)]])
      const { precision } = meaning
      if (precision !== null && precision !== UNKNOWN_PRECISION) {
        parameters.set(DECIMAL_PRECISION, String(precision))
      }
      return { ...base, type: 'bytes', name: DECIMAL, parameters }
    }
    case 'uuid':
      return { ...base, type: 'string', name: UUID, parameters: given }
    case 'duration': {
      const name = type.kind === 'fixed' ? nameOf(props, type.fullName) : null
      return { ...base, type: 'struct', name, parameters: given, fields: DURATION }
    }
    case 'big-decimal':
      return { ...base, type: 'struct', name: VARIABLE_SCALE_DECIMAL, fields: BIG_DECIMAL }
    default:
      return meaning satisfies never
  }
}
