/** Positions fit in 16 bits, and no match can be farther away than the format allows. */
export const MAX_BLOCK_BYTES = 64 * 1024

const HASH_BITS = 13
const LEAST_MATCH = 4
/** The last five bytes are literals, and no match begins in the last twelve: decoders copy in strides. */
const LAST_LITERALS = 5
const LAST_MATCH_START = 12
/** Steps grow by one for every so many bytes without a match. */
const SKIP_BITS = 5

/** Writes blocks of LZ4, greedily, each by itself. Source: LZ4 Block Format. */
export class Lz4BlockWriter {
  /** Where bytes with this hash were last seen in the block, plus one; 0 where nowhere. */
  readonly #seen = new Uint16Array(1 << HASH_BITS)

  /**
   * Packs a block into `target` from `at` on.
   * @param source at most 64 KiB
   * @param target with room for as many bytes as the source has
   * @returns the packed length; null where it might not be less than the source’s
   */
  write(source: Uint8Array, target: Uint8Array, at: number): number | null {
    const seen = this.#seen.fill(0)
    const length = source.length
    const matchStartsEnd = length - LAST_MATCH_START
    const matchesEnd = length - LAST_LITERALS
    let out = at
    let anchor = 0
    let position = 0
    let misses = 1 << SKIP_BITS
    while (position < matchStartsEnd) {
      const word = wordAt(source, position)
      const hash = Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS)
      let start = (seen[hash] ?? 0) - 1
      seen[hash] = position + 1
      if (start < 0 || wordAt(source, start) !== word) {
        position += misses >>> SKIP_BITS
        misses += 1
        continue
      }
      while (position > anchor && start > 0 && source[position - 1] === source[start - 1]) {
        position -= 1
        start -= 1
      }
      let end = position + LEAST_MATCH
      const ahead = position - start
      while (end < matchesEnd && source[end] === source[end - ahead]) end += 1
      const literals = position - anchor
      const extra = end - position - LEAST_MATCH
      target[out] = (Math.min(literals, 15) << 4) | Math.min(extra, 15)
      out = writeLength(target, out + 1, literals)
      for (let index = anchor; index < position; index += 1) target[out++] = source[index] ?? 0
      target[out++] = ahead & 0xff
      target[out++] = ahead >>> 8
      out = writeLength(target, out, extra)
      position = end
      anchor = end
      misses = 1 << SKIP_BITS
    }
    const literals = length - anchor
    // Up to here what had no room was not written, without a sign.
    if (out + 2 + literals + literals / 255 >= at + length) return null
    target[out] = Math.min(literals, 15) << 4
    out = writeLength(target, out + 1, literals)
    target.set(source.subarray(anchor), out)
    return out + literals - at
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  )
}

/** What of a length does not fit into the token's four bits. */
function writeLength(target: Uint8Array, at: number, length: number): number {
  if (length < 15) return at
  let out = at
  let rest = length - 15
  for (; rest >= 255; rest -= 255) target[out++] = 255
  target[out++] = rest
  return out
}
