import type { Schema } from '../schema.ts'

/**
 * Schemas that records bring, with all that stand inside them, and those that are derived from such. Others are none: a
 * schema made for each record would have its rows compiled for each record.
 */
const known = new WeakSet<Schema>()

export function isKnownSchema(schema: object): schema is Schema {
  return known.has(schema as Schema)
}

export function learnSchema(schema: Schema): void {
  const pending: Schema[] = [schema]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (known.has(next)) continue
    known.add(next)
    switch (next.type) {
      case 'array':
        pending.push(next.items)
        break
      case 'map':
        pending.push(next.keys, next.values)
        break
      case 'struct':
        for (const field of next.fields) pending.push(field.schema)
        break
      default:
    }
  }
}
