import { RecordError } from '../errors.ts'
import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { Span } from '../kafka/span.ts'
import type { Connection } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import type { Tolerance } from './bad-records.ts'
import type { Refused } from './find-refused.ts'

const MAX_NAMED = 20

interface RefusedLoad {
  readonly table: string
  /** Where the rows come from; one may come several times. */
  readonly spans: readonly Span[]
  /** Looks for the records that are refused. @throws StoreError */
  readonly find: (connection: Connection, tolerance: Tolerance) => Promise<Refused>
}

/** The database refused a row of a load; which one it does not say. */
export class RefusedLoadError extends RecordError {
  readonly table: string
  readonly find: RefusedLoad['find']

  constructor({ table, spans, find }: RefusedLoad, cause: Error) {
    super(
      'ERR_RECORD_REFUSED',
      `SingleStore refused a row for table "${table}" among the records of ${spansText(spans)}; everything was rolled back. ${cause.message}`,
      { coordinates: { table }, cause },
    )
    this.table = table
    this.find = find
  }
}

/** Runs a load, and tells what the database refused of it. @throws RefusedLoadError; whatever else `load` throws */
export async function guardRefusal<T>(of: RefusedLoad, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
    throw new RefusedLoadError(of, error)
  }
}

function spansText(named: readonly Span[]): string {
  const spans = [...new Set(named)]
  const rest = spans.length > MAX_NAMED ? ` and ${spans.length - MAX_NAMED} more` : ''
  return spans.slice(0, MAX_NAMED).map(spanText).join(', ') + rest
}

function spanText(span: Span): string {
  return `${formatTopicPartition(span)} ${formatRange(span)}`
}
