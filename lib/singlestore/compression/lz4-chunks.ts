import { Lz4BlockWriter, MAX_BLOCK_BYTES } from './lz4-block.ts'

/**
 * Magic number, flags (version 01, blocks that need no other), block size 4 (64 KiB), and the checksum of the two bytes:
 * the second byte of their xxHash-32. Source: LZ4 Frame Format 1.6.
 */
const HEADER = Buffer.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82)
const END_MARK = Buffer.alloc(4)
const STORED = 0x8000_0000

/** The chunks as one LZ4 frame, a block for each. @param chunks none over 64 KiB */
export async function* lz4Chunks(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const writer = new Lz4BlockWriter()
  yield HEADER
  for await (const chunk of chunks) {
    if (chunk.length > MAX_BLOCK_BYTES) {
      throw new RangeError(`A block of ${chunk.length} bytes is over ${MAX_BLOCK_BYTES}.`)
    }
    const packed = Buffer.allocUnsafe(4 + chunk.length)
    const length = writer.write(chunk, packed, 4)
    if (length === null) {
      // What does not shrink stays as it is, and is sent without being copied.
      yield blockSize(chunk.length + STORED)
      yield chunk
      continue
    }
    packed.writeUInt32LE(length, 0)
    yield packed.subarray(0, 4 + length)
  }
  yield END_MARK
}

function blockSize(size: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32LE(size)
  return bytes
}
