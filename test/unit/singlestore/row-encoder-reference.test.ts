import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject, JsonValue, Schema, Value } from '../../../lib/schema.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import { LOSSLESS } from '../../../lib/table/encoding.ts'
import type { FieldPath } from '../../../lib/table/field-path.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { table } from './build-column.ts'
import { map, primitive, struct } from './build-schema.ts'
import { readTsv } from './read-tsv.ts'

/** The same value with a schema and as JSON, and the texts that stand in it by path. */
interface Tree {
  readonly schema: Schema
  readonly value: Value
  readonly json: JsonValue
  readonly leaves: readonly (readonly [path: FieldPath, text: string | null])[]
}

const NAMES = ['id', 'name', 'a.b', '`', 'ümlaut', '__proto__', 'constructor', ' x']

const leaf: fc.Arbitrary<Tree> = fc
  .option(fc.string({ unit: 'binary' }), { nil: null })
  .map((text) => ({
    schema: primitive('string'),
    value: text,
    json: text,
    leaves: [[[], text]],
  }))

const text = primitive('string')
const texts = map(text, text)

/** A map of texts, by any keys. */
const mapping: fc.Arbitrary<Tree> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.string()), { selector: ([name]) => name })
  .map((entries) => ({
    schema: texts,
    value: new Map(entries),
    json: Object.fromEntries(entries),
    leaves: entries.map(([name, text]) => [[name], text] as const),
  }))

const structure = (children: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), children), {
      selector: ([name]) => name,
      minLength: 1,
    })
    .map((fields) => ({
      schema: struct(...fields.map(([name, { schema }]) => [name, schema] as const)),
      value: fields.map(([, { value }]) => value),
      json: Object.fromEntries(fields.map(([name, { json }]) => [name, json])),
      leaves: fields.flatMap(([name, { leaves }]) =>
        leaves.map(([path, text]) => [[name, ...path], text] as const),
      ),
    }))

const tree = structure(fc.oneof(leaf, mapping, structure(fc.oneof(leaf, mapping, structure(leaf)))))

/** What LOAD DATA reads of a row, by column. */
function read(encoder: RowEncoder, decoded: Parameters<RowEncoder['encode']>[0]) {
  const { line, shape } = encoder.encode(decoded)
  const [fields = []] = readTsv(`${line}\n`)
  return new Map(shape.columns.map(({ name }, index) => [name, fields[index] ?? null]))
}

test('columns that are mapped to paths hold what stands there, whatever the value is like', () => {
  const property = fc.property(
    tree.chain((of) => fc.tuple(fc.constant(of), fc.shuffledSubarray([...of.leaves]))),
    ([{ schema, value, json }, chosen]) => {
      fc.pre(chosen.length > 0)
      const columns = chosen.map((_, index) => `Column ${index}`)
      const paths = new Map(chosen.map(([path], index) => [`column ${index}`, path]))
      const encoder = new RowEncoder(
        table(...columns.toReversed().map((name) => [name, 'longtext'] as const)),
        LOSSLESS,
        { ...PLAIN_MAPPING, columnToField: new Map([['orders', paths]]) },
      )
      const wanted = new Map(chosen.map(([, text], index) => [columns[index], text]))
      expect(read(encoder, { schema, value })).toEqual(wanted)
      expect(read(encoder, { schema: null, value: json })).toEqual(wanted)
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('a whitelist keeps the fields that it names, whatever the value is like', () => {
  const flat = structure(leaf)
  const property = fc.property(
    flat,
    fc.subarray([...NAMES, 'ID']),
    ({ schema, value, json }, kept) => {
      const object = json as JsonObject
      const wanted = Object.keys(object).filter((name) => kept.includes(name))
      const encoder = new RowEncoder(
        table(...NAMES.map((name) => [name, 'longtext='] as const)),
        LOSSLESS,
        { ...PLAIN_MAPPING, whitelist: new Set(kept) },
      )
      if (wanted.length === 0) {
        for (const decoded of [
          { schema, value },
          { schema: null, value: json },
        ] as const) {
          expect(() => encoder.encode(decoded)).toThrow('SINK_FIELDS_WHITELIST')
        }
        return
      }
      const rows = new Map(wanted.map((name) => [name, object[name]]))
      expect(read(encoder, { schema, value })).toEqual(rows)
      expect(read(encoder, { schema: null, value: json })).toEqual(rows)
    },
  )
  fc.assert(property, { numRuns: 300 })
})
