import type { Field, Schema } from '../../schema.ts'
import { envelopePlaces } from './envelope-places.ts'

/**
 * The schema by which a change event is read: of the state before, PostgreSQL tells the key alone where the table has no
 * other replica identity, and null for the rest, required or not.
 */
export function withPartialBefore(schema: Schema): Schema {
  if (schema.type !== 'struct' || envelopePlaces(schema) === null) return schema
  return { ...schema, fields: schema.fields.map(partialBefore) }
}

function partialBefore(member: Field): Field {
  const { name, schema } = member
  if (name !== 'before' || schema.type !== 'struct') return member
  const fields = schema.fields.map((field) => ({
    ...field,
    schema: { ...field.schema, optional: true },
  }))
  return { name, schema: { ...schema, fields } }
}
