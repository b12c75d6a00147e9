import { sourceColumn } from '../../schema/source-column.ts'
import type { Schema } from '../../schema.ts'
import { textType } from './string-type.ts'

/** Decimal digits that a DECIMAL column holds, and how many of them may be fraction. */
const MAX_PRECISION = 65
const MAX_SCALE = 30
/** Longer decimals become LONGTEXT. */
const MAX_CHARACTERS = 255

/** As many digits as the schema, or the column it comes from, promises; text where no DECIMAL holds them. */
export function decimalType(
  schema: Schema,
  { scale, precision: named }: { readonly scale: number; readonly precision: number | null },
  keyLength: number | null,
): string {
  const source = sourceDigits(schema)
  const precision = named ?? (source?.scale === scale ? source.precision : null)
  // A negative scale stands for zeros before the point: they need digits of their own.
  const digits =
    precision === null ? MAX_PRECISION : Math.max(precision, scale) - Math.min(scale, 0)
  if (scale <= MAX_SCALE && digits <= MAX_PRECISION) {
    return `DECIMAL(${digits},${Math.max(scale, 0)})`
  }
  const characters = digits + '-0.'.length
  return textType(precision !== null && characters <= MAX_CHARACTERS ? characters : null, keyLength)
}

/** Each value has its own scale: as wide as DECIMAL goes on both sides of the point, unless the source's column is known. */
export function variableDecimalType(schema: Schema): string {
  const { precision, scale } = sourceDigits(schema) ?? {
    precision: MAX_PRECISION,
    scale: MAX_SCALE,
  }
  return `DECIMAL(${precision},${scale})`
}

/** Null unless a DECIMAL holds what the source's column does. Length means something else on a BIGINT. */
function sourceDigits(
  schema: Schema,
): { readonly precision: number; readonly scale: number } | null {
  const source = sourceColumn(schema)
  if (source === null || !/^(?:DECIMAL|NUMERIC|NUMBER|DEC|FIXED)\b/.test(source.type)) return null
  const { length: precision, scale } = source
  if (precision === null || precision > MAX_PRECISION) return null
  return scale === null || scale > Math.min(precision, MAX_SCALE) ? null : { precision, scale }
}
