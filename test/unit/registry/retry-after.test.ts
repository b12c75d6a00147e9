import { expect, test } from 'vitest'
import { retryAfterMs } from '../../../lib/registry/retry-after.ts'

const now = Date.UTC(2026, 0, 1)

test.each([
  [{}, null],
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }, 5_000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-1' }, 0],
  [{ 'x-ratelimit-reset': '7' }, 7_000],
  [{ 'retry-after': '1', 'x-ratelimit-reset': '7' }, 1_000],
  [{ 'retry-after': 'soon', 'x-ratelimit-reset': '7' }, 7_000],
])('%o asks for %s ms', (headers, ms) => {
  expect(retryAfterMs(headers, now)).toBe(ms)
})
