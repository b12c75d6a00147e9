import { expect, test } from 'vitest'
import { readSchemaAnswer } from '../../../lib/registry/schema-answer.ts'
import type { JsonValue } from '../../../lib/schema.ts'

const read = (body: JsonValue) => readSchemaAnswer(body, 'its type')

test('an answer may leave all out but the text', () => {
  expect(read({ schema: '"int"' })).toMatchObject({
    type: 'AVRO',
    text: '"int"',
    references: [],
    subject: null,
  })
  expect(read({ schema: '"int"', schemaType: null, references: null })).toMatchObject({
    type: 'AVRO',
    references: [],
  })
})

test.each<[string, JsonValue]>([
  ['no object', ['schema']],
  ['an error', { error_code: 40_403, message: 'Schema not found' }],
  ['a text that is none', { schema: { type: 'int' } }],
  ['references that are no list', { schema: '', references: {} }],
  ['a reference without a name', { schema: '', references: [{ subject: 's', version: 1 }] }],
  [
    'a version that is no number',
    { schema: '', references: [{ name: 'n', subject: 's', version: '1' }] },
  ],
  [
    'a version that is not whole',
    { schema: '', references: [{ name: 'n', subject: 's', version: 1.5 }] },
  ],
])('%s is no answer', (_, body) => {
  expect(read(body)).toBeNull()
})

test('an unknown type is refused', () => {
  expect(() => read({ schema: '', schemaType: 7 })).toThrow(/^its type is no text;/)
})
