import { StoreError } from '../../errors.ts'

/** Too many columns, too long a row. */
const TOO_WIDE: ReadonlySet<number | undefined> = new Set([1117, 1118])

/**
 * What a server says that refuses a table for its width, with the width and the mend; null where it says something else.
 * @param columnCount how many columns the table would have
 */
export function tooWide(error: unknown, table: string, columnCount: number): StoreError | null {
  if (!(error instanceof StoreError) || !TOO_WIDE.has(error.errno)) return null
  const { code, message, transient, errno } = error
  return new StoreError(
    code,
    `${message.replace(/\.?$/, '.')} Table "${table}" would have ${columnCount} columns. Keep fewer fields (SINK_FIELDS_WHITELIST, SINK_COLUMN_TO_FIELD), or send some of them inside a field of their own, which becomes one JSON column.`,
    { transient, errno, coordinates: { table }, cause: error },
  )
}
