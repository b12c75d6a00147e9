import { expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { parseEvent } from '../../../lib/lambda/event.ts'

function schemasOf(metadata: object) {
  const record = { topic: 'orders', partition: 0, offset: 7, timestamp: 1, value: 'e30=' }
  const { batches } = parseEvent({
    eventSource: 'SelfManagedKafka',
    records: { 'orders-0': [{ ...record, ...metadata }] },
  })
  const [read] = batches[0]?.records ?? []
  return { keySchema: read?.keySchema, valueSchema: read?.valueSchema }
}

test('key and value have each the schema that Lambda names, of Confluent or of Glue', () => {
  expect(
    schemasOf({
      keySchemaMetadata: { dataFormat: 'PROTOBUF', schemaId: '1234' },
      valueSchemaMetadata: {
        dataFormat: 'AVRO',
        schemaId: '6BA7B810-9dad-11d1-80b4-00c04fd430c8',
        somethingNew: true,
      },
    }),
  ).toEqual({
    keySchema: { dataFormat: 'PROTOBUF', schemaId: '1234' },
    valueSchema: { dataFormat: 'AVRO', schemaId: '6ba7b810-9dad-11d1-80b4-00c04fd430c8' },
  })
})

test('without a registry integration there is none', () => {
  const none = { keySchema: null, valueSchema: null }
  expect(schemasOf({})).toEqual(none)
  expect(schemasOf({ keySchemaMetadata: null, valueSchemaMetadata: null })).toEqual(none)
  const unnamed = { dataFormat: 'AVRO' }
  expect(schemasOf({ keySchemaMetadata: unnamed, valueSchemaMetadata: unnamed })).toEqual(none)
})

test.each([
  ['text', 'AVRO', '', 'must be an object, null or absent'],
  ['a list', [], '', 'must be an object, null or absent'],
  ['an unknown format', { dataFormat: 'XML', schemaId: '1' }, '.dataFormat', 'must be AVRO'],
  ['no format', { schemaId: '1' }, '.dataFormat', 'must be AVRO'],
  ['a number as id', { dataFormat: 'AVRO', schemaId: 1 }, '.schemaId', 'must be the text'],
  ['a path as id', { dataFormat: 'AVRO', schemaId: '1/../2' }, '.schemaId', 'must be the text'],
  ['half a UUID', { dataFormat: 'JSON', schemaId: '6ba7b810-9dad' }, '.schemaId', 'must be'],
  ['a second line', { dataFormat: 'JSON', schemaId: '1\n' }, '.schemaId', 'must be the text'],
])('%s is refused at its place, without its contents', (_, metadata, at, problem) => {
  for (const member of ['keySchemaMetadata', 'valueSchemaMetadata']) {
    const act = () => schemasOf({ [member]: metadata })
    expect(act).toThrow(EventError)
    expect(act).toThrow(`records["orders-0"][0].${member}${at}`)
    expect(act).toThrow(problem)
    expect(act).not.toThrow('XML')
    expect(act).not.toThrow('..')
  }
})
