import fc from 'fast-check'
import { asJson, jsonObject, NOTHING } from './shown.ts'
import {
  bigEndian,
  booleans,
  bytes,
  clocks,
  dates,
  decimals,
  doubles,
  floats,
  instants,
  integers,
  jsonTexts,
  type Sample,
  texts,
} from './value-samples.ts'

/** A value as JSON text; null where its member is left out. */
export type JsonSample = Sample<string | null>

/** A JSON Schema as text, with values of it. */
export interface JsonKind {
  readonly schema: string
  readonly values: fc.Arbitrary<JsonSample>
}

function kind(schema: object, values: fc.Arbitrary<JsonSample>): JsonKind {
  return { schema: JSON.stringify(schema), values }
}

/** What is written is what a JSON column shows. */
function plain({ json, column }: Sample): JsonSample {
  return { written: json, json, column }
}

/** What is written is the number or the text of the value, whatever a column makes of it. */
function counted({ written, ...faces }: Sample<bigint | number>): JsonSample {
  return { written: String(written), ...faces }
}

const connect = (type: string, connectType: string, more: object = {}) => ({
  type,
  'connect.type': connectType,
  ...more,
})
const logical = (name: string) => ({ title: `org.apache.kafka.connect.data.${name}` })
const decimal = (scale: number) => ({
  ...logical('Decimal'),
  'connect.parameters': { scale: String(scale), 'connect.decimal.precision': '40' },
})
const base64 = (bytes: Buffer) => `"${bytes.toString('base64')}"`

const SYMBOLS = ['', 'red', 'dark "green"', '😀']
const symbols = fc.constantFrom(...SYMBOLS).map((text): JsonSample => {
  return { written: JSON.stringify(text), column: { text }, json: JSON.stringify(text) }
})

const jsonLeaves: readonly JsonKind[] = [
  kind({ type: 'boolean' }, booleans.map(plain)),
  kind({ type: 'integer' }, integers(64).map(plain)),
  kind({ type: 'number' }, doubles.map(plain)),
  kind({ type: 'string' }, texts.map(plain)),
  kind({ type: 'string', format: 'date-time', maxLength: 9 }, texts.map(plain)),
  kind(connect('integer', 'int8'), integers(8).map(plain)),
  kind(connect('integer', 'int16'), integers(16).map(plain)),
  kind(connect('integer', 'int32'), integers(32).map(plain)),
  kind(connect('number', 'float32'), floats.map(plain)),
  kind(connect('string', 'bytes'), bytes().map(plain)),
  kind(
    connect('string', 'bytes', decimal(17)),
    decimals(40, 17).map(({ written, ...faces }) => ({
      written: base64(bigEndian(written)),
      ...faces,
    })),
  ),
  kind(connect('number', 'bytes', decimal(17)), decimals(40, 17).map(plain)),
  kind(connect('integer', 'int32', logical('Date')), dates.map(counted)),
  kind(connect('integer', 'int32', logical('Time')), clocks(3).map(counted)),
  kind(connect('integer', 'int64', logical('Timestamp')), instants(3).map(counted)),
  kind({ enum: SYMBOLS }, symbols),
  kind({ type: 'string', enum: SYMBOLS }, symbols),
  kind({}, jsonTexts),
  kind({ type: 'object' }, fc.dictionary(fc.string(), jsonTexts, { maxKeys: 4 }).map(objectOf)),
]

function objectOf(members: Readonly<Record<string, Sample>>): JsonSample {
  const json = jsonObject(Object.entries(members).map(([name, { json }]) => [name, json]))
  return { written: json, ...asJson(json) }
}

/** Null is a text in what is written, and a member that is left out is neither. */
const present = ({ written }: JsonSample): string => written ?? 'null'

function arrayOf({ schema, values }: JsonKind): JsonKind {
  return {
    schema: `{"type":"array","items":${schema}}`,
    values: fc.array(values, { maxLength: 4 }).map((items) => ({
      written: `[${items.map(present)}]`,
      ...asJson(`[${items.map(({ json }) => json)}]`),
    })),
  }
}

/** @param annotated as Connect's writer does; then pairs may take the place of members */
function mapOf({ schema, values }: JsonKind, annotated: boolean): JsonKind {
  const entry = fc.tuple(fc.string({ unit: 'binary', maxLength: 6 }), values)
  const entries = fc.uniqueArray(entry, { maxLength: 4, selector: ([key]) => key })
  return {
    schema: `{"type":"object",${annotated ? '"connect.type":"map",' : ''}"additionalProperties":${schema}}`,
    values: fc.tuple(entries, fc.constantFrom(false, annotated)).map(([pairs, asPairs]) => {
      const members = pairs.map(([key, item]) => [key, present(item)] as const)
      const written = members.map(([key, item]) => {
        return `{"key":${JSON.stringify(key)},"value":${item}}`
      })
      return {
        written: asPairs ? `[${written}]` : jsonObject(members),
        ...asJson(jsonObject(pairs.map(([key, { json }]) => [key, json]))),
      }
    }),
  }
}

