/**
 * Tries a load of these rows and rolls it back.
 * @returns null where the server takes them, else what it refused. @throws for any other fault
 */
export type Trial<Row, Refusal> = (rows: readonly Row[]) => Promise<Refusal | null>

export interface Isolated<Row, Refusal> {
  readonly good: readonly Row[]
  readonly bad: ReadonlyMap<Row, Refusal>
}

/** As few trials as halving for a single bad row, and a third fewer where all are. */
const PARTS = 4

/**
 * Finds the rows of a refused load that the server will not take, by trial loads that are rolled back.
 * Dividing finds rows that are bad by themselves; what then still fails together collides, and the later of two is bad.
 * @param rows in offset order
 * @param enough told of each bad row; true ends the search early, and the rest counts as good
 */
export async function isolate<Row, Refusal>(
  rows: readonly Row[],
  trial: Trial<Row, Refusal>,
  enough: (bad: ReadonlyMap<Row, Refusal>) => boolean,
): Promise<Isolated<Row, Refusal>> {
  const bad = new Map(await isolateEach(rows, trial, enough))
  let good = rows.filter((row) => !bad.has(row))
  while (good.length > 0 && !enough(bad)) {
    const refusal = await trial(good)
    if (refusal === null) break
    const later = await firstRefused(good, trial)
    bad.set(later.row, later.refusal ?? refusal)
    good = good.filter((row) => row !== later.row)
  }
  return { good, bad }
}

/** The rows that the server will not take each by itself. @param enough as for `isolate` */
export async function isolateEach<Row, Refusal>(
  rows: readonly Row[],
  trial: Trial<Row, Refusal>,
  enough: (bad: ReadonlyMap<Row, Refusal>) => boolean,
): Promise<ReadonlyMap<Row, Refusal>> {
  const bad = new Map<Row, Refusal>()
  const divide = async (part: readonly Row[]): Promise<void> => {
    if (part.length === 0 || enough(bad)) return
    const refusal = await trial(part)
    if (refusal === null) return
    const [only] = part
    if (part.length === 1 && only !== undefined) {
      bad.set(only, refusal)
      return
    }
    const size = Math.ceil(part.length / PARTS)
    for (let at = 0; at < part.length; at += size) await divide(part.slice(at, at + size))
  }
  await divide(rows)
  return bad
}

/** The last row of the shortest refused prefix. @param rows refused as a whole */
async function firstRefused<Row, Refusal>(
  rows: readonly Row[],
  trial: Trial<Row, Refusal>,
): Promise<{ readonly row: Row; readonly refusal: Refusal | null }> {
  let taken = 0
  let refused = rows.length
  let refusal: Refusal | null = null
  while (refused - taken > 1) {
    const middle = (taken + refused) >> 1
    const answer = await trial(rows.slice(0, middle))
    if (answer === null) taken = middle
    else {
      refused = middle
      refusal = answer
    }
  }
  const row = rows[refused - 1]
  if (row === undefined) throw new RangeError('A refused load holds a row.')
  return { row, refusal }
}

/**
 * The first row that the server will not take, in offset order, with everything before it good.
 * @param rows refused as a whole
 */
export async function isolateFirst<Row, Refusal>(
  rows: readonly Row[],
  refusal: Refusal,
  trial: Trial<Row, Refusal>,
): Promise<{ readonly row: Row; readonly refusal: Refusal }> {
  const first = await firstRefused(rows, trial)
  return { row: first.row, refusal: first.refusal ?? refusal }
}
