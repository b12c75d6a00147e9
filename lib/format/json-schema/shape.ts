import type { JsonValue, Schema, Value } from '../../schema.ts'
import type { Reader } from '../connect-json/reader.ts'
import { mismatch } from '../mismatch.ts'

/**
 * How well a value suits one branch of a union: FITS where its kind is what the branch wants, a count of members for an
 * object and a struct, a fraction where it would do if nothing else does, 0 where it cannot be meant.
 */
export type Fit = (json: JsonValue) => number

export const FITS = Number.POSITIVE_INFINITY

/** What a JSON Schema comes to. */
export interface Shape {
  readonly schema: Schema
  /** Reads what is neither null nor absent. */
  readonly read: (json: JsonValue) => Value
  readonly fit: Fit
  /** How many members of an object a struct names, those of structs inside it included; null for all but structs. */
  readonly namedMembers: ((json: JsonValue) => number) | null
  /** What a union chooses from; null for all others. */
  readonly branches: readonly Shape[] | null
}

/** A shape that is neither struct nor union. */
export function plainShape(schema: Schema, read: Shape['read'], fit: Fit): Shape {
  return { schema, read, fit, namedMembers: null, branches: null }
}

export function optional(shape: Shape): Shape {
  if (shape.schema.optional) return shape
  return { ...shape, schema: { ...shape.schema, optional: true } }
}

/**
 * Reads a value where it stands. Connect's rules: a default stands in for null and for what is absent; without one,
 * what is absent is left null even where the schema requires it, but an explicit null is allowed only where the
 * schema allows null.
 */
export function readerOf({ schema, read }: Shape, path: string): Reader {
  const substitute = schema.default
  const mayBeNull = substitute !== null || schema.optional
  return (json) => {
    if (json === undefined) return substitute
    if (json !== null) return read(json)
    if (mayBeNull) return substitute
    throw mismatch(path, schema.type, json)
  }
}
