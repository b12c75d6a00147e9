import { DATE, DECIMAL, type PrimitiveType, type Schema, TIME, TIMESTAMP } from '../schema.ts'

const UTF8 = 'CHARACTER SET utf8mb4'
/** The default collation is case-insensitive: a key under it would take `A` and `a` for one value. */
const UTF8_EXACT = `${UTF8} COLLATE utf8mb4_bin`

/** Decimal digits that a DECIMAL column holds, and how many of them may be fraction. */
const MAX_PRECISION = 65
const MAX_SCALE = 30
/** Longer decimals become LONGTEXT. */
const MAX_VARCHAR = 255

const TYPES: Readonly<Record<PrimitiveType | 'array' | 'map' | 'struct', string>> = {
  boolean: 'TINYINT',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'BIGINT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: `LONGTEXT ${UTF8}`,
  bytes: 'LONGBLOB',
  array: 'JSON',
  map: 'JSON',
  struct: 'JSON',
}

/** No text or blob may stand in a key: there they get a length. */
const KEY_TYPES: Readonly<Partial<Record<string, string>>> = {
  string: `VARCHAR(255) ${UTF8_EXACT}`,
  bytes: 'VARBINARY(255)',
}

const LOGICAL_TYPES: ReadonlyMap<string, (schema: Schema) => string> = new Map([
  [DECIMAL, decimalType],
  [DATE, () => 'DATE'],
  [TIME, () => 'TIME(6)'],
  [TIMESTAMP, () => 'DATETIME(6)'],
])

/** The column type of the `lossless` profile for a schema, as CREATE TABLE writes it. */
export function columnType(schema: Schema, inKey: boolean): string {
  const logical = schema.name === null ? undefined : LOGICAL_TYPES.get(schema.name)
  if (logical !== undefined) return logical(schema)
  return (inKey ? KEY_TYPES[schema.type] : undefined) ?? TYPES[schema.type]
}

/** As many digits as the schema promises; text where no DECIMAL holds them. */
function decimalType(schema: Schema): string {
  const scale = Number(schema.parameters.get('scale') ?? 0)
  const precision = Number(schema.parameters.get('connect.decimal.precision') ?? Number.NaN)
  const named = Number.isInteger(precision) && precision > 0
  // A negative scale stands for zeros before the point: they need digits of their own.
  const digits = named ? Math.max(precision, scale) - Math.min(scale, 0) : MAX_PRECISION
  if (scale <= MAX_SCALE && digits <= MAX_PRECISION) {
    return `DECIMAL(${digits},${Math.max(scale, 0)})`
  }
  const characters = digits + '-0.'.length
  return named && characters <= MAX_VARCHAR ? `VARCHAR(${characters}) ${UTF8}` : `LONGTEXT ${UTF8}`
}
