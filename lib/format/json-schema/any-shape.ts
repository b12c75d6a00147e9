import { JSON_TEXT } from '../../schema/logical-type.ts'
import type { JsonValue, Schema } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { writeJson } from '../json/write-json.ts'
import { mismatch } from '../mismatch.ts'
import { plainShape, type Shape } from './shape.ts'

const TEXT: Schema = {
  type: 'string',
  optional: true,
  name: JSON_TEXT,
  version: null,
  parameters: new Map(),
  default: null,
}

const LAST_RESORT = 0.1
const SECOND_LAST = 0.2

/** What no schema describes: kept as its JSON text. */
export const ANY_SHAPE: Shape = plainShape(TEXT, writeJson, () => LAST_RESORT)

/** An object of whatever members. */
export function anyObjectShape(path: string): Shape {
  const read = (json: JsonValue) => {
    if (isJsonObject(json)) return writeJson(json)
    throw mismatch(path, 'object', json)
  }
  return plainShape(TEXT, read, (json) => (isJsonObject(json) ? SECOND_LAST : 0))
}
