import { expect, test } from 'vitest'
import { unpackLz4 } from '../../../../infra/local/stand-in/lz4/unpack-lz4.ts'
import { xxh32 } from '../../../../infra/local/stand-in/lz4/xxh32.ts'
import { FRAMED_TEXT, INDEPENDENT_FRAME, LINKED_FRAME } from '../../../support/lz4-frames.ts'

async function unpack(frame: Buffer, packetBytes = 100): Promise<string> {
  async function* packets(): AsyncGenerator<Buffer> {
    for (let at = 0; at < frame.length; at += packetBytes) {
      yield frame.subarray(at, at + packetBytes)
    }
  }
  return Buffer.concat(await Array.fromAsync(unpackLz4(packets()))).toString()
}

test.each([1, 7, 100, 100_000])(
  'frames of lz4 itself are unpacked, %s bytes at a time',
  async (bytes) => {
    expect(await unpack(LINKED_FRAME, bytes)).toBe(FRAMED_TEXT)
    expect(await unpack(INDEPENDENT_FRAME, bytes)).toBe(FRAMED_TEXT)
  },
)

test('a frame that is cut anywhere is no frame', async () => {
  for (let length = 0; length < INDEPENDENT_FRAME.length; length += 1) {
    await expect(unpack(INDEPENDENT_FRAME.subarray(0, length))).rejects.toThrow(RangeError)
  }
})

test('a frame with checksums and one byte that is another is refused, wherever it is', async () => {
  for (let at = 0; at < LINKED_FRAME.length; at += 1) {
    const damaged = Buffer.from(LINKED_FRAME)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    await expect(unpack(damaged), `byte ${at}`).rejects.toThrow(RangeError)
  }
})

test('bytes behind the frame are refused', async () => {
  await expect(unpack(Buffer.concat([LINKED_FRAME, Buffer.of(0)]))).rejects.toThrow(/behind/)
})

// The sums that xxHash publishes for the empty text, and that lz4 wrote for a text of many lanes.
test('the checksum is xxHash-32', () => {
  expect(xxh32(Buffer.alloc(0))).toBe(0x02cc5d05)
  expect(xxh32(Buffer.from(FRAMED_TEXT))).toBe(LINKED_FRAME.readUInt32LE(LINKED_FRAME.length - 4))
})
