import type { Outcome } from '../lambda/invocation.ts'

/** What the event source does with a batch whose invocation has ended. */
export type Verdict = 'commit' | 'retry' | 'discard'

/**
 * Judges an invocation as a mapping without response types does: any answer is success, all else repeats the whole
 * batch.
 *
 * @param attempt 1 for the first delivery
 * @param maximumRetries further deliveries, infinite by default in Lambda
 */
export function afterInvocation(
  outcome: Outcome,
  attempt: number,
  maximumRetries: number,
): Verdict {
  if (outcome.kind === 'answered') return 'commit'
  return attempt <= maximumRetries ? 'retry' : 'discard'
}
