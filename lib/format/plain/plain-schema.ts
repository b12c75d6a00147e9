import type { PrimitiveSchema } from '../../schema.ts'

/** The schema of a format whose values are all of one primitive type. */
export function plainSchema(type: 'string' | 'bytes'): PrimitiveSchema {
  return { type, optional: true, name: null, version: null, parameters: new Map(), default: null }
}
