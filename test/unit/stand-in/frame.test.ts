import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Frame,
  FrameSplitter,
  framesOf,
  fullFrameBytes,
} from '../../../infra/local/stand-in/wire/frame.ts'

function split(stream: Buffer, cuts: readonly number[]): readonly Frame[] {
  const splitter = new FrameSplitter()
  const edges = [0, ...cuts.map((cut) => cut % (stream.length + 1)), stream.length]
  const sorted = edges.toSorted((a, b) => a - b)
  return sorted
    .slice(1)
    .flatMap((end, index) => [...splitter.push(stream.subarray(sorted[index], end))])
}

test('frames come out as they went in, however the stream is cut', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 })
  fc.assert(
    fc.property(payloads, fc.array(fc.nat(), { maxLength: 40 }), (bodies, cuts) => {
      const stream = Buffer.concat(
        bodies.flatMap((body, index) => [...framesOf(Buffer.from(body), index)]),
      )
      const frames = split(stream, cuts)
      expect(frames.map((frame) => [frame.sequence, [...frame.payload]])).toEqual(
        bodies.map((body, index) => [index, [...body]]),
      )
    }),
  )
})

test('a payload of exactly one full frame is followed by an empty one', () => {
  const stream = Buffer.concat(framesOf(Buffer.alloc(fullFrameBytes, 7), 255))
  const frames = new FrameSplitter().push(stream)
  expect(frames.map((frame) => [frame.sequence, frame.payload.length])).toEqual([
    [255, fullFrameBytes],
    [0, 0],
  ])
})

test('a payload over a full frame goes on in the next', () => {
  const payload = Buffer.alloc(fullFrameBytes + 3, 'abcd')
  const frames = new FrameSplitter().push(Buffer.concat(framesOf(payload, 0)))
  expect(frames.map((frame) => frame.payload.length)).toEqual([fullFrameBytes, 3])
  expect(Buffer.concat(frames.map((frame) => frame.payload)).equals(payload)).toBe(true)
})
