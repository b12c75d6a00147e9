import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import protobuf from 'protobufjs'
import { afterAll, expect, test } from 'vitest'
import type { TryJson } from '../../infra/local/commands/try/try-json.ts'
import { avroWriter } from '../../infra/local/samples/avro-writer.ts'
import { kafkaEvent, type RecordSpec } from '../support/kafka-event.ts'
import {
  GUID,
  gluePrefix,
  guidPrefix,
  idPrefix,
  VERSION,
} from '../unit/format/frames/build-record.ts'
import { lastLine, runCommand } from './local-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'try-schemas-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** An event of one partition for each topic. */
function event(
  name: string,
  topics: Readonly<Record<string, readonly Omit<RecordSpec, 'offset'>[]>>,
) {
  const numbered = Object.entries(topics).map(([topic, records]) => [
    topic,
    { 0: records.map((record, offset) => ({ offset, ...record })) },
  ])
  return file(name, kafkaEvent(Object.fromEntries(numbered)))
}

const party = {
  type: 'record',
  name: 'Party',
  namespace: 'shop',
  fields: [{ name: 'name', type: 'string' }],
} as const
const payment = {
  type: 'record',
  name: 'Payment',
  namespace: 'shop',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'payer', type: 'Party' },
    { name: 'note', type: ['null', 'string'] },
  ],
} as const
const writePayment = avroWriter({ ...payment, fields: [...payment.fields] } as never, [
  party as never,
])
const onePayment = writePayment({ id: 2n ** 63n - 1n, payer: { name: 'Gröbli' }, note: null })

const proto = `syntax = "proto3";
package shop;
import "shop/money.proto";
message Ignored { string a = 1; }
message Outer { message Order { uint64 id = 1; Money total = 2; } }`
const money = 'syntax = "proto3"; package shop; message Money { int64 cents = 1; }'

function protoBody(): Uint8Array {
  const root = new protobuf.Root()
  protobuf.parse(money, root)
  protobuf.parse(proto.replace(/^import.*$/m, ''), root)
  const order = root.lookupType('shop.Outer.Order')
  return order.encode({ id: 5, total: { cents: 7 } }).finish()
}

/** Zigzag varints: two indexes, the message 1 of the file and in it the message 0. */
const indexes = Uint8Array.of(4, 2, 0)

const person = {
  type: 'object',
  title: 'Person',
  properties: { id: { type: 'integer' }, home: { $ref: 'address.json' } },
}
const address = { type: 'object', title: 'Address', properties: { city: { type: 'string' } } }

const paymentFile = file('payment.avsc', payment)
const schemas = [
  ...['--schema', `7=${paymentFile}`],
  ...['--schema', `guid:${GUID}=${paymentFile}`],
  ...['--schema', `8=${file('order.proto', proto)}`],
  ...['--schema', `9=${file('person.json', person)}`],
  ...['--schema', `${VERSION.toUpperCase()}=${file('long.avsc', '{"type":"long"}')}`],
  ...['--schema-reference', `shop.Party=${file('party.avsc', party)}`],
  ...['--schema-reference', `shop/money.proto=${file('money.proto', money)}`],
  ...['--schema-reference', `address.json=${file('address.json', address)}`],
]

