import type { Schema } from '../../lib/schema.ts'

/** A schema as Kafka Connect's JsonConverter writes it. */
export function connectSchemaText(schema: Schema): string {
  return JSON.stringify(written(schema))
}

function written(schema: Schema): Readonly<Record<string, unknown>> {
  const { optional, name, parameters } = schema
  const base = {
    optional,
    ...(name === null ? {} : { name }),
    ...(parameters.size === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
  }
  switch (schema.type) {
    case 'array':
      return { ...base, type: 'array', items: written(schema.items) }
    case 'map':
      return { ...base, type: 'map', keys: written(schema.keys), values: written(schema.values) }
    case 'struct':
      return {
        ...base,
        type: 'struct',
        fields: schema.fields.map((field) => ({ ...written(field.schema), field: field.name })),
      }
    case 'float32':
      return { ...base, type: 'float' }
    case 'float64':
      return { ...base, type: 'double' }
    default:
      return { ...base, type: schema.type }
  }
}
