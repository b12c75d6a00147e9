/**
 * Unpacks one LZ4 block behind what `target` already holds, which it may refer to.
 * @param at where the block begins in `target`
 * @returns where it ends. @throws RangeError for a block that is damaged, or does not fit
 */
export function unpackBlock(block: Buffer, target: Buffer, at: number): number {
  let read = 0
  let written = at
  const length = (short: number): number => {
    if (short < 15) return short
    let sum = short
    for (;;) {
      const more = block.readUInt8(read++)
      sum += more
      if (more < 255) return sum
    }
  }
  while (read < block.length) {
    const token = block.readUInt8(read++)
    const literals = length(token >>> 4)
    if (read + literals > block.length || written + literals > target.length) throw damaged()
    block.copy(target, written, read, read + literals)
    read += literals
    written += literals
    if (read === block.length) return written
    const distance = block.readUInt16LE(read)
    read += 2
    const match = 4 + length(token & 15)
    if (distance === 0 || distance > written || written + match > target.length) throw damaged()
    // Byte by byte: a match may repeat what it has just written.
    for (const end = written + match; written < end; written += 1) {
      target[written] = target[written - distance] ?? 0
    }
  }
  throw damaged()
}

function damaged(): RangeError {
  return new RangeError('an LZ4 block is damaged')
}
