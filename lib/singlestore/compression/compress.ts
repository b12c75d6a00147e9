import type { Compression } from '../../table/loading-rules.ts'

/**
 * A stream of chunks as it travels: packed, or as it is. Each chunk that comes in leaves at once, so that the server
 * goes on loading; none that leaves is empty or over 64 KiB. What packs is loaded when it is first needed.
 * @param chunks none over 64 KiB; their failure is thrown on
 */
export async function* compress(
  chunks: AsyncIterable<Buffer>,
  compression: Compression,
): AsyncGenerator<Buffer, void, undefined> {
  switch (compression) {
    case 'skip':
      yield* chunks
      return
    case 'gzip': {
      const { gzipChunks } = await import('./gzip-chunks.ts')
      yield* gzipChunks(chunks)
      return
    }
    case 'lz4': {
      const { lz4Chunks } = await import('./lz4-chunks.ts')
      yield* lz4Chunks(chunks)
      return
    }
    default:
      compression satisfies never
  }
}
