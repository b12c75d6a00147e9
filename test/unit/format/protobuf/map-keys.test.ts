import { expect, test } from 'vitest'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import { compileJsonWriter } from '../../../../lib/singlestore/cell/json-writer.ts'
import { wire } from './wire.ts'

test('the key of a map is never null, so that a map with keys of text becomes an object of JSON', () => {
  const text = 'syntax = "proto3"; message M { map<string, int32> f = 1; }'
  const codec = compileProtobuf({ type: 'PROTOBUF', text, references: [] }, 'glue')
  const entries = [wire([1, 'string', 'a'], [2, 'int32', 1]), wire([2, 'int32', 2])]
  const body = wire(...entries.map((entry) => [1, 'bytes', entry] as const))
  const json = compileJsonWriter(codec.schemaOf(Buffer.of(0)))(
    codec.decode(Buffer.concat([Buffer.of(0), body])),
  )
  expect(json).toBe('{"f":{"a":1,"":2}}')
})
