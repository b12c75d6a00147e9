import { StoreError } from '../../errors.ts'

/** Nothing tells which row a record replaces or deletes. */
export function keylessTable(table: string): StoreError {
  return new StoreError(
    'ERR_TABLE_KEYS',
    `Table "${table}" has no PRIMARY or UNIQUE key that is enforced, and rows are known by their key (SINK_UPSERT, SINK_DELETE_ENABLED). ` +
      'SingleStore adds no such key to a table that exists: create the table anew with one and copy the rows, or let its records go to another table (SINK_TABLE_NAMES).',
    { transient: false, coordinates: { table } },
  )
}
