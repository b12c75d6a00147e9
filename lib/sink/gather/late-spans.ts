import type { Span } from '../../kafka/span.ts'
import type { Operation } from '../../singlestore/changes/operation.ts'
import type { TableWork } from './encode-asked.ts'
import type { Landing } from './landing.ts'

/**
 * The spans behind which later offsets are committed, and of which something changes rows whatever their version: it may
 * undo what those offsets wrote.
 * @param isBehind whether later offsets of a span's topic-partition are committed
 */
export function lateSpans(
  works: readonly Pick<TableWork<Landing>, 'keyed' | 'operations'>[],
  isBehind: (span: Span) => boolean,
): ReadonlySet<Span> {
  const seen = new Map<Span, boolean>()
  const late = new Set<Span>()
  for (const { keyed, operations } of works) {
    for (const operation of operations) {
      const { span } = operation.source
      const behind = seen.get(span) ?? isBehind(span)
      seen.set(span, behind)
      if (behind && isUnguarded(operation, keyed !== null)) late.add(span)
    }
  }
  return late
}

function isUnguarded(operation: Operation<Landing>, keyed: boolean): boolean {
  return operation.kind === 'truncate' || (keyed && operation.version === null)
}
