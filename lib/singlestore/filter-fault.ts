import { StoreError } from '../errors.ts'

/** What a server says of SQL it cannot read, or of a column or function it does not know. */
const SQL_FAULTS: ReadonlySet<number | undefined> = new Set([
  1054, 1064, 1111, 1305, 1582, 1630, 1706,
])

/** The error of a filtered load; one that the filter may be the cause of says where it is configured. */
export function filterFault(error: unknown, filter: string | null): unknown {
  if (filter === null || !(error instanceof StoreError) || !SQL_FAULTS.has(error.errno)) {
    return error
  }
  return new StoreError(
    error.code,
    `${error.message.replace(/\.?$/, '.')} The cause may be the filter, which stands in the WHERE of LOAD DATA: correct SINK_FILTER (singlestore.filter).`,
    {
      transient: error.transient,
      errno: error.errno,
      coordinates: error.coordinates,
      cause: error,
    },
  )
}
