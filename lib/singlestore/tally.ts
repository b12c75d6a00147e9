/** What a container has done to the database so far. It only grows: what one invocation did is a difference. */
export interface Tally {
  /** Bytes of the files of LOAD DATA, as they were handed to the connection: packed where they are packed. */
  readonly loadedBytes: number
  /** Milliseconds of waiting for LOAD DATA, failed ones included. */
  readonly loadMs: number
  /** Milliseconds of waiting for COMMIT, likewise. */
  readonly commitMs: number
  /** Data tables that this container created; one that two create at once counts for both. */
  readonly tablesCreated: number
  /** Columns that this container, and no other, added. */
  readonly columnsAdded: number
}

/** A tally before anything was done. */
export function newTally(): { -readonly [Count in keyof Tally]: Tally[Count] } {
  return { loadedBytes: 0, loadMs: 0, commitMs: 0, tablesCreated: 0, columnsAdded: 0 }
}

/** What was done between two tallies. */
export function tallyBetween(before: Tally, after: Tally): Tally {
  return {
    loadedBytes: after.loadedBytes - before.loadedBytes,
    loadMs: after.loadMs - before.loadMs,
    commitMs: after.commitMs - before.commitMs,
    tablesCreated: after.tablesCreated - before.tablesCreated,
    columnsAdded: after.columnsAdded - before.columnsAdded,
  }
}
