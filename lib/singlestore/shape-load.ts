import { StoreError } from '../errors.ts'
import type { LoadingRules } from '../table/loading-rules.ts'
import { compress } from './compression/compress.ts'
import { loadData, type OnDuplicate } from './dialect/load-data.ts'
import { filterFault } from './filter-fault.ts'
import { LoadStream, type Sent } from './load-stream.ts'
import type { Shape } from './row.ts'
import { rowChunks } from './row-chunks.ts'
import type { Connection, RemainingMs } from './session/connection.ts'

/** One LOAD DATA: lines of one shape. */
interface ShapeLoad {
  readonly table: string
  readonly shape: Shape
  readonly lines: Iterable<string>
  /** Counts the lines as they are pulled, and keeps their failure. */
  readonly sent: Sent
  readonly options: LoadingRules & {
    readonly onDuplicate: OnDuplicate
    readonly standsFor?: string
  }
}

/**
 * Streams lines into a table and holds the server's count against theirs.
 * @returns the number of rows the table took. @throws StoreError; the failure of the lines
 */
export async function loadShape(
  connection: Connection,
  { table, shape, lines, sent, options }: ShapeLoad,
  remainingMs: RemainingMs,
): Promise<number> {
  const { onDuplicate, filter, compression, standsFor = table } = options
  const stream = new LoadStream(compress(rowChunks(lines), compression), sent)
  const loaded = await connection
    .load(
      loadData(table, shape.columns, onDuplicate, options),
      stream.chunks(),
      `loading rows into ${JSON.stringify(standsFor)}`,
      remainingMs,
    )
    .catch((error: unknown) => {
      // What the server says of half a file is a consequence.
      throw sent.failure ?? filterFault(error, filter)
    })
  if (sent.failure !== null) throw sent.failure
  if (!stream.whole || !isComplete(loaded, sent.count, options)) {
    throw new StoreError(
      'ERR_LOAD_INCOMPLETE',
      `Of ${sent.count} rows sent to table "${standsFor}" the server took ${loaded}; everything is rolled back.`,
      { transient: true, coordinates: { table: standsFor } },
    )
  }
  return onDuplicate === 'replace' ? sent.count : loaded
}

function isComplete(
  loaded: number,
  sent: number,
  { onDuplicate, filter }: ShapeLoad['options'],
): boolean {
  // A row that replaces another counts twice.
  if (onDuplicate === 'replace') return loaded >= sent
  return filter === null ? loaded === sent : loaded <= sent
}
