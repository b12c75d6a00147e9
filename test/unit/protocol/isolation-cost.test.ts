import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isolate, isolateFirst } from '../../../lib/sink/isolate.ts'

interface Row {
  readonly bad: boolean
  /** Two rows of one key collide. */
  readonly key: number
}

/** Refuses what a table with a unique key would refuse, and counts how often it is asked. */
function countingServer() {
  let trials = 0
  const trial = async (rows: readonly Row[]): Promise<string | null> => {
    trials += 1
    const keys = new Set(rows.map(({ key }) => key))
    return rows.some(({ bad }) => bad) || keys.size < rows.length ? 'refused' : null
  }
  return { trial, trials: () => trials }
}

/** Of which few are bad by themselves, and few collide. */
const load = fc
  .array(
    fc.record({ bad: fc.integer({ min: 0, max: 15 }), twin: fc.integer({ min: 0, max: 15 }) }),
    {
      minLength: 1,
      maxLength: 300,
    },
  )
  .map((rows) =>
    rows.map(
      ({ bad, twin }, index): Row => ({
        bad: bad === 0,
        key: twin === 0 ? Math.floor(index / 2) : index,
      }),
    ),
  )

test('finding the bad rows costs a few searches by halves for each of them, and no good row is among them', async () => {
  await fc.assert(
    fc.asyncProperty(load, async (rows) => {
      const { trial, trials } = countingServer()
      const { good, bad } = await isolate(rows, trial, () => false)
      const halvings = Math.ceil(Math.log2(rows.length))
      // Two halves tried at each level above it; where it collided, a search by halves again.
      expect(trials()).toBeLessThanOrEqual(2 + bad.size * (2 * halvings + halvings + 1))
      expect(await trial(good)).toBeNull()
      for (const row of bad.keys()) expect(await trial([...good, row])).toBe('refused')
    }),
    { numRuns: 500 },
  )
})

test('finding the first bad row costs one search by halves', async () => {
  await fc.assert(
    fc.asyncProperty(load, async (rows) => {
      const { trial, trials } = countingServer()
      fc.pre((await trial(rows)) !== null)
      const before = trials()
      const { row } = await isolateFirst(rows, 'refused', trial)
      expect(trials() - before).toBeLessThanOrEqual(Math.ceil(Math.log2(rows.length)))
      const upTo = rows.indexOf(row)
      expect(await trial(rows.slice(0, upTo))).toBeNull()
      expect(await trial(rows.slice(0, upTo + 1))).toBe('refused')
    }),
    { numRuns: 500 },
  )
})
