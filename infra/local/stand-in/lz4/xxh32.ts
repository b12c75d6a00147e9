const PRIME_1 = 0x9e3779b1
const PRIME_2 = 0x85ebca77
const PRIME_3 = 0xc2b2ae3d
const PRIME_4 = 0x27d4eb2f
const PRIME_5 = 0x165667b1

/** xxHash-32 with seed 0, as LZ4 frames carry it. Source: xxHash's specification. */
export function xxh32(bytes: Buffer): number {
  const lanes = [PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1]
  let at = 0
  for (; at + 16 <= bytes.length; at += 16) {
    for (const [lane, value] of lanes.entries()) {
      const added = value + Math.imul(bytes.readUInt32LE(at + 4 * lane), PRIME_2)
      lanes[lane] = Math.imul(rotated(added, 13), PRIME_1)
    }
  }
  const [one = 0, two = 0, three = 0, four = 0] = lanes
  let hash =
    bytes.length < 16
      ? PRIME_5
      : rotated(one, 1) + rotated(two, 7) + rotated(three, 12) + rotated(four, 18)
  hash += bytes.length
  for (; at + 4 <= bytes.length; at += 4) {
    hash += Math.imul(bytes.readUInt32LE(at), PRIME_3)
    hash = Math.imul(rotated(hash, 17), PRIME_4)
  }
  for (; at < bytes.length; at += 1) {
    hash += Math.imul(bytes.readUInt8(at), PRIME_5)
    hash = Math.imul(rotated(hash, 11), PRIME_1)
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2)
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3)
  return (hash ^ (hash >>> 16)) >>> 0
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
