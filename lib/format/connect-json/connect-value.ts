import type { Schema } from '../../schema.ts'
import { memberPath } from '../member-path.ts'
import { mismatch } from '../mismatch.ts'
import { LIST_WEIGHT, MAP_WEIGHT, ValueBudget } from '../value-budget.ts'
import { valueWeight } from '../value-weight.ts'
import { chargedByMember, chargedWhole } from './charged-reader.ts'
import { arrayReader, objectReader, pairsReader, structReader } from './container-reader.ts'
import { logicalReader } from './logical-reader.ts'
import { primitiveReader } from './primitive-reader.ts'
import type { Reader } from './reader.ts'

/** Makes the reader of whole payloads: as `compileReader`, and each within the budget of a record. */
export function compilePayloadReader(schema: Schema, path: string): Reader {
  const budget = new ValueBudget()
  const read = compileReader(schema, path, budget)
  return (json) => {
    budget.reset()
    return read(json)
  }
}

/**
 * Makes the reader of payloads that follow a schema. Stricter than Connect where Connect changes data silently: what
 * would wrap, be truncated, or turn into 0, false or null is refused.
 *
 * @param path where the node stands, for messages
 * @throws RecordError `ERR_RECORD_SCHEMA` where a Decimal has no scale
 */
function compileReader(schema: Schema, path: string, budget: ValueBudget): Reader {
  const read = logicalReader(schema, path) ?? structuralReader(schema, path, budget)
  // A default stands in for null and for what is absent even where null is allowed: Connect's rule.
  const substitute = schema.default
  if (substitute !== null || schema.optional) {
    return (json) => (json === null || json === undefined ? substitute : read(json))
  }
  return (json) => {
    if (json !== null && json !== undefined) return read(json)
    throw mismatch(path, `${schema.type} (required, without a default)`, json)
  }
}

function structuralReader(schema: Schema, path: string, budget: ValueBudget): Reader {
  switch (schema.type) {
    case 'struct': {
      const fields = schema.fields.map(({ name, schema: field }) => ({
        name,
        read: compileReader(field, memberPath(path, name), budget),
      }))
      const weight =
        LIST_WEIGHT + schema.fields.reduce((sum, of) => sum + valueWeight(of.schema), 0)
      return chargedWhole(structReader(fields, path), weight, budget, path)
    }
    case 'array': {
      const weights = { own: LIST_WEIGHT, member: valueWeight(schema.items) }
      const read = arrayReader(compileReader(schema.items, `${path}[]`, budget), path)
      return chargedByMember(read, weights, budget, path)
    }
    case 'map': {
      const keys = compileReader(schema.keys, `${path}[key]`, budget)
      const values = compileReader(schema.values, `${path}[value]`, budget)
      const weights = {
        own: MAP_WEIGHT,
        member: valueWeight(schema.keys) + valueWeight(schema.values),
      }
      const makeReader = schema.keys.type === 'string' ? objectReader : pairsReader
      return chargedByMember(makeReader(keys, values, path), weights, budget, path)
    }
    default:
      return primitiveReader(schema.type, path)
  }
}
