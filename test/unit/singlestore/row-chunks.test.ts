import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowChunks } from '../../../lib/singlestore/row-chunks.ts'

async function chunksOf(lines: Iterable<string>): Promise<readonly Buffer[]> {
  return await Array.fromAsync(rowChunks(lines))
}

const MAX_BYTES = 64 * 1024

async function check(lines: readonly string[]): Promise<void> {
  const chunks = await chunksOf(lines)
  for (const chunk of chunks) {
    expect(chunk.length).toBeGreaterThan(0)
    expect(chunk.length).toBeLessThanOrEqual(MAX_BYTES)
  }
  expect(Buffer.concat(chunks).toString()).toBe(lines.map((line) => `${line}\n`).join(''))
}

describe('the chunks of a stream', () => {
  test('without rows there is none: an empty one would end the file', async () => {
    expect(await chunksOf([])).toEqual([])
  })

  test('a row of one empty line is one line end', async () => {
    expect(await chunksOf([''])).toEqual([Buffer.from('\n')])
  })

  test('are never empty, never over 64 KiB, and together the rows to the byte', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 50 }),
      fc
        .tuple(fc.constantFrom('a', 'é', '名', '😀'), fc.nat(70_000))
        .map(([text, times]) => text.repeat(times)),
    )
    await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 8 }), check), { numRuns: 40 })
  })

  test.each([32 * 1024 - 2, 32 * 1024 - 1, 32 * 1024, 64 * 1024 - 1, 64 * 1024, 200_000])(
    'hold at the edge of a chunk, at %s characters of four bytes',
    async (characters) => {
      await check(['x'.repeat(characters), '😀'.repeat(characters), ''])
    },
  )

  test('cut a character over 64 KiB without damage', async () => {
    const chunks = await chunksOf([`x${'😀'.repeat(40_000)}`])
    expect(chunks.length).toBeGreaterThan(1)
    expect(chunks[0]?.toString().isWellFormed()).toBe(true)
    expect(chunks[0]?.toString()).toContain('\ufffd')
    expect(Buffer.concat(chunks).toString()).toBe(`x${'😀'.repeat(40_000)}\n`)
  })

  test('gather short rows instead of sending each for itself', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `${index}\tsome text`)
    expect((await chunksOf(rows)).length).toBeLessThan(10)
  })
})

test('rows are pulled as the chunks are, not all beforehand', async () => {
  let pulled = 0
  function* rows() {
    for (let index = 0; index < 100; index += 1) {
      pulled += 1
      yield 'x'.repeat(10_000)
    }
  }
  const chunks = rowChunks(rows())
  await chunks.next()
  expect(pulled).toBeLessThan(10)
})

test('a failure of the rows reaches the reader', async () => {
  function* rows() {
    yield 'a'
    throw new RangeError('no')
  }
  await expect(chunksOf(rows())).rejects.toThrow(RangeError)
})
