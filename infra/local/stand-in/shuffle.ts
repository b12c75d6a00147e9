/** Shuffles in place (Fisher–Yates); the same seed gives the same orders. */
export function createShuffle(seed: number): (items: unknown[]) => void {
  let state = seed >>> 0
  const below = (bound: number): number => {
    // Numerical Recipes' linear congruential generator: any order will do, as long as it is not the given one.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  return (items) => {
    for (let last = items.length - 1; last > 0; last -= 1) {
      const other = below(last + 1)
      ;[items[last], items[other]] = [items[other], items[last]]
    }
  }
}
