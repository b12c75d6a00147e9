import avsc from 'avsc'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { type AvroJson, anySample } from './avro-samples.ts'
import { compiled } from './registered.ts'

/** 64 bits as bigints, which avsc leaves to whoever uses it. */
const longType = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (long: bigint) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(long)
    return bytes
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (long: unknown) => typeof long === 'bigint',
  compare: (left: bigint, right: bigint) => Number(left - right),
})

function encode(schema: AvroJson, value: unknown): Buffer {
  const type = avsc.Type.forSchema(JSON.parse(JSON.stringify(schema)), {
    wrapUnions: 'always',
    typeHook: (node) => {
      const name = typeof node === 'object' && 'type' in node ? node.type : node
      return name === 'long' ? longType : undefined
    },
  })
  return type.toBuffer(value)
}

function code(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof RecordError) return error.code
    throw error
  }
  return 'no fault'
}

test('what avsc writes is read as it was', () => {
  fc.assert(
    fc.property(anySample, ({ schema, written, expected }) => {
      expect(compiled(JSON.stringify(schema)).decode(encode(schema, written))).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test('a body cut short anywhere, and one with a byte more, are refused', () => {
  fc.assert(
    fc.property(anySample, ({ schema, written }) => {
      const codec = compiled(JSON.stringify(schema))
      const body = encode(schema, written)
      for (let length = 0; length < body.length; length += 1) {
        expect(code(() => codec.decode(body.subarray(0, length)))).toBe('ERR_RECORD_UNDECODABLE')
      }
      expect(code(() => codec.decode(Buffer.concat([body, Buffer.of(0)])))).toBe(
        'ERR_RECORD_UNDECODABLE',
      )
    }),
    { numRuns: 100 },
  )
})

test('any bytes at all are a value or the fault of the record', () => {
  fc.assert(
    fc.property(anySample, fc.uint8Array({ maxLength: 60 }), ({ schema }, body) => {
      expect(['no fault', 'ERR_RECORD_UNDECODABLE']).toContain(
        code(() => compiled(JSON.stringify(schema)).decode(body)),
      )
    }),
    { numRuns: 300 },
  )
})

test('any JSON at all is a schema or the fault of the record', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expect(['no fault', 'ERR_RECORD_SCHEMA']).toContain(code(() => compiled(text)))
    }),
    { numRuns: 200 },
  )
})
