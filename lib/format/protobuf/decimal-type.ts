import { DECIMAL_PRECISION, VARIABLE_SCALE_DECIMAL } from '../../schema/logical-type.ts'
import { DECIMAL, type Schema } from '../../schema.ts'
import { MOST_DIGITS, unscaledText } from '../decimal.ts'
import { decimalWeight } from '../value-budget.ts'
import type { Meaning, Row } from './kind.ts'
import { Misread } from './misread.ts'
import { scalarKind } from './scalar.ts'

/** 415 bytes hold 1000 digits. */
const MOST_BYTES = 415

const ZERO = Buffer.alloc(1)

/**
 * confluent.type.Decimal: where the field names a scale or a precision, a Decimal, each value with the scale of its own
 * message; else a struct of scale and unscaled bytes.
 */
export function decimalMeaning(params: ReadonlyMap<string, string>): Meaning {
  const scale = integerOf(params.get('scale'))
  const precision = integerOf(params.get('precision'))
  if (scale === null && precision === null) return variable
  const parameters = new Map([['scale', String(scale ?? 0)]])
  if (precision !== null) parameters.set(DECIMAL_PRECISION, String(precision))
  return {
    schema: { type: 'bytes', optional: true, name: DECIMAL, version: 1, parameters, default: null },
    valueOf(row, room) {
      const [unscaled, own] = partsOf(row)
      room.charge(decimalWeight(own))
      const bits = BigInt(`0x${Buffer.from(unscaled).toString('hex')}`)
      return unscaledText(BigInt.asIntN(unscaled.length * 8, bits), own)
    },
  }
}

const variable: Meaning = {
  schema: {
    type: 'struct',
    fields: [
      { name: 'scale', schema: schemaOf('int32') },
      { name: 'value', schema: schemaOf('bytes') },
    ],
    optional: true,
    name: VARIABLE_SCALE_DECIMAL,
    version: 1,
    parameters: new Map(),
    default: null,
  },
  valueOf(row) {
    const [unscaled, scale] = partsOf(row)
    return [scale, unscaled]
  },
}

function schemaOf(type: string): Schema {
  const kind = scalarKind(type)
  if (kind === null) throw new Error(`no type ${type}`)
  return kind.schema
}

/** The unscaled big-endian integer and its scale; no bytes are zero. */
function partsOf([value, , scale]: Row): readonly [Uint8Array, number] {
  const bytes = value as Uint8Array
  const places = scale as number
  if (bytes.length > MOST_BYTES || Math.abs(places) > MOST_DIGITS) {
    throw new Misread(
      'ERR_RECORD_OUT_OF_RANGE',
      `Decimal with more than ${MOST_DIGITS} digits on a side of the point`,
    )
  }
  return [bytes.length === 0 ? ZERO : bytes, places]
}

function integerOf(text: string | undefined): number | null {
  return text !== undefined && /^[+-]?\d{1,4}$/.test(text) ? Number(text) : null
}
