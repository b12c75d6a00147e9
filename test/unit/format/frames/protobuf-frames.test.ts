import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createRecordFormat } from '../../../../lib/format/create-record-format.ts'
import type { FormatName } from '../../../../lib/format/format-name.ts'
import type { FormatRecord } from '../../../../lib/format/record-format.ts'
import {
  base64,
  GUID,
  gluePrefix,
  guidPrefix,
  hex,
  idPrefix,
  record,
  VERSION,
} from './build-record.ts'
import { localRegistry } from './local-registry.ts'

/** By Confluent's indexes, Order is [0], Item is [1], Deep is [1, 0]; by Glue's, Item is 0, Deep 1, Order 2. */
const FILE = `syntax = "proto3";
message Order { int64 id = 1; string note = 2; }
message Item { message Deep { int32 depth = 1; } int64 sku = 1; }`

/** Of which JSON can only be the one message. */
const ONE_MESSAGE = `syntax = "proto3";
message Order { int64 id = 1; string note = 2; message Item { int64 sku = 1; } }`
const LONE_ID = 2
const LONE_VERSION = VERSION.replace(/^./, 'f')

const order = hex('08 05')
const deep = hex('08 07')

function createFormat(name: FormatName) {
  return createRecordFormat({ byTopic: new Map(), otherwise: name }, 'value', {
    confluent: localRegistry(
      [{ registry: 'confluent', id: 1 }, 'PROTOBUF', FILE],
      [{ registry: 'confluent', guid: GUID }, 'PROTOBUF', FILE],
      [{ registry: 'confluent', id: LONE_ID }, 'PROTOBUF', ONE_MESSAGE],
    ),
    glue: localRegistry(
      [{ registry: 'glue', versionId: VERSION }, 'PROTOBUF', FILE],
      [{ registry: 'glue', versionId: LONE_VERSION }, 'PROTOBUF', ONE_MESSAGE],
    ),
  })
}

async function read(it: FormatRecord, name: FormatName = 'protobuf') {
  const format = createFormat(name)
  await format.prepare([it], () => 60_000)
  const decoded = format.decode(it)
  expect(format.peek(it)).toBe(decoded.schema)
  return decoded
}

const header = (...pieces: readonly Uint8Array[]) => [
  { name: '__value_schema_id', value: Buffer.concat(pieces) },
]

describe('message indexes choose the message', () => {
  test.each<[string, FormatRecord]>([
    ['behind an id', record({ value: base64(idPrefix(1), hex('00'), order) })],
    ['in the long form', record({ value: base64(idPrefix(1), hex('02 00'), order) })],
    ['behind a GUID', record({ value: base64(guidPrefix(GUID), hex('00'), order) })],
    [
      'in the header, behind an id',
      record({ value: base64(order), headers: header(idPrefix(1), hex('00')) }),
    ],
    [
      'in the header, behind a GUID',
      record({ value: base64(order), headers: header(guidPrefix(GUID), hex('00')) }),
    ],
    [
      "left by Lambda's registry integration, of Confluent",
      record({
        value: base64(hex('00'), order),
        valueSchema: { dataFormat: 'PROTOBUF', schemaId: '1' },
      }),
    ],
    ['of Glue', record({ value: base64(gluePrefix(VERSION), hex('02'), order) })],
    [
      'of Glue, compressed with the message',
      record({
        value: base64(gluePrefix(VERSION, '05'), deflateSync(Buffer.concat([hex('02'), order]))),
      }),
    ],
    [
      "left by Lambda's registry integration, of Glue",
      record({
        value: base64(hex('02'), order),
        valueSchema: { dataFormat: 'PROTOBUF', schemaId: VERSION },
      }),
    ],
  ])('%s', async (_, it) => {
    expect(await read(it)).toMatchObject({
      schema: { type: 'struct', fields: [{ name: 'id' }, { name: 'note' }] },
      value: [5, ''],
    })
  })

  test.each<[string, FormatRecord]>([
    ['Confluent', record({ value: base64(idPrefix(1), hex('04 02 00'), deep) })],
    [
      'Confluent, in the header',
      record({ value: base64(deep), headers: header(idPrefix(1), hex('04 02 00')) }),
    ],
    ['Glue', record({ value: base64(gluePrefix(VERSION), hex('01'), deep) })],
  ])('of nested messages: %s', async (_, it) => {
    expect(await read(it)).toMatchObject({ schema: { fields: [{ name: 'depth' }] }, value: [7] })
  })

  test('before a long message as before a short one', async () => {
    const long = Buffer.concat([order, hex('12 c8 01'), Buffer.alloc(200, 0x61)])
    const { value } = await read(record({ value: base64(idPrefix(1), hex('00'), long) }))
    expect(value).toEqual([5, 'a'.repeat(200)])
  })
})

