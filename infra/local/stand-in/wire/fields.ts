/** Little-endian integer of 1 to 4 bytes. */
export function integer(value: number, bytes: 1 | 2 | 3 | 4): Buffer {
  const field = Buffer.alloc(bytes)
  field.writeUIntLE(value, 0, bytes)
  return field
}

/** Length-encoded integer. */
export function packedInteger(value: bigint): Buffer {
  if (value < 0xfbn) return Buffer.of(Number(value))
  if (value <= 0xffffn) return Buffer.concat([Buffer.of(0xfc), integer(Number(value), 2)])
  if (value <= 0xffffffn) return Buffer.concat([Buffer.of(0xfd), integer(Number(value), 3)])
  const field = Buffer.alloc(9)
  field.writeUInt8(0xfe, 0)
  field.writeBigUInt64LE(value, 1)
  return field
}

/** Length-encoded bytes or UTF-8 text. */
export function packed(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([packedInteger(BigInt(bytes.length)), bytes])
}

export function nullTerminated(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}

/** A row of a text result set. */
export function textRow(cells: readonly (Buffer | string | null)[]): Buffer {
  return Buffer.concat(cells.map((cell) => (cell === null ? Buffer.of(0xfb) : packed(cell))))
}
