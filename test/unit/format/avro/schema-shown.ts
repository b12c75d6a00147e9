import type { Schema } from '../../../../lib/schema.ts'

/**
 * A schema in one line: `Name{a: int32?, b: [string]}`; a question mark where it is optional, parameters in brackets, a
 * record inside itself as its name alone.
 */
export function shown(schema: Schema, open: readonly Schema[] = []): string {
  const name = schema.name === null ? '' : `${schema.name}:`
  const version = schema.version === null ? '' : `v${schema.version}`
  const parameters = [...schema.parameters].map(([key, value]) => `${key}=${value}`).join(', ')
  const suffix = `${version}${parameters === '' ? '' : `(${parameters})`}${schema.optional ? '?' : ''}`
  return `${name}${body(schema, open)}${suffix}`
}

function body(schema: Schema, open: readonly Schema[]): string {
  switch (schema.type) {
    case 'struct': {
      const { fields } = schema
      if (open.some((outer) => outer.type === 'struct' && outer.fields === fields)) return '…'
      const within = [...open, schema]
      return `{${fields.map((field) => `${field.name}: ${shown(field.schema, within)}`).join(', ')}}`
    }
    case 'array':
      return `[${shown(schema.items, open)}]`
    case 'map':
      return `<${shown(schema.keys, open)}, ${shown(schema.values, open)}>`
    default:
      return schema.type
  }
}
