import { RecordError } from '../errors.ts'
import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { Span } from '../kafka/span.ts'
import { consequenceOf } from '../singlestore/store-error.ts'
import type { Routed } from './plan.ts'

const MAX_NAMED = 20

/**
 * What the database refused, by table and offset ranges: it names a row of the stream, not a record.
 * Other errors as they are.
 */
export function refusedLoad(error: unknown, table: string, routed: readonly Routed[]): unknown {
  if (!(error instanceof Error) || consequenceOf(error) !== 'refused') return error
  const spans = [...new Set(routed.map(({ span }) => span))]
  const named = spans.slice(0, MAX_NAMED).map(spanText).join(', ')
  const rest = spans.length > MAX_NAMED ? ` and ${spans.length - MAX_NAMED} more` : ''
  const [only] = spans
  return new RecordError(
    'ERR_RECORD_REFUSED',
    `SingleStore refused a row for table "${table}" among the records of ${named}${rest}; everything was rolled back. ${error.message}`,
    {
      coordinates: {
        table,
        ...(spans.length === 1 && only !== undefined
          ? { topic: only.topic, partition: only.partition }
          : {}),
      },
      cause: error,
    },
  )
}

function spanText(span: Span): string {
  return `${formatTopicPartition(span)} ${formatRange(span)}`
}
