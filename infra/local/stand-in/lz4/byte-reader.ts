/** Takes so many bytes at a time out of a stream of chunks. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** @throws RangeError where the stream ends before */
  async take(count: number): Promise<Buffer> {
    const parts = [this.#held]
    let length = this.#held.length
    while (length < count) {
      const next = await this.#chunks.next()
      if (next.done === true) throw new RangeError('the stream ends in the middle')
      parts.push(next.value)
      length += next.value.length
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts)
    this.#held = all.subarray(count)
    return all.subarray(0, count)
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#held.length === 0) {
      const next = await this.#chunks.next()
      if (next.done === true) return true
      this.#held = next.value
    }
    return false
  }
}
