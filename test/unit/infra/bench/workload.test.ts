import { describe, expect, test } from 'vitest'
import {
  FRAME_BYTES,
  REGISTERED,
  REGISTERED_FORMATS,
} from '../../../../infra/bench/registered-purchase.ts'
import { valueWriter } from '../../../../infra/bench/workload.ts'
import { compileCodec } from '../../../../lib/format/framed/compile-codec.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import type { Value } from '../../../../lib/schema.ts'

const CREATED_AT = 10
const NS_PER_MS = 1_000_000n

describe.each(REGISTERED_FORMATS)('purchases in %s', (name) => {
  const { id, type, text } = REGISTERED[name]

  test('are those of Connect JSON, value by value', async () => {
    const codec = await compileCodec({ type, text, references: [] }, 'confluent')
    const envelopes = createFormat('connect-json')
    const [write, writeEnvelope] = [valueWriter(name), valueWriter('envelope')]
    for (let index = 0; index < 200; index += 1) {
      const value = codec.decode(write(index).subarray(FRAME_BYTES)) as readonly Value[]
      const envelope = Buffer.from(writeEnvelope(index)).toString('base64')
      const wanted = envelopes.decode(envelope).value
      expect(name === 'protobuf' ? value.with(CREATED_AT, inMs(value)) : value).toEqual(wanted)
    }
  })

  test("stand in Confluent's frame", () => {
    const value = Buffer.from(valueWriter(name)(0))
    expect([value[0], value.readInt32BE(1)]).toEqual([0, id])
  })
})

/** Protobuf's timestamps are of nanoseconds. */
function inMs(value: readonly Value[]): number {
  return Number(BigInt(value[CREATED_AT] as number | bigint) / NS_PER_MS)
}
