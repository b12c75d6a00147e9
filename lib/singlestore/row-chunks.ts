import { setImmediate } from 'node:timers/promises'

/**
 * The first chunk is small, each further one half as large again: the server begins early, and takes about as long to
 * load one as it takes to make the next.
 */
const FIRST_CHUNK_CHARACTERS = 4 * 1024
const GROWTH = 1.5
const CHUNK_CHARACTERS = 32 * 1024
const CHUNK_BYTES = 64 * 1024

/**
 * Lines as Buffers of at most 64 KiB, never an empty one.
 * Between chunks the event loop turns, so that the server loads while later records are still being decoded.
 */
export async function* rowChunks(lines: Iterable<string>): AsyncGenerator<Buffer, void, undefined> {
  let text = ''
  let wanted = FIRST_CHUNK_CHARACTERS
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < wanted) continue
    yield* slices(Buffer.from(text))
    text = ''
    wanted = Math.min(wanted * GROWTH, CHUNK_CHARACTERS)
    await setImmediate()
  }
  if (text !== '') yield* slices(Buffer.from(text))
}

function* slices(bytes: Buffer): Generator<Buffer, void, undefined> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield bytes.subarray(start, start + CHUNK_BYTES)
  }
}
