import { type LoadingRules, PLAIN_LOADING } from '../table/loading-rules.ts'
import type { OnDuplicate } from './dialect/load-data.ts'
import type { Sent } from './load-stream.ts'
import type { Row, Shape } from './row.ts'
import type { Connection, RemainingMs } from './session/connection.ts'
import { loadShape } from './shape-load.ts'

/** How rows are loaded. */
export interface LoadOptions extends LoadingRules {
  readonly onDuplicate: OnDuplicate
  /** The table that messages name, where rows are loaded into another on trial. */
  readonly standsFor?: string
}

/** A row whose unique key is taken is refused, and everything with it. */
export const INSERT: LoadOptions = { ...PLAIN_LOADING, onDuplicate: 'refuse' }

/** A row takes the place of the one that has its key. */
export const REPLACE: LoadOptions = { ...PLAIN_LOADING, onDuplicate: 'replace' }

/** What a load came to. */
export interface Loaded {
  readonly sent: number
  /** Rows that the table now has: as many as were sent, less those that the filter dropped. */
  readonly loaded: number
}

/**
 * Streams rows into a table, one LOAD DATA for each shape among them; in the steady state that is one.
 * Rows are pulled while the server is loading.
 * @throws StoreError; RangeError for a filter with REPLACE, whose row count tells nothing
 */
export async function loadRows(
  connection: Connection,
  table: string,
  rows: Iterable<Row>,
  options: LoadOptions,
  remainingMs: RemainingMs,
): Promise<Loaded> {
  const { onDuplicate, filter } = options
  if (onDuplicate === 'replace' && filter !== null) {
    throw new RangeError(
      'Rows that replace others cannot be filtered: nothing would tell how many were.',
    )
  }
  const iterator = rows[Symbol.iterator]()
  const first = iterator.next()
  if (first.done === true) return { sent: 0, loaded: 0 }
  const later = new Map<Shape, string[]>()
  const load = (shape: Shape, lines: Iterable<string>, of: Sent) =>
    loadShape(connection, { table, shape, lines, sent: of, options }, remainingMs)
  const stream: Sent = { count: 0, failure: null }
  let loaded = await load(first.value.shape, linesOf(first.value, iterator, later, stream), stream)
  let sent = stream.count
  for (const [shape, lines] of later) {
    loaded += await load(shape, lines, { count: lines.length, failure: null })
    sent += lines.length
  }
  return { sent, loaded }
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
