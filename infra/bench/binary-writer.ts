/** Bytes as Avro and Protobuf both write them; neither reader's library has a hand in it. */
export class BinaryWriter {
  readonly #parts: Uint8Array[] = []

  /** Groups of seven bits, the lowest first. @param unsigned of 64 bits at most */
  varint(unsigned: bigint): this {
    const bytes: number[] = []
    let left = unsigned
    for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
    bytes.push(Number(left))
    return this.raw(Uint8Array.from(bytes))
  }

  /** Small numbers of either sign in few bytes. */
  zigzag(signed: bigint): this {
    return this.varint(BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n)))
  }

  /** Eight bytes, the lowest first. */
  double(value: number): this {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(value)
    return this.raw(bytes)
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes)
    return this
  }

  finish(): Uint8Array {
    return Buffer.concat(this.#parts)
  }
}
