import { JSON_TEXT, PROTOBUF_TYPE } from '../../schema/logical-type.ts'
import type { PrimitiveSchema, Value } from '../../schema.ts'
import type { Meaning, Row } from './kind.ts'
import { Misread } from './misread.ts'

const schema: PrimitiveSchema = {
  type: 'string',
  optional: true,
  name: JSON_TEXT,
  version: 1,
  // Tells it from a text that a producer calls JSON.
  parameters: new Map([[PROTOBUF_TYPE, 'google.protobuf.Value']]),
  default: null,
}

/** google.protobuf.Struct: the text of a JSON object. Its members are texts already. */
export const jsonStructMeaning: Meaning = {
  schema,
  valueOf([fields]) {
    const members = [...(fields as ReadonlyMap<string, string>)]
    return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
  },
}

/** google.protobuf.ListValue: the text of a JSON array. */
export const jsonListMeaning: Meaning = {
  schema,
  valueOf: ([values]) => `[${(values as readonly string[]).join(',')}]`,
}

/** google.protobuf.Value: the text of any JSON value. One without a kind is none, as Protobuf says. */
export const jsonValueMeaning: Meaning = {
  schema,
  valueOf([kind]) {
    if (kind === null || kind === undefined) {
      throw new Misread('ERR_RECORD_UNDECODABLE', 'a google.protobuf.Value of no kind')
    }
    return textOf(kind as Row)
  },
}

/** Of null, number, string, bool, struct, list one is set; the last two are texts. */
function textOf([
  none = null,
  number = null,
  string = null,
  bool = null,
  struct,
  list,
]: Row): Value {
  if (none !== null) return 'null'
  if (number !== null) return numberText(number as number)
  if (string !== null) return JSON.stringify(string)
  if (bool !== null) return String(bool)
  return struct ?? list ?? null
}

function numberText(number: number): string {
  if (!Number.isFinite(number)) {
    throw new Misread('ERR_RECORD_OUT_OF_RANGE', 'NaN or an infinity, which JSON does not have')
  }
  return Object.is(number, -0) ? '-0' : String(number)
}
