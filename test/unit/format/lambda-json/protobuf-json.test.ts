import { expect, test } from 'vitest'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { compileLambdaJson } from '../../../../lib/format/lambda-json/compile-lambda-json.ts'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'

const FIRST_MESSAGE = new Uint8Array([0])

function codecOf(fields: string) {
  const text = `syntax = "proto3"; import "google/protobuf/struct.proto"; message M { ${fields} } message N { string t = 1; } enum E { NONE = 0; SOME = 1; }`
  return compileProtobuf({ type: 'PROTOBUF', text, references: [] }, 'confluent')
}

const FIELDS =
  'int32 i = 1; uint64 u = 2; double d = 3; bool b = 4; string s = 5; E e = 6; optional int32 o = 7; N n = 8; repeated int32 l = 9; map<string, int32> m = 10;'

test('a member that is left out means what an unwritten field of the message means', () => {
  const codec = codecOf(FIELDS)
  const read = compileLambdaJson(codec.schemaOf(FIRST_MESSAGE))
  const left = read(parseJson('{}'))
  expect(left).toEqual([0, 0, 0, false, '', 'NONE', null, null, [], new Map()])
  expect(left).toEqual(codec.decode(FIRST_MESSAGE))
})

test('what stands in a google.protobuf.Value is not guessed', () => {
  const codec = codecOf('google.protobuf.Value v = 1; google.protobuf.Struct s = 2;')
  const read = compileLambdaJson(codec.schemaOf(FIRST_MESSAGE))
  expect(read(parseJson('{}'))).toEqual([null, null])
  for (const json of ['{"v":"12"}', '{"v":12}', '{"s":{}}', '{"s":"{}"}']) {
    expect(() => read(parseJson(json))).toThrow('EventRecordFormat')
  }
})
