import type { Batch } from '../kafka/record.ts'
import { newTally, type Tally } from '../singlestore/tally.ts'
import type { Lessons, Result } from './lessons.ts'
import { oldestTimestamp } from './oldest-timestamp.ts'
import { addTotals, NO_RECORDS, type Totals } from './totals.ts'

/** What one invocation came to, in numbers; it holds what was committed before a failure, too. */
export class Measures {
  totals: Totals = NO_RECORDS
  tables: readonly string[] = []
  /** Further tries of the transaction, after a failure or a claim that was taken. */
  retries = 0
  /** Claims that another transaction took first. */
  ledgerConflicts = 0
  /** Whether so much of a batch was bad that none of it was dead-lettered. */
  breakerOpen = false
  done: Tally = newTally()
  /** Milliseconds since the epoch, of the oldest record that was to be written; null where none was. */
  oldestTimestamp: number | null = null

  /** Takes what a transaction committed. */
  add({ totals, tables }: Result): void {
    this.totals = addTotals(this.totals, totals)
    this.tables = [...new Set([...this.tables, ...tables])]
  }

  /** Takes what was learnt and done on the way, whatever came of it. */
  end(batches: readonly Batch[], lessons: Lessons, done: Tally): void {
    this.retries = lessons.tries
    this.ledgerConflicts = lessons.taken
    this.breakerOpen = lessons.faults.all().some(({ error }) => error.code === 'ERR_TOO_MANY_BAD')
    this.done = done
    this.oldestTimestamp = oldestTimestamp(batches, lessons)
  }
}
