import { createRandom, type Random } from '../event-source/random.ts'

/** Numbers of their own for each purpose: what one part of a run draws does not shift what another part draws. */
export function seeded(seed: number, ...purpose: readonly (string | number)[]): Random {
  let hash = seed >>> 0
  for (const character of purpose.join('/')) {
    // FNV-1a, over the code points instead of bytes.
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return createRandom(hash)
}
