import avsc from 'avsc'
import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { compileAvro } from '../../../../lib/format/avro/compile-avro.ts'
import type { Codec } from '../../../../lib/format/codec.ts'
import { createRowFormat } from '../../../../lib/format/create-row-format.ts'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import type { RowFormat } from '../../../../lib/format/row-format.ts'
import { buildRecord } from '../../kafka/build-record.ts'

/** Rows of bodies that a codec reads. */
function rowsOf(codec: Codec): RowFormat {
  const bodyOf = (value: string | null) => Buffer.from(value ?? '', 'base64')
  return createRowFormat({
    prepare: () => Promise.resolve(),
    peek: ({ value }) => codec.schemaOf(bodyOf(value)),
    decode: ({ value }) => ({
      schema: codec.schemaOf(bodyOf(value)),
      value: codec.decode(bodyOf(value)),
    }),
  })
}

function recordOf(body: Uint8Array) {
  return buildRecord(1, { value: Buffer.from(body).toString('base64') })
}

const AVRO = JSON.stringify({
  type: 'record',
  name: 'Envelope',
  namespace: 'shop.public.orders',
  fields: [
    {
      name: 'before',
      default: null,
      type: [
        'null',
        {
          type: 'record',
          name: 'Value',
          fields: [
            { name: 'id', type: 'int' },
            { name: 'name', type: ['null', 'string'], default: null },
          ],
        },
      ],
    },
    { name: 'after', type: ['null', 'Value'], default: null },
    {
      name: 'source',
      type: {
        type: 'record',
        name: 'Source',
        namespace: 'io.debezium.connector.postgresql',
        fields: [{ name: 'connector', type: 'string' }],
      },
    },
    { name: 'op', type: 'string' },
    { name: 'ts_ms', type: ['null', 'long'], default: null },
  ],
})

const PROTO = `
syntax = "proto3";
package shop;
message Envelope {
  Value before = 1;
  Value after = 2;
  Source source = 3;
  string op = 4;
  int64 ts_ms = 5;
  message Value { int32 id = 1; string name = 2; }
  message Source { string connector = 1; }
}`

const event = (op: string, row: object) => ({
  before: null,
  after: null,
  source: { connector: 'postgresql' },
  op,
  ts_ms: null,
  ...row,
})

const avro = {
  format: () => rowsOf(compileAvro({ type: 'AVRO', text: AVRO, references: [] }, 'confluent')),
  write: (op: string, row: object) =>
    avsc.Type.forSchema(JSON.parse(AVRO)).toBuffer(event(op, row)),
}
const proto = {
  format: () =>
    rowsOf(compileProtobuf({ type: 'PROTOBUF', text: PROTO, references: [] }, 'confluent')),
  write: (op: string, row: object) => {
    const type = protobuf.parse(PROTO, { keepCase: true }).root.lookupType('shop.Envelope')
    return Buffer.concat([Buffer.of(0), type.encode(type.fromObject(event(op, row))).finish()])
  },
}

describe.each([
  ['Avro', avro],
  ['Protobuf', proto],
])('a change event in %s', (_, { format: made, write }) => {
  const row = { id: 7, name: 'seven' }

  test.each(['c', 'u', 'r'])('of op %s is the row that stands in after', (op) => {
    const format = made()
    const record = recordOf(write(op, { after: row }))
    const peeked = format.peek(record)
    const decoded = format.decode(record)
    expect(peeked).toMatchObject({ fields: [{ name: 'id' }, { name: 'name' }] })
    expect(decoded).toMatchObject({ value: [7, 'seven'] })
    expect(typeof decoded === 'object' && decoded.schema).toBe(peeked)
  })

  test.each([
    ['d', 'delete', { before: row }],
    ['t', 'truncate', {}],
  ])('of op %s is a %s', (op, reason, rows) => {
    expect(made().decode(recordOf(write(op, rows)))).toBe(reason)
  })

  test('that asks for a row and brings none is a bad record', () => {
    expect(() => made().decode(recordOf(write('c', {})))).toThrow('after: is null')
    expect(() => made().decode(recordOf(write('', { after: row })))).toThrow('op: is no operation')
  })
})
