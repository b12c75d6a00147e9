/** What the sink does besides inserting rows. */
export interface ChangeRules {
  /** A record replaces the row of the same key (`singlestore.upsert`). */
  readonly upsert: boolean
  /** Tombstones and the deletes of Debezium delete the row of their key. */
  readonly deletes: boolean
  /** Truncations of Debezium empty the table. */
  readonly truncates: boolean
  /** The column whose greater value is the newer row; null: the later record is. By table and for all others. */
  readonly version: {
    readonly byTable: ReadonlyMap<string, string>
    readonly otherwise: string | null
  }
}

/** Every record is a new row. */
export const INSERTS_ONLY: ChangeRules = {
  upsert: false,
  deletes: false,
  truncates: false,
  version: { byTable: new Map(), otherwise: null },
}

/** Whether a row of a table is known by its key. */
export function knowsKeys({ upsert, deletes }: ChangeRules): boolean {
  return upsert || deletes
}
