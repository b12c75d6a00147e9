import type { Schema, StructSchema } from '../schema.ts'
import { type FieldType, fieldSchema } from './field-type.ts'
import { learnSchema } from './known-schemas.ts'

/** More than that is no set of fields, but names out of records: then they are remembered anew. */
const MOST_DERIVED = 1_000

/** By what was done to a schema: the same always gives the same object, for rows are compiled by it. */
const derived = new WeakMap<Schema, Map<string, StructSchema>>()

export const EMPTY_ROW: StructSchema = {
  type: 'struct',
  fields: [],
  optional: false,
  name: null,
  version: null,
  parameters: new Map(),
  default: null,
}
learnSchema(EMPTY_ROW)

/** The schema with a field of its own type, in the place of one of that name or behind the others. @throws RecordError */
export function schemaWithField(schema: StructSchema, name: string, type: FieldType): StructSchema {
  return derive(schema, `+${type} ${name}`, () => {
    const field = { name, schema: fieldSchema(type) }
    const has = schema.fields.some((other) => other.name === name)
    return has
      ? schema.fields.map((other) => (other.name === name ? field : other))
      : [...schema.fields, field]
  })
}

export function schemaWithoutField(schema: StructSchema, name: string): StructSchema {
  if (!schema.fields.some((field) => field.name === name)) return schema
  return derive(schema, `-${name}`, () => schema.fields.filter((field) => field.name !== name))
}

function derive(
  from: StructSchema,
  how: string,
  fields: () => StructSchema['fields'],
): StructSchema {
  let ofSchema = derived.get(from)
  if (ofSchema === undefined || ofSchema.size >= MOST_DERIVED) {
    ofSchema = new Map()
    derived.set(from, ofSchema)
  }
  let made = ofSchema.get(how)
  if (made === undefined) {
    made = { ...from, fields: fields(), default: null }
    learnSchema(made)
    ofSchema.set(how, made)
  }
  return made
}
