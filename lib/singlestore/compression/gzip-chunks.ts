import { pipeline, Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'

/** Of rows, zlib's usual level makes a fifth less, for three times the CPU. */
const LEVEL = 1
const CHUNK_BYTES = 64 * 1024

/** The chunks as one gzip file. Each is flushed: deflate would otherwise keep some 100 KB of rows back. */
export async function* gzipChunks(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const gzip = createGzip({
    level: LEVEL,
    flush: constants.Z_SYNC_FLUSH,
    chunkSize: CHUNK_BYTES,
  })
  // A failure of either end destroys the other, and is thrown to whoever reads.
  pipeline(Readable.from(chunks, { objectMode: false }), gzip, () => undefined)
  yield* gzip
}
