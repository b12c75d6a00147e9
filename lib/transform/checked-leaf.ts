import { logicalType } from '../schema/logical-type.ts'
import { ExactNumber, type Schema, TIME, type Value } from '../schema.ts'
import { isoText } from './checked-json.ts'
import { checkedText } from './checked-text.ts'
import { Misfit, misfit } from './misfit.ts'

/** Checks a value without parts that is not null. @throws Misfit */
export type LeafCheck = (value: unknown) => NonNullable<Value>

const checks = new WeakMap<Schema, LeafCheck>()

/** The check of values of a schema; null where they have parts. */
export function leafCheckOf(schema: Schema): LeafCheck | null {
  const known = checks.get(schema)
  if (known !== undefined) return known
  const check = makeCheck(schema)
  if (check !== null) checks.set(schema, check)
  return check
}

function makeCheck(schema: Schema): LeafCheck | null {
  const { type } = schema
  const logical = logicalType(schema)
  switch (logical?.kind) {
    case 'decimal':
      return decimal
    case 'date':
      return withDate(INT32, (ms) => Math.floor(ms / MS_PER_DAY))
    case 'timestamp':
      return withDate(INT64, PER_MS[logical.unit])
    case 'proto-timestamp':
      return withDate(INT64, PER_MS.ns)
    case 'iso-timestamp':
      return (value) => text(value instanceof Date ? isoText(value) : value)
    default:
  }
  if (schema.name === TIME) return INT64
  switch (type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return INTEGERS[type]
    case 'float32':
    case 'float64':
      return float
    case 'boolean':
      return boolean
    case 'string':
      return text
    case 'bytes':
      return bytes
    case 'array':
    case 'map':
    case 'struct':
      return null
    default:
      return type satisfies never
  }
}

const PER_MS = {
  ms: (ms: number) => ms,
  us: (ms: number) => BigInt(ms) * 1_000n,
  ns: (ms: number) => BigInt(ms) * 1_000_000n,
} as const

const MS_PER_DAY = 86_400_000

function integers(bits: number, least: bigint, most: bigint): LeafCheck {
  const wanted = `an integer of ${bits} bits`
  const [leastNumber, mostNumber] = [Number(least), Number(most)]
  return (value) => {
    const number = integer(value, wanted)
    if (number >= leastNumber && number <= mostNumber) return number
    throw new Misfit(`${wanted} is wanted, the number is beyond it`)
  }
}

function integer(value: unknown, wanted: string): number | bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (typeof value !== 'bigint') throw misfit(wanted, value)
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function signed(bits: number): LeafCheck {
  const end = 2n ** BigInt(bits - 1)
  return integers(bits, -end, end - 1n)
}

const INTEGERS = {
  int8: signed(8),
  int16: signed(16),
  int32: signed(32),
  /** Timestamps of Protobuf go beyond it: what the column holds is up to SINK_OUT_OF_RANGE. */
  int64: (value: unknown) => integer(value, 'an integer of 64 bits'),
} as const

const INT32 = INTEGERS.int32
const INT64 = INTEGERS.int64

function withDate(check: LeafCheck, ofMs: (ms: number) => number | bigint): LeafCheck {
  return (value) => {
    if (!(value instanceof Date)) return check(value)
    if (Number.isNaN(value.getTime())) throw new Misfit('the Date is invalid')
    return check(ofMs(value.getTime()))
  }
}

const PLAIN_DIGITS = /^-?\d+(?:\.\d+)?$/

const decimal: LeafCheck = (value) => {
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  const digits = isNumber ? String(value) : value
  if (typeof digits === 'string' && PLAIN_DIGITS.test(digits)) return digits
  throw misfit('a decimal as text of plain digits, such as "12.50",', value)
}

const float: LeafCheck = (value) => {
  if (typeof value === 'number' || value instanceof ExactNumber) return value
  throw misfit('a number', value)
}

const boolean: LeafCheck = (value) => {
  if (typeof value === 'boolean') return value
  throw misfit('true or false', value)
}

const text: LeafCheck = (value) => {
  if (typeof value === 'string') return checkedText(value)
  throw misfit('a text', value)
}

const bytes: LeafCheck = (value) => {
  if (value instanceof Uint8Array) return value
  throw misfit('a Uint8Array', value)
}
