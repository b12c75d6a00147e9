import { StoreError } from '../errors.ts'
import type { Connection, RemainingMs } from './connection.ts'
import { loadData, type OnDuplicate } from './dialect/load-data.ts'
import { rowChunks } from './row-chunks.ts'
import type { Row, Shape } from './row-encoder.ts'

/**
 * Streams rows into a table, one LOAD DATA for each shape among them; in the steady state that is one.
 * Rows are pulled while the server is loading.
 * @returns the number of rows loaded. @throws StoreError
 */
export async function loadRows(
  connection: Connection,
  table: string,
  rows: Iterable<Row>,
  remainingMs: RemainingMs,
  onDuplicate: OnDuplicate = 'refuse',
): Promise<number> {
  const iterator = rows[Symbol.iterator]()
  const first = iterator.next()
  if (first.done === true) return 0
  const later = new Map<Shape, string[]>()
  let loaded = await loadShape(
    connection,
    table,
    first.value.shape,
    linesOf(first.value, iterator, later),
    remainingMs,
    onDuplicate,
  )
  for (const [shape, lines] of later) {
    loaded += await loadShape(connection, table, shape, lines, remainingMs, onDuplicate)
  }
  return loaded
}

/** The lines of the first row's shape; rows of others are put aside. */
function* linesOf(
  first: Row,
  rest: Iterator<Row>,
  later: Map<Shape, string[]>,
): Generator<string, void, undefined> {
  yield first.line
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    const { shape, line } = next.value
    if (shape === first.shape) {
      yield line
      continue
    }
    const lines = later.get(shape)
    if (lines === undefined) later.set(shape, [line])
    else lines.push(line)
  }
}

async function loadShape(
  connection: Connection,
  table: string,
  shape: Shape,
  lines: Iterable<string>,
  remainingMs: RemainingMs,
  onDuplicate: OnDuplicate,
): Promise<number> {
  const sent = { count: 0, failure: null as unknown }
  const loaded = await connection.load(
    loadData(table, shape.columns, onDuplicate),
    rowChunks(counted(lines, sent)),
    `loading rows into ${JSON.stringify(table)}`,
    remainingMs,
  )
  if (sent.failure !== null) throw sent.failure
  // A row that replaces another counts twice.
  if (onDuplicate === 'refuse' ? loaded !== sent.count : loaded < sent.count) {
    throw new StoreError(
      'ERR_LOAD_INCOMPLETE',
      `Of ${sent.count} rows sent to table "${table}" the server took ${loaded}; everything is rolled back.`,
      { transient: true, coordinates: { table } },
    )
  }
  return sent.count
}

/** Counts lines, and turns a failure into the end of the stream: the driver would do so too, and forget the failure. */
function* counted(
  lines: Iterable<string>,
  sent: { count: number; failure: unknown },
): Generator<string, void, undefined> {
  try {
    for (const line of lines) {
      sent.count += 1
      yield line
    }
  } catch (error) {
    sent.failure = error
  }
}