test('a message that lies deeper than the beginning of its value tells is found', async () => {
  const depth = 30
  const names = Array.from({ length: depth }, (_, level) => `M${level}`)
  const open = names.map((name) => `message ${name} { int32 of_${name} = 1;`).join(' ')
  const file = `syntax = "proto3"; ${open} ${'}'.repeat(depth)}`
  const format = createRecordFormat({ byTopic: new Map(), otherwise: 'protobuf' }, 'value', {
    confluent: localRegistry([{ registry: 'confluent', id: 1 }, 'PROTOBUF', file]),
    glue: localRegistry(),
  })
  // Each index is 0, in more bytes than it takes.
  const indexes = hex(`3c ${'80 80 80 00 '.repeat(depth)}`)
  const it = record({ value: base64(idPrefix(1), indexes, deep) })
  await format.prepare([it], () => 60_000)
  expect(format.peek(it)).toMatchObject({ fields: [{ name: 'of_M29' }] })
  expect(format.decode(it).value).toEqual([7])
})

test('a header without message indexes is not made up for by the value', async () => {
  const format = createFormat('protobuf')
  const it = record({ value: base64(hex('00'), order), headers: header(idPrefix(1)) })
  await format.prepare([it], () => 60_000)
  for (const act of [() => format.peek(it), () => format.decode(it)]) {
    expect(act).toThrow('holds no message indexes')
  }
})

test.each(['', '80', '7e', '02 08', '04 02'])(
  'indexes that lead nowhere, "%s", are the fault of the record',
  async (indexes) => {
    const format = createFormat('protobuf')
    for (const it of [
      record({ value: base64(idPrefix(1), hex(indexes)) }),
      record({ value: base64(order), headers: header(idPrefix(1), hex(indexes)) }),
    ]) {
      await format.prepare([it], () => 60_000)
      expect(() => format.peek(it)).toThrow(
        expect.objectContaining({ code: 'ERR_RECORD_UNDECODABLE' }),
      )
      expect(() => format.decode(it)).toThrow(
        expect.objectContaining({ code: 'ERR_RECORD_UNDECODABLE' }),
      )
    }
  },
)

describe('lambda-json', () => {
  const json = (schemaId: string) =>
    record({
      value: base64(Buffer.from('{"id":"5","note":"n"}')),
      valueSchema: { dataFormat: 'PROTOBUF', schemaId },
    })

  test.each(['1', VERSION])(
    'does not guess which of several messages it is of, by schema %s',
    async (schemaId) => {
      const format = createFormat('lambda-json')
      await format.prepare([json(schemaId)], () => 60_000)
      expect(() => format.decode(json(schemaId))).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_SCHEMA',
          message: expect.stringContaining('use EventRecordFormat SOURCE'),
        }),
      )
    },
  )

  test.each([String(LONE_ID), LONE_VERSION])(
    "reads the JSON of the file's only message, by schema %s",
    async (schemaId) => {
      const it = json(schemaId)
      expect(await read(it, 'lambda-json')).toMatchObject({
        schema: { fields: [{ name: 'id' }, { name: 'note' }] },
        value: [5, 'n'],
      })
    },
  )

  test('reads JSON without a schema where the record names none', async () => {
    const it = record({ value: base64(Buffer.from('{"id":5}')) })
    expect(await read(it, 'lambda-json')).toEqual({ schema: null, value: { id: 5 } })
  })
})
