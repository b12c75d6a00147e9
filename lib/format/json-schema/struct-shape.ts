import type { Field, JsonValue, StructSchema } from '../../schema.ts'
import { structReader } from '../connect-json/container-reader.ts'
import { logicalReader } from '../connect-json/logical-reader.ts'
import type { Reader } from '../connect-json/reader.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { memberPath } from '../member-path.ts'
import { LIST_WEIGHT, type ValueBudget } from '../value-budget.ts'
import { valueWeight } from '../value-weight.ts'
import type { Annotations } from './annotations.ts'
import { readerOf, type Shape } from './shape.ts'

const EMPTY_OBJECT = 0.3

/**
 * A struct whose fields may lead back to itself: it stands before they are known.
 *
 * @param announce told of the struct before `fieldShapes` is asked
 */
export function structShape(
  base: Annotations,
  path: string,
  budget: ValueBudget,
  announce: (shape: Shape) => void,
  fieldShapes: () => readonly (readonly [string, Shape])[],
): Shape {
  const fields: Field[] = []
  const schema: StructSchema = { type: 'struct', fields, ...base }
  let members: readonly (readonly [string, Shape])[] = []
  let read: Reader = () => null

  const namedMembers = (json: JsonValue): number => {
    if (!isJsonObject(json)) return 0
    let count = 0
    for (const [name, shape] of members) {
      const member = ownMember(json, name)
      if (member !== undefined) count += 1 + (shape.namedMembers?.(member) ?? 0)
    }
    return count
  }
  const shape: Shape = {
    schema,
    read: (json) => read(json),
    fit: (json) => namedMembers(json) || (isEmptyObject(json) ? EMPTY_OBJECT : 0),
    namedMembers,
    branches: null,
  }
  announce(shape)
  members = fieldShapes()
  for (const [name, member] of members) fields.push({ name, schema: member.schema })
  const readFields = logicalReader(schema, path) ?? fieldsReader(members, path)
  // Two characters may stand for a thousand absent members.
  const weight = fields.reduce((sum, field) => sum + valueWeight(field.schema), LIST_WEIGHT)
  read = (json) => {
    budget.charge(weight, path)
    return readFields(json)
  }
  return shape
}

/** Members that no field names are ignored, as Connect ignores them, whatever `additionalProperties` says. */
function fieldsReader(members: readonly (readonly [string, Shape])[], path: string): Reader {
  return structReader(
    members.map(([name, shape]) => ({ name, read: readerOf(shape, memberPath(path, name)) })),
    path,
  )
}

function isEmptyObject(json: JsonValue): boolean {
  return isJsonObject(json) && Object.keys(json).length === 0
}
