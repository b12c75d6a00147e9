import { RecordError } from '../../errors.ts'
import type { JsonValue } from '../../schema.ts'
import type { ValueBudget } from '../value-budget.ts'
import { schemaFault } from './schema-fault.ts'
import type { Shape } from './shape.ts'

/**
 * The shape with a default. Nothing obliges a default to fit its own schema: one that does not is left out.
 * @param at where the schema stands, for messages
 * @throws RecordError `ERR_RECORD_SCHEMA` where the defaults of all come to more than a record may
 */
export function withDefault(
  shape: Shape,
  fallback: JsonValue | undefined,
  budget: ValueBudget,
  at: string,
): Shape {
  if (fallback === null || fallback === undefined) return shape
  try {
    return { ...shape, schema: { ...shape.schema, default: shape.read(fallback) } }
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    if (budget.spend(0)) return shape
    throw schemaFault(at, 'its defaults come to more values than a record may')
  }
}
