import { expect, test } from 'vitest'
import { compress } from '../../../lib/singlestore/compression/compress.ts'
import { LoadStream, type Sent } from '../../../lib/singlestore/load-stream.ts'

const fresh = (): Sent => ({ count: 0, failure: null })

test('chunks are given out to the end', async () => {
  async function* chunks() {
    yield Buffer.from('a')
    yield Buffer.from('b')
  }
  const sent = fresh()
  const stream = new LoadStream(chunks(), sent)
  expect(await Array.fromAsync(stream.chunks())).toEqual([Buffer.from('a'), Buffer.from('b')])
  expect(stream.whole).toBe(true)
  expect(sent.failure).toBeNull()
})

test('a failure while rows are packed ends the stream, is kept, and leaves it unfinished', async () => {
  async function* chunks() {
    yield Buffer.from('a')
    yield Buffer.alloc(65 * 1024)
  }
  const sent = fresh()
  const stream = new LoadStream(compress(chunks(), 'lz4'), sent)
  expect((await Array.fromAsync(stream.chunks())).length).toBeGreaterThan(0)
  expect(stream.whole).toBe(false)
  expect(sent.failure).toBeInstanceOf(RangeError)
})

test('a stream that its reader leaves is unfinished', async () => {
  async function* chunks() {
    yield Buffer.from('a')
    yield Buffer.from('b')
  }
  const stream = new LoadStream(chunks(), fresh())
  for await (const _ of stream.chunks()) break
  expect(stream.whole).toBe(false)
})
