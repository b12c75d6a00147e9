import { type Field, parse } from 'protobufjs'

/** The number of Confluent's option among the extensions of field options. */
export const META_FIELD = 1088

/** Confluent's option of a field; the leading dot is written or not. */
const FIELD_META = ['(confluent.field_meta)', '(.confluent.field_meta)'] as const

const META = parse('syntax = "proto3"; message Meta { map<string, string> params = 2; }').root

/** The parameters of a field in Confluent's `field_meta`: `connect.type`, `scale`, `precision`. */
export function fieldParams(field: Field): ReadonlyMap<string, string> {
  const params = new Map<string, string>()
  const options: unknown = field.parsedOptions
  if (!Array.isArray(options)) return params
  for (const option of options) {
    for (const name of FIELD_META) {
      for (const [key, value] of entriesOf(memberOf(memberOf(option, name), 'params'))) {
        params.set(key, value)
      }
    }
  }
  return params
}

/** Gives a field the option that stands in its descriptor, serialized. */
export function setParams(field: Field, meta: Uint8Array): void {
  const type = META.lookupType('Meta')
  const { params = {} } = type.toObject(type.decode(meta))
  const entries = Object.entries(params).map(([key, value]) => ({ key, value }))
  field.setParsedOption(FIELD_META[0], entries, 'params')
}

/** An entry of a map is written alone or in a list. */
function entriesOf(params: unknown): readonly (readonly [string, string])[] {
  const entries: readonly unknown[] = Array.isArray(params) ? params : [params]
  return entries.flatMap((entry) => {
    const [key, value] = [memberOf(entry, 'key'), memberOf(entry, 'value')]
    return key === undefined || value === undefined ? [] : [[String(key), String(value)] as const]
  })
}

function memberOf(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name))
    return undefined
  return (object as Readonly<Record<string, unknown>>)[name]
}
