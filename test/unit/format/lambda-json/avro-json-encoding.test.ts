import avsc from 'avsc'
import { expect, test } from 'vitest'
import { compileAvro } from '../../../../lib/format/avro/compile-avro.ts'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { compileLambdaJson } from '../../../../lib/format/lambda-json/compile-lambda-json.ts'

const SCHEMA = {
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'note', type: ['null', 'string'] },
    { name: 'paid', type: ['null', { type: 'int', logicalType: 'date' }] },
    { name: 'state', type: ['null', { type: 'enum', name: 'State', symbols: ['NEW', 'DONE'] }] },
    {
      name: 'by',
      type: [
        'null',
        'int',
        'string',
        { type: 'record', name: 'Person', fields: [{ name: 'nick', type: 'string' }] },
      ],
    },
    { name: 'tags', type: { type: 'map', values: ['null', 'double'] } },
    { name: 'parts', type: { type: 'array', items: 'shop.Person' } },
    { name: 'parent', type: ['null', 'shop.Order'] },
  ],
}

const LEAF = {
  id: 1,
  note: null,
  paid: null,
  state: null,
  by: null,
  tags: {},
  parts: [],
  parent: null,
}

test.each([
  ['all null', LEAF],
  [
    'all set',
    {
      ...LEAF,
      id: -5,
      note: 'x',
      paid: 19782,
      state: 'NEW',
      tags: { a: 1.5, b: null },
      parts: [{ nick: 'n' }],
    },
  ],
  ['a branch of several', { ...LEAF, by: 'someone' }],
  ['another branch', { ...LEAF, by: { nick: 'n' } }],
  ['itself', { ...LEAF, parent: { ...LEAF, id: 2, note: 'inside' } }],
])('%s: the JSON encoding of Avro reads as the binary encoding does', (_what, order) => {
  const type = avsc.Type.forSchema(SCHEMA as avsc.Schema)
  const text = JSON.stringify(SCHEMA)
  const codec = compileAvro({ type: 'AVRO', text, references: [] }, 'confluent')
  const body = type.toBuffer(order)
  const read = compileLambdaJson(codec.schemaOf(body))
  expect(read(parseJson(type.toString(order)))).toEqual(codec.decode(body))
})
