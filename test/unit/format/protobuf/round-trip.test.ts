import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import { files } from './proto-values.ts'
import { encode, first, registered } from './wire.ts'

test('whatever protobufjs writes of whatever file is read exactly', () => {
  fc.assert(
    fc.property(files, ({ text, written, expected }) => {
      const codec = compileProtobuf(registered(text), 'confluent')
      const body = first(encode(text, 'p.M', written))
      expect(codec.decode(body)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})
