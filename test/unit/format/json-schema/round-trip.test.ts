import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Schema } from '../../../../lib/schema.ts'
import { samples } from '../connect-json/connect-values.ts'
import { writeJsonSchema, writeJsonValue } from './json-schema-writer.ts'
import { codecOf } from './read-by-schema.ts'

test('what Connect writes as a JSON Schema and a body reads back as the schema and the value', () => {
  fc.assert(
    fc.property(
      samples,
      fc.constantFrom('base64', 'numeric'),
      ({ schema, written, expected }, decimals) => {
        // A struct that names no member cannot be told from an object of any members.
        fc.pre(!hasEmptyStruct(schema))
        const codec = codecOf(writeJsonSchema(schema, decimals))
        const body = Buffer.from(writeJsonValue(schema, written, decimals))
        expect(codec.schemaOf(body)).toEqual(schema)
        expect(codec.decode(body)).toEqual(expected)
      },
    ),
    { numRuns: 1000 },
  )
})

function hasEmptyStruct(schema: Schema): boolean {
  switch (schema.type) {
    case 'struct':
      return (
        schema.fields.length === 0 || schema.fields.some((field) => hasEmptyStruct(field.schema))
      )
    case 'array':
      return hasEmptyStruct(schema.items)
    case 'map':
      return hasEmptyStruct(schema.values)
    default:
      return false
  }
}
