import type { OnFailure, Polling } from '../settings.ts'

/** So that 10 000 attempts outlast a week, however fast Lambda repeats them. */
const HELD_MS = 60_000

/** Of the function's timeout, what may be held: from 80 % on there is an alarm. */
const HELD_SHARE = 0.75

/**
 * How long an attempt that commits nothing lasts at least, where Lambda gives a batch up after a number of attempts; null
 * where it never does. Without provisioned pollers there are ten only: each takes the time that there is.
 */
export function failureHoldMs(
  polling: Polling,
  onFailure: OnFailure,
  timeoutSeconds: number,
): number | null {
  if (onFailure.kind === 'none' && (polling.mode === 'on-demand' || isEndless(polling))) return null
  const most = Math.floor(timeoutSeconds * HELD_SHARE) * 1000
  return polling.mode === 'on-demand' ? most : Math.min(HELD_MS, most)
}

function isEndless({ maximumRetryAttempts }: Extract<Polling, { mode: 'provisioned' }>): boolean {
  return maximumRetryAttempts === -1
}
