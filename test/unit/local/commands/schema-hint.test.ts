import { expect, test } from 'vitest'
import { schemaHint } from '../../../../infra/local/commands/try/schema-hint.ts'
import { RecordError } from '../../../../lib/errors.ts'
import { compileCodec } from '../../../../lib/format/framed/compile-codec.ts'
import type { RegisteredSchema } from '../../../../lib/format/registry.ts'

const GLUE = '01234567-89ab-4cde-8f01-23456789abcd'

/** What the compilers say of a schema that cannot be used. */
async function faultOf(type: RegisteredSchema['type'], text: string) {
  const body = Buffer.from('{}')
  try {
    const codec = await compileCodec({ type, text, references: [] }, 'confluent')
    codec.schemaOf(body)
  } catch (error) {
    if (error instanceof RecordError)
      return { code: error.code, message: `value: ${error.message}` }
    throw error
  }
  throw new Error('the schema can be used')
}

const avro = (type: string) =>
  `{"type":"record","name":"R","fields":[{"name":"f","type":"${type}"}]}`
const json = (ref: string) => `{"type":"object","properties":{"f":{"$ref":"${ref}"}}}`
const proto = (path: string) => `syntax = "proto3"; import "${path}"; message M {}`

test.each([
  ['PROTOBUF', proto('shop/money.proto'), 'shop/money.proto'],
  ['AVRO', avro('shop.Party'), 'shop.Party'],
  ['JSON', json('address.json'), 'address.json'],
  ['JSON', json('address.json#/$defs/a'), 'address.json'],
] as const)('a reference that a schema of %s lacks is asked for: %s', async (type, text, name) => {
  const fault = await faultOf(type, text)
  for (const schemaId of ['7', `guid:${GLUE}`]) {
    expect(schemaHint({ schemaId, fault })).toBe(`--schema-reference ${name}=FILE`)
  }
  expect(schemaHint({ schemaId: GLUE, fault })).toBeNull()
})

test.each([
  ['PROTOBUF', proto(`${'a'.repeat(80)}.proto`)],
  ['AVRO', avro(`a${'b'.repeat(80)}`)],
  ['JSON', json('#/$defs/a')],
  ['PROTOBUF', 'hello world'],
] as const)('no hint where %s has no name to give: %s', async (type, text) => {
  expect(schemaHint({ schemaId: '7', fault: await faultOf(type, text) })).toBeNull()
})

test('a schema that is missing is asked for by its id', () => {
  const fault = { code: 'ERR_SCHEMA_MISSING', message: 'none' }
  expect(schemaHint({ schemaId: GLUE, fault })).toBe(`--schema ${GLUE}=FILE`)
  expect(schemaHint({ schemaId: null, fault })).toBeNull()
  expect(schemaHint({ schemaId: '7', fault: null })).toBeNull()
})
