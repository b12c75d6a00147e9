import type { IncomingHttpHeaders } from 'node:http'

/**
 * How long the server asks to be left alone, in milliseconds; null where it does not say. `Retry-After` counts seconds or
 * is a date (RFC 9110 §10.2.3); Confluent Cloud's `X-RateLimit-Reset` counts seconds.
 * @param nowMs wall clock
 */
export function retryAfterMs(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const reset = headers['x-ratelimit-reset']
  return (
    parseWait(headers['retry-after'], nowMs) ??
    parseWait(typeof reset === 'string' ? reset : undefined, nowMs)
  )
}

function parseWait(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs)
}
