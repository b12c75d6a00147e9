import type { Schema, StructSchema } from '../../schema.ts'

/** Where the members of a change event stand among the fields of its schema. */
export interface EnvelopePlaces {
  readonly op: number
  readonly after: number
  /** The schema of the row. */
  readonly row: Schema
}

/**
 * A change event is known by the name of its schema or by its members, in whatever order (`ExtractNewRecordState`).
 * Null for any other struct.
 */
export function envelopePlaces({ name, fields }: StructSchema): EnvelopePlaces | null {
  const at = (member: string) => fields.findIndex((field) => field.name === member)
  const named = name?.endsWith('.Envelope') ?? false
  if (!named && (at('before') < 0 || at('source') < 0)) return null
  const op = at('op')
  const after = at('after')
  const row = fields[after]?.schema
  return fields[op]?.schema.type === 'string' && row !== undefined ? { op, after, row } : null
}
