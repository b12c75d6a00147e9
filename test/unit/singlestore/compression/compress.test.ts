import { constants, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unpackLz4 } from '../../../../infra/local/stand-in/lz4/unpack-lz4.ts'
import { compress } from '../../../../lib/singlestore/compression/compress.ts'
import type { Compression } from '../../../../lib/table/loading-rules.ts'
import { FRAMED_TEXT } from '../../../support/lz4-frames.ts'

const MAX_BYTES = 64 * 1024

async function* streamOf<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

const UNPACK: Readonly<Record<Compression, (packed: readonly Buffer[]) => Promise<Buffer>>> = {
  skip: async (packed) => Buffer.concat(packed),
  gzip: async (packed) => gunzipSync(Buffer.concat(packed)),
  lz4: async (packed) => Buffer.concat(await Array.fromAsync(unpackLz4(streamOf(packed)))),
}

/** Of a file whose end is still to come. */
const UNPACK_BEGINNING: Readonly<
  Record<Compression, (packed: readonly Buffer[]) => Promise<Buffer<ArrayBuffer>>>
> = {
  skip: async (packed) => Buffer.concat(packed),
  gzip: async (packed) =>
    Buffer.concat([gunzipSync(Buffer.concat(packed), { finishFlush: constants.Z_SYNC_FLUSH })]),
  lz4: async (packed) => {
    const blocks: Buffer[] = []
    try {
      for await (const block of unpackLz4(streamOf(packed))) blocks.push(block)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
    return Buffer.concat(blocks)
  },
}

/** Texts that repeat themselves near and far, noise, and both together, up to the size of a chunk. */
const chunk = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.nat(700)).map(repeated),
      fc.tuple(fc.nat(), fc.nat(9000)).map(([seed, length]) => noise(seed, length)),
    ),
    { minLength: 1, maxLength: 12, size: 'max' },
  )
  .map((parts) => Buffer.concat([Buffer.of(1), ...parts]).subarray(0, MAX_BYTES))

function repeated([bytes, times]: readonly [Uint8Array, number]): Uint8Array {
  return Buffer.alloc(bytes.length * times, bytes)
}

function noise(seed: number, length: number): Uint8Array {
  let state = seed | 1
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 1_103_515_245) + 12_345
    return state >>> 16
  })
}

describe.each<Compression>(['skip', 'gzip', 'lz4'])('a stream packed as %s', (compression) => {
  test('is the same to the byte when it is unpacked, in chunks that are never empty and never over 64 KiB', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 4 }), async (chunks) => {
        const packed = await Array.fromAsync(compress(streamOf(chunks), compression))
        for (const { length } of packed) {
          expect(length).toBeGreaterThan(0)
          expect(length).toBeLessThanOrEqual(MAX_BYTES)
        }
        expect((await UNPACK[compression](packed)).equals(Buffer.concat(chunks))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['full and noise', Buffer.from(noise(7, MAX_BYTES))],
    ['full and one byte again and again', Buffer.alloc(MAX_BYTES, 'x')],
    ['full and of text', Buffer.from(FRAMED_TEXT).subarray(0, MAX_BYTES)],
  ])('survives a chunk that is %s', async (_, full) => {
    const packed = await Array.fromAsync(compress(streamOf([full, full]), compression))
    expect(packed.every(({ length }) => length > 0 && length <= MAX_BYTES)).toBe(true)
    expect((await UNPACK[compression](packed)).equals(Buffer.concat([full, full]))).toBe(true)
  })

  test('throws what its source throws', async () => {
    async function* broken() {
      yield Buffer.from('a\n')
      throw new TypeError('mine')
    }
    await expect(Array.fromAsync(compress(broken(), compression))).rejects.toThrow(TypeError)
  })

  test('does not run ahead of its reader', async () => {
    let pulled = 0
    async function* endless() {
      for (;;) {
        pulled += 1
        yield Buffer.from(noise(pulled, 32 * 1024))
      }
    }
    const packed = compress(endless(), compression)
    for (let taken = 0; taken < 5; taken += 1) await packed.next()
    expect(pulled).toBeLessThan(30)
    await packed.return()
  })

  test('gives out what it was given before it asks for more', async () => {
    const given = Buffer.from(FRAMED_TEXT).subarray(0, 4000)
    const { promise: never } = Promise.withResolvers<void>()
    async function* stalled() {
      yield given
      await never
    }
    const packed = compress(stalled(), compression)
    const got: Buffer[] = []
    let unpacked = Buffer.alloc(0)
    while (unpacked.length < given.length) {
      const { value } = await packed.next()
      got.push(value ?? Buffer.alloc(0))
      unpacked = await UNPACK_BEGINNING[compression](got)
    }
    expect(unpacked.equals(given)).toBe(true)
  })
})
