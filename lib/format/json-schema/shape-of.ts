import type { JsonObject, JsonValue } from '../../schema.ts'
import { memberPath } from '../member-path.ts'
import type { Annotations } from './annotations.ts'
import { ANY_SHAPE, anyObjectShape } from './any-shape.ts'
import { arrayShape, mapShape } from './container-shapes.ts'
import { beyond, type Conversion, inside, type Place } from './conversion.ts'
import { enumShape } from './enum-shape.ts'
import type { JsonType } from './json-type.ts'
import { type Keywords, readKeywords } from './keywords.ts'
import { numberShape } from './number-shape.ts'
import { orderedProperties } from './ordered-properties.ts'
import { primitiveShape, primitiveType } from './primitive-shape.ts'
import { optional, type Shape } from './shape.ts'
import { structShape } from './struct-shape.ts'
import { unionShape } from './union-shape.ts'

/**
 * The shape of what these keywords describe, by the precedence of Confluent's converter: several types, properties,
 * `oneOf` or `anyOf`, `enum`, the one type.
 *
 * @param announce told of a struct or union before the schemas inside it are asked, which may lead back to it
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function shapeOf(
  keywords: Keywords,
  base: Annotations,
  place: Place,
  conversion: Conversion,
  announce: (shape: Shape) => void,
): Shape {
  const { types, branches, nullable } = keywords
  const path = `value${place.at}`
  if (types !== null && types.length > 1) {
    return unionShape(base, path, conversion.budget, announce, () =>
      types.map((type) => {
        const alone = { ...keywords, types: [type], branches: null, nullable: false }
        return shapeOf(
          alone,
          { ...base, optional: false },
          beyond(place),
          conversion,
          () => undefined,
        )
      }),
    )
  }
  const [type] = types ?? []
  if (type === 'object' && keywords.properties.size > 0 && !isMap(keywords)) {
    const convert = (name: string, schema: JsonValue) =>
      conversion.convert(schema, inside(beyond(place), memberPath(place.at, name)))
    return structShape(base, path, conversion.budget, announce, () => [
      ...orderedProperties(keywords.properties).map(
        ([name, schema]) => [name, convert(name, schema)] as const,
      ),
      ...[...keywords.alternatives()].map(
        ([name, schema]) => [name, optional(convert(name, schema))] as const,
      ),
    ])
  }
  if (branches !== null && !isPrimitive(type)) {
    const [only] = branches
    if (only !== undefined && branches.length === 1) {
      const shape = conversion.convert(only, place)
      return nullable ? optional(shape) : shape
    }
    const union = unionShape(base, path, conversion.budget, announce, () =>
      branches.map((branch) => conversion.convert(branch, beyond(place))),
    )
    return union.branches?.some(({ schema }) => schema.optional) ? optional(union) : union
  }
  return simpleShape(keywords, type, base, place, conversion)
}

/** What holds no schemas by name or choice. */
function simpleShape(
  keywords: Keywords,
  type: JsonType | undefined,
  base: Annotations,
  place: Place,
  conversion: Conversion,
): Shape {
  const { symbols, constant } = keywords
  const path = `value${place.at}`
  switch (type) {
    case undefined: {
      const listed = symbols ?? (constant === undefined ? [] : [constant])
      return listed.every((symbol) => symbol === null) ? ANY_SHAPE : enumShape(listed, base, path)
    }
    case 'null':
      return ANY_SHAPE
    case 'object':
      return objectShape(keywords, base, place, conversion)
    case 'array':
      return listShape(keywords, base, place, conversion)
    default: {
      const texts = type === 'string' ? symbols?.filter((symbol) => typeof symbol === 'string') : []
      if (texts !== undefined && texts.length > 0) return enumShape(texts, base, path)
      const connectType = keywords.annotation('connect.type')
      if (type === 'number' && connectType === undefined) return numberShape(base, path)
      return primitiveShape(primitiveType(type, connectType, place.at), base, path)
    }
  }
}

/** An object that names no members is a map where it says what they all are; Connect would drop them. */
function objectShape(
  keywords: Keywords,
  base: Annotations,
  place: Place,
  conversion: Conversion,
): Shape {
  const path = `value${place.at}`
  const { additional } = keywords
  if (additional === undefined && !isMap(keywords)) return anyObjectShape(path)
  const values = conversion.convert(additional ?? true, inside(place, `${place.at}[value]`))
  const keys = primitiveShape('string', UNNAMED, `${path}[key]`)
  return mapShape(keys, values, base, path, conversion.budget)
}

function listShape(
  { items, ...keywords }: Keywords,
  base: Annotations,
  place: Place,
  conversion: Conversion,
): Shape {
  const path = `value${place.at}`
  const { budget } = conversion
  const convert = (node: JsonValue, at: string) =>
    conversion.convert(node, inside(place, `${place.at}[${at}]`))
  const entry =
    isMap(keywords) && items !== undefined ? entrySchemas(items, place, conversion) : null
  if (entry === null) return arrayShape(convert(items ?? true, ''), base, path, budget)
  return mapShape(convert(entry.key, 'key'), convert(entry.value, 'value'), base, path, budget)
}

/** What Connect writes for a map whose keys are no plain strings: an array of objects of `key` and `value`. */
function entrySchemas(items: JsonObject, place: Place, { documents }: Conversion) {
  const { properties } = readKeywords(items, documents, place.at)
  const [key, value] = [properties.get('key'), properties.get('value')]
  return key === undefined || value === undefined ? null : { key, value }
}

const UNNAMED: Annotations = {
  optional: false,
  name: null,
  version: null,
  parameters: new Map(),
  default: null,
}

function isMap(keywords: Pick<Keywords, 'annotation'>): boolean {
  return keywords.annotation('connect.type') === 'map'
}

function isPrimitive(type: JsonType | undefined): boolean {
  return type === 'string' || type === 'number' || type === 'integer' || type === 'boolean'
}
