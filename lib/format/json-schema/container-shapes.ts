import type { JsonValue, Schema } from '../../schema.ts'
import { chargedByMember } from '../connect-json/charged-reader.ts'
import { arrayReader, entriesReader, objectReader } from '../connect-json/container-reader.ts'
import { logicalReader } from '../connect-json/logical-reader.ts'
import { isJsonObject } from '../json/json-object.ts'
import { LIST_WEIGHT, MAP_WEIGHT, type ValueBudget } from '../value-budget.ts'
import { valueWeight } from '../value-weight.ts'
import type { Annotations } from './annotations.ts'
import { FITS, plainShape, readerOf, type Shape } from './shape.ts'

export function arrayShape(
  items: Shape,
  base: Annotations,
  path: string,
  budget: ValueBudget,
): Shape {
  const schema: Schema = { type: 'array', items: items.schema, ...base }
  const readItems = logicalReader(schema, path) ?? arrayReader(readerOf(items, `${path}[]`), path)
  const weights = { own: LIST_WEIGHT, member: valueWeight(items.schema) }
  const read = chargedByMember(readItems, weights, budget, path)
  return plainShape(schema, read, (json) => (Array.isArray(json) ? FITS : 0))
}

/** An object, where keys are plain strings; an array of `{"key","value"}` is understood wherever one stands. */
export function mapShape(
  keys: Shape,
  values: Shape,
  base: Annotations,
  path: string,
  budget: ValueBudget,
): Shape {
  const schema: Schema = { type: 'map', keys: keys.schema, values: values.schema, ...base }
  const [readKey, readValue] = [readerOf(keys, `${path}[key]`), readerOf(values, `${path}[value]`)]
  const readEntries = entriesReader(readKey, readValue, path)
  const readObject = objectReader(readKey, readValue, path)
  const asObject = keys.schema.type === 'string' && !keys.schema.optional
  const readMap =
    logicalReader(schema, path) ??
    ((json: JsonValue | undefined) =>
      asObject && !Array.isArray(json) ? readObject(json) : readEntries(json))
  const weights = {
    own: MAP_WEIGHT,
    member: valueWeight(keys.schema) + valueWeight(values.schema),
  }
  const read = chargedByMember(readMap, weights, budget, path)
  const fit = (json: JsonValue) => (Array.isArray(json) || isJsonObject(json) ? FITS : 0)
  return plainShape(schema, read, fit)
}
