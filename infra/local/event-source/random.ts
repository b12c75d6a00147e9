/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number
  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough to spread batch boundaries. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    fraction,
    integer: (low, high) => low + Math.floor(fraction() * (high - low + 1)),
  }
}
