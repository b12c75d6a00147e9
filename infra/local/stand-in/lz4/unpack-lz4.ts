import { ByteReader } from './byte-reader.ts'
import { unpackBlock } from './unpack-block.ts'
import { xxh32 } from './xxh32.ts'

const MAGIC = 0x184d2204
const STORED = 0x8000_0000
/** How far back a match may reach. */
const WINDOW = 64 * 1024

/**
 * Unpacks one LZ4 frame, of which each block is checked and given out as it comes.
 * @throws RangeError for what is no frame, is damaged, or ends too early
 */
export async function* unpackLz4(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(chunks)
  if ((await reader.take(4)).readUInt32LE() !== MAGIC) throw new RangeError('this is no LZ4 frame')
  const frame = await readHeader(reader)
  const whole: Buffer[] = []
  let window: Buffer = Buffer.alloc(0)
  for (;;) {
    const size = (await reader.take(4)).readUInt32LE()
    if (size === 0) break
    const length = size & ~STORED
    if (length > frame.blockBytes) throw new RangeError(`an LZ4 block of ${length} bytes`)
    const block = await reader.take(length)
    if (frame.hasBlockChecksums) await check(reader, block)
    const content = size >= STORED ? block : unpacked(block, window, frame.blockBytes)
    if (!frame.areIndependent) window = Buffer.concat([window, content]).subarray(-WINDOW)
    if (frame.hasContentChecksum) whole.push(content)
    if (content.length > 0) yield content
  }
  if (frame.hasContentChecksum) await check(reader, Buffer.concat(whole))
  if (!(await reader.isAtEnd())) throw new RangeError('there is more behind the LZ4 frame')
}

interface Frame {
  readonly blockBytes: number
  readonly areIndependent: boolean
  readonly hasBlockChecksums: boolean
  readonly hasContentChecksum: boolean
}

async function readHeader(reader: ByteReader): Promise<Frame> {
  const start = await reader.take(2)
  const [flags, size] = [start.readUInt8(0), start.readUInt8(1)]
  const isSet = (bit: number) => (flags & (1 << bit)) !== 0
  const rest = await reader.take(isSet(3) ? 8 : 0)
  const sizeCode = (size >>> 4) & 7
  if (flags >>> 6 !== 1 || isSet(1) || isSet(0) || (size & 0x8f) !== 0 || sizeCode < 4) {
    throw new RangeError('an LZ4 frame of an unknown kind')
  }
  const checksum = (xxh32(Buffer.concat([start, rest])) >>> 8) & 0xff
  if ((await reader.take(1)).readUInt8() !== checksum) throw wrongChecksum()
  return {
    blockBytes: 2 ** (8 + 2 * sizeCode),
    areIndependent: isSet(5),
    hasBlockChecksums: isSet(4),
    hasContentChecksum: isSet(2),
  }
}

function unpacked(block: Buffer, window: Buffer, blockBytes: number): Buffer {
  const target = Buffer.alloc(window.length + blockBytes)
  window.copy(target)
  const end = unpackBlock(block, target, window.length)
  return target.subarray(window.length, end)
}

async function check(reader: ByteReader, bytes: Buffer): Promise<void> {
  if ((await reader.take(4)).readUInt32LE() !== xxh32(bytes)) throw wrongChecksum()
}

function wrongChecksum(): RangeError {
  return new RangeError('a checksum of the LZ4 frame is wrong')
}
