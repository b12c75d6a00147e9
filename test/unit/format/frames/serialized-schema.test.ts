import { parse, Root } from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor.js'
import { expect, test } from 'vitest'
import { createRecordFormat } from '../../../../lib/format/create-record-format.ts'
import type { RegisteredSchema } from '../../../../lib/format/registry.ts'
import { base64, hex, idPrefix, record } from './build-record.ts'

/** The file's only message is `M` of one int32, which this text makes unreadable. */
const TEXT = 'syntax = "proto3"; message M { oneof o { int32 a = 1; ; } }'

const it = record({ value: base64(idPrefix(1), hex('00 08 05')) })

function serialized(text: string): RegisteredSchema {
  const { root } = parse(text, new Root())
  root.resolveAll()
  const file = root.toDescriptor('proto3').file[0] ?? {}
  const bytes = descriptor.FileDescriptorProto.encode(file).finish()
  return { type: 'PROTOBUF', text: Buffer.from(bytes).toString('base64'), references: [] }
}

function createFormat(other: RegisteredSchema | null) {
  const registered = { type: 'PROTOBUF', text: TEXT, references: [] } as const
  const fetch = async () => ({ ...registered, serialized: async () => other })
  return createRecordFormat({ byTopic: new Map(), otherwise: 'protobuf' }, 'value', {
    confluent: { fetch },
    glue: { fetch },
  })
}

test('a text that cannot be read is asked for as a descriptor', async () => {
  const format = createFormat(serialized('syntax = "proto3"; message M { int32 a = 1; }'))
  await format.prepare([it], () => 60_000)
  expect(format.decode(it).value).toEqual([5])
})

test.each([
  ['the registry has it no more', null],
  ['it has no other form', { type: 'PROTOBUF', text: TEXT, references: [] } as const],
])('where %s, the text is at fault', async (_, other) => {
  const format = createFormat(other)
  await format.prepare([it], () => 60_000)
  expect(() => format.decode(it)).toThrow(
    expect.objectContaining({
      code: 'ERR_RECORD_SCHEMA',
      message: expect.stringContaining('where protoc reads it, register it without'),
    }),
  )
})
