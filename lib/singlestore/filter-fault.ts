import { StoreError } from '../errors.ts'

/** What a server says of SQL it cannot read, or of a column or function it does not know. */
const SQL_FAULTS: ReadonlySet<number | undefined> = new Set([
  1054, 1064, 1111, 1305, 1582, 1630, 1706,
])

/** What it says of a value that it cannot convert, compare or calculate with. */
const VALUE_FAULTS: ReadonlySet<number | undefined> = new Set([
  1139, 1264, 1265, 1292, 1300, 1365, 1366, 1367, 1411, 1525, 1690, 3140, 3141, 3156,
])

/** The error of a filtered load; one that the filter may be the cause of says where it is configured. */
export function filterFault(error: unknown, filter: string | null): unknown {
  if (filter === null || !(error instanceof StoreError)) return error
  const hint = hintFor(error)
  if (hint === null) return error
  const { code, message, transient, errno, coordinates } = error
  return new StoreError(code, `${message.replace(/\.?$/, '.')} ${hint}`, {
    ...{ transient, errno, coordinates },
    cause: error,
  })
}

function hintFor({ errno }: StoreError): string | null {
  if (SQL_FAULTS.has(errno)) {
    return 'The cause may be the filter, which stands in the WHERE of LOAD DATA: correct SINK_FILTER (singlestore.filter).'
  }
  return VALUE_FAULTS.has(errno)
    ? 'The cause may be the filter, which the server evaluates for every row: where its conversions and calculations cannot take each value, correct SINK_FILTER (singlestore.filter).'
    : null
}
