import type { Connection } from 'mysql2/promise'
import { insertClaims, selectTails } from '../../lib/singlestore/dialect/ledger-rows.ts'
import { claimSpans, type Tail } from '../../lib/singlestore/ledger/claim.ts'
import { createMariaDbLedger } from './bench-database.ts'
import { interleave } from './interleave.ts'
import { fillLedger, LEDGER_PARTITIONS, LEDGER_ROWS_PER_PARTITION } from './ledger-rows.ts'
import { median } from './quantile.ts'

/** Medians in milliseconds, on a ledger of a million rows and on one that has just begun. */
export interface ClaimTimes {
  readonly rows: number
  /** Inserting the claims of one event. */
  readonly claimMs: Compared
  /** Reading the ends of its topic-partitions, as a new container does. */
  readonly tailMs: Compared
}

interface Compared {
  readonly full: number
  readonly begun: number
}

const SINK = 'bench'
const TOPIC = 'sales.purchases'
const FULL = 'ledger_full'
const BEGUN = 'ledger_begun'

/** Topic-partitions of the claiming event, spread over the ledger. */
const CLAIMED = [3, 21, 40, 58, 77, 96].map((partition) => ({ topic: TOPIC, partition }))

const WARM_UP_ROUNDS = 20

/** Claims in transactions that are rolled back, in turn on both ledgers. */
export async function measureClaim(
  connection: Connection,
  rounds: number,
  progress: (text: string) => void,
): Promise<ClaimTimes> {
  for (const [table, rows] of [
    [BEGUN, 1],
    [FULL, LEDGER_ROWS_PER_PARTITION],
  ] as const) {
    await connection.query(createMariaDbLedger(table))
    await fillLedger(connection, table, { sink: SINK, topic: TOPIC }, rows, progress)
  }

  const claim = (table: string, sequence: number) => {
    const statement = insertClaims(table, SINK, claimsAbove({ sequence, highOffset: 1e9 }))
    return async () => {
      await connection.query('BEGIN')
      const ms = await timed(() => connection.query(statement))
      await connection.query('ROLLBACK')
      return ms
    }
  }
  const readTails = (table: string) => () =>
    timed(() => connection.query(selectTails(table, SINK, CLAIMED)))

  const [fullClaim = [], begunClaim = [], fullTail = [], begunTail = []] = await interleave(
    { warmUp: WARM_UP_ROUNDS, counted: rounds },
    [claim(FULL, LEDGER_ROWS_PER_PARTITION), claim(BEGUN, 1), readTails(FULL), readTails(BEGUN)],
    (round) => progress(`round ${round + 1} of ${rounds}`),
  )
  for (const table of [FULL, BEGUN]) await connection.query(`DROP TABLE ${table}`)
  return {
    rows: LEDGER_PARTITIONS * LEDGER_ROWS_PER_PARTITION,
    claimMs: { full: median(fullClaim), begun: median(begunClaim) },
    tailMs: { full: median(fullTail), begun: median(begunTail) },
  }
}

function claimsAbove(tail: Tail) {
  const offset = tail.highOffset + 1
  return CLAIMED.flatMap((of) => {
    const schemas = { keySchema: null, valueSchema: null }
    const record = { ...of, offset, timestamp: 1e12, key: null, value: '', headers: [], ...schemas }
    return claimSpans([{ ...of, first: offset, last: offset, records: [record] }], tail)
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
