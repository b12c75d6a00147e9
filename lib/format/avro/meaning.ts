import { MICRO_TIME, MICRO_TIMESTAMP, NANO_TIMESTAMP, UUID } from '../../schema/logical-type.ts'
import { DATE, DECIMAL, type JsonObject, TIME, TIMESTAMP } from '../../schema.ts'
import { MOST_DIGITS } from '../decimal.ts'
import type { FixedType, PrimitiveType } from './avro-type.ts'
import { connectName, connectParameters, propOf } from './connect-metadata.ts'

/** What a primitive or a fixed means beyond its bytes. */
export type Meaning =
  | { readonly kind: 'plain' }
  /** The base type's value under a name. */
  | { readonly kind: 'named'; readonly name: string }
  /** A narrower integer; Connect has them, Avro does not. */
  | { readonly kind: 'narrow'; readonly type: 'int8' | 'int16' }
  | { readonly kind: 'decimal'; readonly scale: number; readonly precision: number | null }
  /** A fixed of 16 bytes. */
  | { readonly kind: 'uuid' }
  /** A fixed of 12 bytes: months, days and milliseconds, each unsigned and little-endian. */
  | { readonly kind: 'duration' }
  /** Bytes that hold the unscaled bytes and the scale, each as Avro writes it. */
  | { readonly kind: 'big-decimal' }

const PLAIN: Meaning = { kind: 'plain' }

const NAMES: Readonly<Record<string, string>> = {
  'int date': DATE,
  'int time-millis': TIME,
  'long time-micros': MICRO_TIME,
  'long timestamp-millis': TIMESTAMP,
  'long timestamp-micros': MICRO_TIMESTAMP,
  'long timestamp-nanos': NANO_TIMESTAMP,
  'long local-timestamp-millis': TIMESTAMP,
  'long local-timestamp-micros': MICRO_TIMESTAMP,
  'long local-timestamp-nanos': NANO_TIMESTAMP,
  'string uuid': UUID,
}

/** Kafka Connect's own names, and the one type each may stand on. */
const CONNECT_BASES: ReadonlyMap<string, string> = new Map([
  [DATE, 'int'],
  [TIME, 'int'],
  [TIMESTAMP, 'long'],
])

/**
 * The meaning of a type: by its `logicalType`, or else by what Kafka Connect's writer left in `connect.*`. As the Avro
 * specification has it, a logical type that is unknown or stands on a wrong type is no fault and means nothing.
 */
export function meaningOf(type: PrimitiveType | FixedType): Meaning {
  return logicalMeaning(type) ?? connectMeaning(type)
}

function logicalMeaning(type: PrimitiveType | FixedType): Meaning | null {
  // Confluent's converter does not mind the case either.
  const logicalType = text(type.props, 'logicalType')?.toLowerCase()
  if (logicalType === undefined) return null
  const name = `${type.kind} ${logicalType}`
  if (Object.hasOwn(NAMES, name)) return { kind: 'named', name: NAMES[name] ?? '' }
  if (logicalType === 'decimal' && isBytes(type)) {
    return decimal(propOf(type.props, 'scale') ?? 0, propOf(type.props, 'precision'))
  }
  if (logicalType === 'big-decimal' && type.kind === 'bytes') return { kind: 'big-decimal' }
  if (type.kind !== 'fixed') return null
  if (logicalType === 'uuid' && type.sizeBytes === 16) return { kind: 'uuid' }
  return logicalType === 'duration' && type.sizeBytes === 12 ? { kind: 'duration' } : null
}

function connectMeaning(type: PrimitiveType | FixedType): Meaning {
  const { kind, props } = type
  const narrow = text(props, 'connect.type')
  if (kind === 'int' && (narrow === 'int8' || narrow === 'int16')) {
    return { kind: 'narrow', type: narrow }
  }
  const name = connectName(props)
  if (name === null) return PLAIN
  if (name === DECIMAL) {
    const parameters = connectParameters(props)
    const scale = parameters.get('scale') ?? ''
    const isScale = isBytes(type) && /^-?\d{1,4}$/.test(scale)
    return (isScale ? decimal(Number(scale), null) : null) ?? PLAIN
  }
  // On another type the name would promise a value that is none of its kind.
  if ((CONNECT_BASES.get(name) ?? kind) !== kind) return PLAIN
  return { kind: 'named', name }
}

/** Null where the scale is none: the bytes stay bytes. */
function decimal(scale: unknown, precision: unknown): Meaning | null {
  if (typeof scale !== 'number' || !Number.isInteger(scale) || Math.abs(scale) > MOST_DIGITS) {
    return null
  }
  const isPrecision = typeof precision === 'number' && Number.isInteger(precision) && precision > 0
  return { kind: 'decimal', scale, precision: isPrecision ? precision : null }
}

function isBytes({ kind }: PrimitiveType | FixedType): boolean {
  return kind === 'bytes' || kind === 'fixed'
}

function text(props: JsonObject, name: string): string | undefined {
  const value = propOf(props, name)
  return typeof value === 'string' ? value : undefined
}
