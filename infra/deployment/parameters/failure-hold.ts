import type { OnFailure, Polling } from '../settings.ts'

/** So that 10 000 attempts outlast a week, however fast Lambda repeats them. */
const HELD_MS = 60_000

/** Of the function's timeout, what may be held: from 80 % on there is an alarm. */
const HELD_SHARE = 0.75

/**
 * How long an attempt that commits nothing lasts at least, where Lambda gives a batch up after a number of attempts; null
 * where it never does. Retries without end are ten beside a destination: each takes the time that there is.
 */
export function failureHoldMs(
  polling: Polling,
  onFailure: OnFailure,
  timeoutSeconds: number,
): number | null {
  const endless = polling.mode === 'on-demand' || polling.maximumRetryAttempts === -1
  if (endless && onFailure.kind === 'none') return null
  const most = Math.floor(timeoutSeconds * HELD_SHARE) * 1000
  return endless ? most : Math.min(HELD_MS, most)
}
