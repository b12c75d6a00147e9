import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isolate, isolateFirst } from '../../../lib/sink/isolate.ts'

/** A row of a load: bad by itself, or with a key that only one row may have. */
interface Row {
  readonly offset: number
  readonly bad: boolean
  readonly key: number
}

/** A table that refuses a load with a bad row, a double key, or a key that it holds already. */
function server(held: ReadonlySet<number> = new Set()) {
  const trials: (readonly Row[])[] = []
  const trial = async (rows: readonly Row[]): Promise<string | null> => {
    trials.push(rows)
    const keys = new Set(held)
    for (const { bad, key, offset } of rows) {
      if (bad || keys.has(key)) return `refused ${offset}`
      keys.add(key)
    }
    return null
  }
  return { trial, trials }
}

/** The rows that loading one by one, in order, would refuse. */
function refusedOneByOne(rows: readonly Row[], held: ReadonlySet<number>): readonly number[] {
  const keys = new Set(held)
  return rows.flatMap(({ bad, key, offset }) => {
    if (bad || keys.has(key)) return [offset]
    keys.add(key)
    return []
  })
}

function rowsOf(...keys: readonly number[]): readonly Row[] {
  return keys.map((key, offset) => ({ offset, key, bad: key < 0 }))
}

const load = fc
  .array(
    fc.record({
      key: fc.nat(30),
      bad: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.boolean()),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => rows.map((row, offset) => ({ offset, ...row })))

const held = fc.uniqueArray(fc.nat(30), { maxLength: 4 }).map((keys) => new Set(keys))

const never = () => false

describe('the refused rows of a load', () => {
  test('are found one among many with few trials', async () => {
    const { trial, trials } = server()
    const rows = rowsOf(
      ...Array.from({ length: 1_000 }, (_, index) => (index === 617 ? -1 : index)),
    )
    const { bad } = await isolate(rows, trial, never)
    expect([...bad]).toEqual([[rows[617], 'refused 617']])
    expect(trials.length).toBeLessThan(30)
  })

  test('that collide only with each other lose the later one', async () => {
    const rows = rowsOf(1, 2, 3, 2, 4)
    const { good, bad } = await isolate(rows, server().trial, never)
    expect([...bad.keys()].map(({ offset }) => offset)).toEqual([3])
    expect(good.map(({ offset }) => offset)).toEqual([0, 1, 2, 4])
  })

  test('are those that loading one by one would refuse; the rest loads as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(load, held, async (rows, keys) => {
        const { trial } = server(keys)
        const { good, bad } = await isolate(rows, trial, never)
        const offsets = [...bad.keys()].map(({ offset }) => offset)
        expect(offsets.toSorted((a, b) => a - b)).toEqual(refusedOneByOne(rows, keys))
        expect(good).toEqual(rows.filter((row) => !bad.has(row)))
        expect(await trial(good)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('are not all looked for once there are enough', async () => {
    const rows = rowsOf(...Array.from({ length: 64 }, () => -1))
    const { bad } = await isolate(rows, server().trial, (found) => found.size >= 3)
    expect([...bad.keys()].map(({ offset }) => offset)).toEqual([0, 1, 2])
  })

  test('are not told where a trial fails for another reason', async () => {
    const lost = new Error('connection lost')
    await expect(isolate(rowsOf(1, -1), () => Promise.reject(lost), never)).rejects.toBe(lost)
  })
})

describe('the first refused row', () => {
  test('is the first that loading one by one would refuse, with its own refusal', async () => {
    await fc.assert(
      fc.asyncProperty(load, held, async (rows, keys) => {
        const { trial } = server(keys)
        const refusal = await trial(rows)
        fc.pre(refusal !== null)
        const [first] = refusedOneByOne(rows, keys)
        const { row } = await isolateFirst(rows, refusal, trial)
        expect(row.offset).toBe(first)
      }),
    )
  })

  test('is the only one of a load of one row', async () => {
    const [row] = rowsOf(-1)
    if (row === undefined) throw new RangeError('one row')
    expect(await isolateFirst([row], 'refused 0', server().trial)).toEqual({
      row,
      refusal: 'refused 0',
    })
  })
})
