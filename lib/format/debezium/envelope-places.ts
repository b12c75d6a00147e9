import { JSON_TEXT } from '../../schema/logical-type.ts'
import type { Schema, StructSchema } from '../../schema.ts'

/** Where the members of a change event stand among the fields of its schema. */
export interface EnvelopePlaces {
  readonly op: number
  readonly after: number
  /** The schema of the row. */
  readonly row: Schema
  /** The row as it was, and its schema; null where the event has no such member. */
  readonly before: { readonly place: number; readonly row: Schema } | null
}

/**
 * A change event is known by its members, in whatever order (`ExtractNewRecordState`): a text `op`, a struct `source` and
 * rows in `after` and `before`; the last may be missing where the name of the schema ends in `.Envelope`. Null for any
 * other struct: the words are common, and business records bear them, too.
 */
export function envelopePlaces({ name, fields }: StructSchema): EnvelopePlaces | null {
  const at = (member: string) => fields.findIndex((field) => field.name === member)
  const [op, after] = [at('op'), at('after')]
  const row = fields[after]?.schema
  const place = at('before')
  const before = fields[place]?.schema
  if (row === undefined || !isRow(row)) return null
  if (before === undefined ? !name?.endsWith('.Envelope') : !isRow(before)) return null
  const isEvent =
    fields[op]?.schema.type === 'string' && fields[at('source')]?.schema.type === 'struct'
  if (!isEvent) return null
  return { op, after, row, before: before === undefined ? null : { place, row: before } }
}

/** MongoDB's rows are JSON text. */
function isRow({ type, name }: Schema): boolean {
  return type === 'struct' || (type === 'string' && name === JSON_TEXT)
}
