/** One frame of MySQL's protocol; a payload of `fullFrameBytes` goes on in the next frame. */
export interface Frame {
  /** 0–255, wraps. */
  readonly sequence: number
  readonly payload: Buffer
}

export const fullFrameBytes = 0xffffff
const headerBytes = 4

/** Cuts a byte stream into frames; keeps what is incomplete until the next chunk. */
export class FrameSplitter {
  #pieces: Buffer[] = []
  #held = 0
  #needed = headerBytes

  push(chunk: Buffer): readonly Frame[] {
    this.#pieces.push(chunk)
    this.#held += chunk.length
    if (this.#held < this.#needed) return []
    const bytes = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces)
    const frames: Frame[] = []
    let start = 0
    let end = frameEnd(bytes, start)
    while (end <= bytes.length) {
      const payload = bytes.subarray(start + headerBytes, end)
      frames.push({ sequence: bytes.readUInt8(start + 3), payload })
      start = end
      end = frameEnd(bytes, start)
    }
    this.#needed = end - start
    this.#held = bytes.length - start
    this.#pieces = this.#held === 0 ? [] : [bytes.subarray(start)]
    return frames
  }

  /** What has been pushed and is no whole frame. */
  get rest(): Buffer {
    return Buffer.concat(this.#pieces)
  }
}

/** Where the frame at `start` ends; where its header is incomplete, where the header would. */
function frameEnd(bytes: Buffer, start: number): number {
  if (bytes.length - start < headerBytes) return start + headerBytes
  return start + headerBytes + bytes.readUIntLE(start, 3)
}

/** The bytes of one payload as frames from `sequence` on; a payload of exactly 16 MiB - 1 is followed by an empty one. */
export function framesOf(payload: Buffer, sequence: number): readonly Buffer[] {
  const parts: Buffer[] = []
  let offset = 0
  let next = sequence
  while (true) {
    const body = payload.subarray(offset, offset + fullFrameBytes)
    parts.push(frameHeader(body.length, next), body)
    if (body.length < fullFrameBytes) return parts
    offset += fullFrameBytes
    next = (next + 1) & 0xff
  }
}

function frameHeader(length: number, sequence: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes)
  header.writeUIntLE(length, 0, 3)
  header.writeUInt8(sequence, 3)
  return header
}
