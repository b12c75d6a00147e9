import { RecordError } from '../../errors.ts'
import type { JsonValue } from '../../schema.ts'
import type { Shape } from './shape.ts'

/** The shape with a default. Nothing obliges a default to fit its own schema: one that does not is left out. */
export function withDefault(shape: Shape, fallback: JsonValue | undefined): Shape {
  if (fallback === null || fallback === undefined) return shape
  try {
    return { ...shape, schema: { ...shape.schema, default: shape.read(fallback) } }
  } catch (error) {
    if (error instanceof RecordError) return shape
    throw error
  }
}
