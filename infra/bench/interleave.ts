/** Does one side of a comparison once and tells what it took. */
export type Sample = () => Promise<number>

/**
 * Samples several sides in turn, each round in the opposite order of the one before: what the machine does meanwhile, it
 * does to all of them.
 *
 * @param rounds.warmUp rounds before those that count
 * @returns the samples of each side, in the order of `sides`
 */
export async function interleave(
  rounds: { readonly warmUp: number; readonly counted: number },
  sides: readonly Sample[],
  onRound: (round: number) => void = () => undefined,
): Promise<readonly (readonly number[])[]> {
  const forwards = sides.map((sample) => ({ sample, values: [] as number[] }))
  const backwards = forwards.toReversed()
  for (let round = -rounds.warmUp; round < rounds.counted; round += 1) {
    if (round >= 0) onRound(round)
    for (const { sample, values } of round % 2 === 0 ? forwards : backwards) {
      const value = await sample()
      if (round >= 0) values.push(value)
    }
  }
  return forwards.map(({ values }) => values)
}
