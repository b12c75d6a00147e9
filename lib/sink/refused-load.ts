import { RecordError } from '../errors.ts'
import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { Span } from '../kafka/span.ts'
import type { Routed } from './plan.ts'

const MAX_NAMED = 20

/** The database refused a row of a load; which one it does not say. */
export class RefusedLoadError extends RecordError {
  readonly table: string
  readonly routed: readonly Routed[]

  constructor(table: string, routed: readonly Routed[], cause: Error) {
    super(
      'ERR_RECORD_REFUSED',
      `SingleStore refused a row for table "${table}" among the records of ${spansText(routed)}; everything was rolled back. ${cause.message}`,
      { coordinates: { table }, cause },
    )
    this.table = table
    this.routed = routed
  }
}

function spansText(routed: readonly Routed[]): string {
  const spans = [...new Set(routed.map(({ span }) => span))]
  const rest = spans.length > MAX_NAMED ? ` and ${spans.length - MAX_NAMED} more` : ''
  return spans.slice(0, MAX_NAMED).map(spanText).join(', ') + rest
}

function spanText(span: Span): string {
  return `${formatTopicPartition(span)} ${formatRange(span)}`
}
