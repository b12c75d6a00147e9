import type { Answer, DatabaseModel, Transaction } from './database-model.ts'
import type { LedgerRow } from './ledger-row.ts'
import type { Rules } from './rules.ts'

/** Where an actor stands: before a statement, waiting for a row that another transaction holds, before COMMIT. */
export type Pause = 'statement' | 'blocked' | 'commit'

/** How it goes on. `no answer`: the connection is gone, and the transaction left to the server. */
export type Signal = 'go' | 'lock wait timeout' | 'no answer'

/** Something that works on the database in steps, between which others take theirs. */
export type Steps<Result> = Generator<Pause, Result, Signal>

/** What an actor has open on the server; who watches it takes it over when the actor dies. */
export interface Session {
  transaction: Transaction | null
}

/** What an actor works with. */
export interface Surroundings {
  readonly database: DatabaseModel
  readonly rules: Rules
  readonly session: Session
  /** Told what happens, so that a schedule in which nothing happens does not pass for a proof. */
  readonly tell: (event: string) => void
}

/** Inserts rows one after the other, waiting where another transaction holds the key. */
export function* insertRows(
  database: DatabaseModel,
  transaction: Transaction,
  rows: readonly LedgerRow[],
): Steps<'done' | 'taken' | 'timeout'> {
  yield 'statement'
  for (const row of rows) {
    const answer = yield* waited(() => database.insert(transaction, row))
    if (answer !== 'done') return answer
  }
  return 'done'
}

/** Repeats a statement while it is blocked. */
export function* waited(statement: () => Answer): Steps<'done' | 'taken' | 'timeout'> {
  for (;;) {
    const answer = statement()
    if (answer !== 'blocked') return answer
    if ((yield 'blocked') === 'lock wait timeout') return 'timeout'
  }
}
