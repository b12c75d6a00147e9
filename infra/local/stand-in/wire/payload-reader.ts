/** Reads the fields of one payload from left to right; throws a RangeError where it ends too early. */
export class PayloadReader {
  readonly #bytes: Buffer
  #offset: number

  constructor(bytes: Buffer, offset = 0) {
    this.#bytes = bytes
    this.#offset = offset
  }

  get offset(): number {
    return this.#offset
  }

  get atEnd(): boolean {
    return this.#offset >= this.#bytes.length
  }

  integer(bytes: 1 | 2 | 3 | 4): number {
    const value = this.#bytes.readUIntLE(this.#offset, bytes)
    this.#offset += bytes
    return value
  }

  take(length: number): Buffer {
    const end = this.#offset + length
    if (end > this.#bytes.length) throw new RangeError('The packet ends within a field')
    const value = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return value
  }

  rest(): Buffer {
    return this.take(this.#bytes.length - this.#offset)
  }

  nullTerminated(): Buffer {
    const end = this.#bytes.indexOf(0, this.#offset)
    if (end === -1) return this.rest()
    const value = this.take(end - this.#offset)
    this.#offset += 1
    return value
  }

  /** A length-encoded integer. */
  packedInteger(): bigint {
    const first = this.integer(1)
    if (first < 0xfb) return BigInt(first)
    if (first === 0xfc) return BigInt(this.integer(2))
    if (first === 0xfd) return BigInt(this.integer(3))
    if (first === 0xfe) return this.take(8).readBigUInt64LE()
    throw new RangeError('The packet has no length where one is due')
  }

  packedBytes(): Buffer {
    return this.take(Number(this.packedInteger()))
  }

  /** A cell of a text row: null is a byte of its own. */
  cell(): Buffer | null {
    if (this.#bytes[this.#offset] !== 0xfb) return this.packedBytes()
    this.#offset += 1
    return null
  }
}
