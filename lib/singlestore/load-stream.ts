/** What the stream of a load came to. */
export interface Sent {
  /** Lines that were pulled. */
  count: number
  /** Null where nothing failed. */
  failure: unknown
}

/** Chunks that end where they fail: the driver would end the file there too, and forget the failure. */
export class LoadStream {
  /** Given out to the end. */
  whole = false
  readonly #chunks: AsyncIterable<Buffer>
  readonly #sent: Sent

  /** @param sent keeps the failure */
  constructor(chunks: AsyncIterable<Buffer>, sent: Sent) {
    this.#chunks = chunks
    this.#sent = sent
  }

  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    try {
      yield* this.#chunks
      this.whole = true
    } catch (error) {
      this.#sent.failure = error
    }
  }
}
