import { logicalType } from '../schema/logical-type.ts'
import type { Schema } from '../schema.ts'
import { BYTES_WEIGHT, decimalWeight } from './value-budget.ts'

/** What a value counts as beside what it holds, which counts when it is read. */
export function valueWeight(schema: Schema): number {
  const logical = logicalType(schema)
  if (logical?.kind === 'decimal') return decimalWeight(logical.scale)
  return schema.type === 'bytes' ? BYTES_WEIGHT : 1
}