test('framed records of every kind are read by the schemas given, without any registry', () => {
  const framed = event('framed.json', {
    payments: [
      {
        key: Buffer.concat([idPrefix(7), onePayment]),
        value: Buffer.concat([idPrefix(7), onePayment]),
      },
      { key: 'k', value: Buffer.concat([guidPrefix(GUID), onePayment]) },
    ],
    orders: [{ value: Buffer.concat([idPrefix(8), indexes, protoBody()]) }],
    people: [
      { value: Buffer.concat([idPrefix(9), Buffer.from('{"id":3,"home":{"city":"Bern"}}')]) },
    ],
    counts: [{ value: Buffer.concat([gluePrefix(VERSION, '05'), deflateSync(Uint8Array.of(84))]) }],
  })
  const run = runCommand('try', framed, ...schemas, '--env', 'SINK_METADATA_ALLOW=false', '--json')
  const { errors, tables, read } = lastLine(run) as TryJson
  expect(errors).toEqual([null])
  expect(run.exitCode).toBe(0)
  const paid = { id: '9223372036854775807', payer: '{"name":"Gröbli"}', note: null }
  expect(Object.fromEntries(tables.map(({ name, rows }) => [name, rows]))).toEqual({
    payments: [paid, paid],
    orders: [{ id: '5', total: '{"cents":7}' }],
    people: [{ id: '3', home: '{"city":"Bern"}' }],
    counts: [{ data: '42' }],
  })
  const ofPayment = [
    { name: 'id', type: 'int64' },
    { name: 'payer', type: 'struct' },
    { name: 'note', type: 'string?' },
  ]
  const good = { columns: null, type: null, filtered: null, fault: null }
  expect(read).toEqual([
    {
      ...good,
      topic: 'payments',
      part: 'key',
      format: 'Confluent schema 7 (Avro)',
      schemaId: '7',
      columns: ofPayment,
    },
    {
      ...good,
      topic: 'payments',
      part: 'key',
      format: 'string',
      schemaId: null,
      type: 'string',
    },
    {
      ...good,
      topic: 'payments',
      part: 'value',
      format: 'Confluent schema 7 (Avro)',
      schemaId: '7',
      columns: ofPayment,
    },
    {
      ...good,
      topic: 'payments',
      part: 'value',
      format: `Confluent schema guid:${GUID} (Avro)`,
      schemaId: `guid:${GUID}`,
      columns: ofPayment,
    },
    {
      ...good,
      topic: 'orders',
      part: 'value',
      format: 'Confluent schema 8 (Protobuf)',
      schemaId: '8',
      columns: [
        { name: 'id', type: 'uint64?' },
        { name: 'total', type: 'struct?' },
      ],
    },
    {
      ...good,
      topic: 'people',
      part: 'value',
      format: 'Confluent schema 9 (JSON Schema)',
      schemaId: '9',
      columns: [
        { name: 'id', type: 'int64' },
        { name: 'home', type: 'struct' },
      ],
    },
    {
      ...good,
      topic: 'counts',
      part: 'value',
      format: `Glue schema version ${VERSION} (Avro)`,
      schemaId: VERSION,
      columns: [{ name: 'data', type: 'int64' }],
    },
  ])
})

test('for people the keys and values are listed, one of each schema, and what is wrong with a key is no failure', () => {
  const listed = event('listed.json', {
    songs: [
      {
        key: Buffer.concat([idPrefix(70), onePayment]),
        value: '{"schema":{"type":"string"},"payload":"a"}',
      },
      {
        key: Buffer.concat([idPrefix(70), onePayment]),
        value: '{"schema":{"type":"string"},"payload":"b"}',
      },
      { value: null },
    ],
  })
  const { stdout, exitCode } = runCommand('try', listed, '--schema', `7=${paymentFile}`)
  expect(exitCode).toBe(0)
  const [, told = ''] = /Keys and values\n([\s\S]*?)\n\n/.exec(stdout) ?? []
  expect(told.split('\n')).toEqual([
    '  ✗ songs, key: Confluent schema 70',
    expect.stringMatching(
      /^ {4}ERR_SCHEMA_MISSING: .*schema 70 of the Confluent registry does not exist/,
    ),
    '    To give it here: --schema 70=FILE',
    '  ✓ songs, value: Connect JSON',
    '    data string',
    '  Keys are read for this list alone: no option asks for them.',
  ])
})

test.each([
  [
    'another id than those given',
    [
      ...['--schema', `guid:${GUID}=${paymentFile}`],
      ...['--schema-reference', `shop.Party=${join(folder, 'party.avsc')}`],
    ],
    'schema 1 of the Confluent registry does not exist',
  ],
  ['no registry at all', [], 'no such registry is configured; set SINK_REGISTRY_URL'],
  [
    'a schema that cannot be read',
    ['--schema', `1=${file('half.avsc', '{"type":')}`],
    'value: is not JSON',
  ],
])('a record whose schema is not to be had is the sink’s own error: %s', (_, args, message) => {
  const orders = event('orders.json', {
    orders: [{ value: Buffer.concat([idPrefix(1), onePayment]) }],
  })
  const run = runCommand('try', orders, ...args, '--json')
  expect(run.exitCode).toBe(1)
  const { errors, read } = lastLine(run) as TryJson
  expect(errors[0]?.code).toMatch(/^ERR_(?:SCHEMA_MISSING|RECORD_SCHEMA)$/)
  expect(errors[0]?.message).toContain(message)
  expect(read[0]?.fault?.message).toContain(message)
})

test('a schema version that Glue does not have is told at once, without an account of AWS', () => {
  const glue = event('glue.json', {
    g: [{ value: Buffer.concat([gluePrefix(VERSION), onePayment]) }],
  })
  const run = runCommand('try', glue)
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toContain(`schema version ${VERSION} of the Glue registry does not exist`)
  expect(run.stdout).toContain('ERR_SCHEMA_MISSING, as above')
  expect(run.stdout).toContain(`To give it here: --schema ${VERSION}=FILE`)
})

test('a schema file that is not there is misuse', () => {
  const any = event('any.json', { t: [{ value: null }] })
  const { exitCode, stderr } = runCommand('try', any, '--schema', `7=${join(folder, 'none.avsc')}`)
  expect(exitCode).toBe(2)
  expect(stderr).toContain('none.avsc cannot be read: there is no such file')
})