/** What Connect's writer makes of a map whose keys are no strings. */
function pairsOf({ schema, values }: JsonKind): JsonKind {
  const selector = ([{ written }]: readonly [Sample<bigint>, JsonSample]) => written
  const entries = fc.uniqueArray(fc.tuple(integers(64), values), { maxLength: 4, selector })
  const pair = `{"type":"object","properties":{"key":{"type":"integer"},"value":${schema}}}`
  return {
    schema: `{"type":"array","connect.type":"map","items":${pair}}`,
    values: entries.map((pairs) => ({
      written: `[${pairs.map(([key, v]) => `{"key":${key.json},"value":${present(v)}}`)}]`,
      ...asJson(`[${pairs.map(([key, v]) => `{"key":${key.json},"value":${v.json}}`)}]`),
    })),
  }
}

/** An object; members that no property describes are dropped. */
function structOf(members: readonly JsonKind[]): JsonKind {
  const named = members.map(({ schema }, at) => [`m${at}`, schema] as const)
  return {
    schema: `{"type":"object","properties":${jsonObject(named)}}`,
    values: fc.tuple(...members.map(({ values }) => values)).map((samples) => ({
      written: jsonObject([
        ...samples.flatMap(({ written }, at) =>
          written === null ? [] : [[`m${at}`, written] as const],
        ),
        ['undeclared', '[1,{}]'],
      ]),
      ...asJson(jsonObject(samples.map(({ json }, at) => [`m${at}`, json]))),
    })),
  }
}

/** In each of the ways in which null may be allowed, null or left out. */
function optional({ schema, values }: JsonKind, way: 'oneOf' | 'anyOf'): JsonKind {
  const branches = way === 'oneOf' ? `{"type":"null"},${schema}` : `${schema},{"type":"null"}`
  return {
    schema: `{"${way}":[${branches}]}`,
    values: fc.oneof(fc.constant({ written: 'null', ...NOTHING }), {
      arbitrary: values,
      weight: 3,
    }),
  }
}

/** May be left out of an object, where no null is allowed. */
function absent({ schema, values }: JsonKind): JsonKind {
  return {
    schema,
    values: fc.oneof(fc.constant({ written: null, ...NOTHING }), { arbitrary: values, weight: 3 }),
  }
}

const ONE_OF = 'io.confluent.connect.json.OneOf'

/** Branches of different kinds of JSON: a struct of which one member is filled. */
function unionOf(branches: readonly JsonKind[]): JsonKind {
  return {
    schema: `{"oneOf":[${branches.map(({ schema }) => schema)}]}`,
    values: fc.oneof(
      ...branches.map((branch) =>
        branch.values.map(({ written, json }): JsonSample => {
          const members = branches.map(
            (one, at) => [`${ONE_OF}.field.${at}`, one === branch ? json : 'null'] as const,
          )
          return { written, ...asJson(jsonObject(members)) }
        }),
      ),
    ),
  }
}

const [booleanKind, integerKind, , stringKind] = jsonLeaves as [
  JsonKind,
  JsonKind,
  JsonKind,
  JsonKind,
]

const { node } = fc.letrec<{ node: string; leaf: string; inner: string }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('inner')),
  leaf: integers(64).map(({ json }) => `{"value":${json},"children":[]}`),
  inner: fc
    .tuple(integers(64), fc.array(tie('node'), { minLength: 1, maxLength: 3 }))
    .map(([{ json }, children]) => `{"value":${json},"children":[${children}]}`),
}))

/** What recursive schemas refer to, at the root under `$defs`. */
export const DEFINITIONS =
  '{"tree":{"type":"object","properties":{"value":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}}}}'

const tree: JsonKind = {
  schema: '{"$ref":"#/$defs/tree"}',
  values: node.map((json) => ({ written: json, ...asJson(json) })),
}

const { any } = fc.letrec<{ any: JsonKind; one: JsonKind }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    tie('one'),
    fc.tuple(tie('one'), fc.constantFrom('oneOf', 'anyOf')).map(([one, way]) => optional(one, way)),
  ),
  one: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(...jsonLeaves, tree),
    tie('any').map(arrayOf),
    fc.tuple(tie('any'), fc.boolean()).map(([one, annotated]) => mapOf(one, annotated)),
    tie('any').map(pairsOf),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(structOf),
    fc
      .subarray([booleanKind, integerKind, stringKind, arrayOf(integerKind), tree], {
        minLength: 2,
      })
      .map(unionOf),
  ),
}))

/** Any schema, nested as it may be. */
export const anyJson: fc.Arbitrary<JsonKind> = any

/** Each leaf by itself, where it may be null or absent, and inside of an array. */
export const allJson: readonly JsonKind[] = jsonLeaves.flatMap((leaf) => [
  leaf,
  optional(leaf, 'oneOf'),
  optional(leaf, 'anyOf'),
  absent(leaf),
  arrayOf(leaf),
])
