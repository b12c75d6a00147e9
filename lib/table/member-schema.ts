import type { Schema } from '../schema.ts'

/** One step into a value: the place of a struct's field, or the key of a map's entry. */
export type Step = number | string

/** What stands inside a value. */
export interface Member {
  readonly schema: Schema
  readonly steps: readonly Step[]
}

/** The place of the field that a name means; -1 where there is none. */
type PlaceOf = (schema: Schema, name: string) => number

/**
 * Follows names through structs, and through maps whose keys are texts. A member that may be missing, because something
 * before it is, is optional. Null where the schema has no such member.
 */
export function memberAt(
  schema: Schema,
  path: readonly string[],
  placeOf: PlaceOf = placeOfField,
): Member | null {
  const steps: Step[] = []
  let at = schema
  let optional = false
  for (const name of path) {
    if (at !== schema) optional ||= at.optional
    if (at.type === 'map' && at.keys.type === 'string') {
      steps.push(name)
      at = at.values
      optional = true
      continue
    }
    const place = placeOf(at, name)
    const field = at.type === 'struct' ? at.fields[place] : undefined
    if (field === undefined) return null
    steps.push(place)
    at = field.schema
  }
  return { schema: optional && !at.optional ? { ...at, optional } : at, steps }
}

function placeOfField(schema: Schema, name: string): number {
  return schema.type === 'struct' ? schema.fields.findIndex((field) => field.name === name) : -1
}

/** The same by the name of a column, which letter case does not tell apart: the very name goes before one of another case. */
export function placeOfColumn(schema: Schema, column: string): number {
  const exact = placeOfField(schema, column)
  if (exact >= 0 || schema.type !== 'struct') return exact
  const folded = column.toLowerCase()
  return schema.fields.findIndex((field) => field.name.toLowerCase() === folded)
}
