import { StoreError } from '../errors.ts'
import { loadData, type OnDuplicate } from './dialect/load-data.ts'
import { rowChunks } from './row-chunks.ts'
import type { Row, Shape } from './row-encoder.ts'
import type { Connection, RemainingMs } from './session/connection.ts'

/** How rows are loaded. */
export interface LoadOptions {
  readonly onDuplicate: OnDuplicate
}

/** A row whose unique key is taken is refused, and everything with it. */
export const INSERT: LoadOptions = { onDuplicate: 'refuse' }

/** A row takes the place of the one that has its key. */
export const REPLACE: LoadOptions = { onDuplicate: 'replace' }

/**
 * Streams rows into a table, one LOAD DATA for each shape among them; in the steady state that is one.
 * Rows are pulled while the server is loading.
 * @returns the number of rows loaded. @throws StoreError
 */
export async function loadRows(
  connection: Connection,
  table: string,
  rows: Iterable<Row>,
  options: LoadOptions,
  remainingMs: RemainingMs,
): Promise<number> {
  const iterator = rows[Symbol.iterator]()
  const first = iterator.next()
  if (first.done === true) return 0
  const later = new Map<Shape, string[]>()
  const sent: Sent = { count: 0, failure: null }
  const load = (shape: Shape, lines: Iterable<string>, of: Sent) =>
    loadShape({ connection, table, shape, lines, sent: of, options }, remainingMs)
  let loaded = await load(first.value.shape, linesOf(first.value, iterator, later, sent), sent)
  for (const [shape, lines] of later) {
    loaded += await load(shape, lines, { count: lines.length, failure: null })
  }
  return loaded
}

/** What the stream of a load came to. */
interface Sent {
  count: number
  failure: unknown
}

/**
 * The lines of the first row's shape, counted; rows of others are put aside. A failure becomes the end of the stream:
 * the driver would do so too, and forget the failure.
 */
function* linesOf(
  first: Row,
  rest: Iterator<Row>,
  later: Map<Shape, string[]>,
  sent: Sent,
): Generator<string, void, undefined> {
  try {
    sent.count += 1
    yield first.line
    for (let next = rest.next(); next.done !== true; next = rest.next()) {
      const { shape, line } = next.value
      if (shape === first.shape) {
        sent.count += 1
        yield line
        continue
      }
      const lines = later.get(shape)
      if (lines === undefined) later.set(shape, [line])
      else lines.push(line)
    }
  } catch (error) {
    sent.failure = error
  }
}

interface ShapeLoad {
  readonly connection: Connection
  readonly table: string
  readonly shape: Shape
  readonly lines: Iterable<string>
  readonly sent: Sent
  readonly options: LoadOptions
}

async function loadShape(
  { connection, table, shape, lines, sent, options: { onDuplicate } }: ShapeLoad,
  remainingMs: RemainingMs,
): Promise<number> {
  const loaded = await connection.load(
    loadData(table, shape.columns, onDuplicate),
    rowChunks(lines),
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
