import type { Patience } from './alarm.ts'

const PERIOD_SECONDS = 300

/** A quarter of an hour on end: what passes by itself has passed by then. */
export const steadily: Patience = { periodSeconds: PERIOD_SECONDS, periods: 3, breaching: 3 }

/** Once is enough, and it stays on for an hour, so that a series of them tells once. */
export const once: Patience = { periodSeconds: PERIOD_SECONDS, periods: 12, breaching: 1 }

/** Once is enough, and it stays on for a day. */
export const daily: Patience = { periodSeconds: 3600, periods: 24, breaching: 1 }

/**
 * Three periods with failures. The sink may try until its time is nearly out, so a number of a failing attempt comes only once in
 * a timeout, and the periods in between have none.
 */
export function attempts(timeoutSeconds: number): Patience {
  const pollerWaitSeconds = 60
  const periodsOfOne = Math.ceil((timeoutSeconds + pollerWaitSeconds) / PERIOD_SECONDS)
  return { periodSeconds: PERIOD_SECONDS, periods: 3 * periodsOfOne, breaching: 3 }
}
