import { inspect } from 'node:util'
import { expect } from 'vitest'
import { SinkError } from '../../../lib/errors.ts'

/** Stands in the contents of records, so that it can be looked for where no contents may be. */
export const MARKER = 'zqMARKERqz'

/** What everything that is written of a record must be free of: the contents as text, as base64, as hexadecimal. */
const TRACES = [
  MARKER,
  ...[0, 1, 2].map((shift) =>
    Buffer.from('-'.repeat(shift) + MARKER)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(MARKER).toString('hex'),
]

/** Written text holds nothing of a record's contents. */
export function expectNoContents(written: string): void {
  const found = TRACES.filter((trace) => written.toLowerCase().includes(trace.toLowerCase()))
  expect(found, `found in: ${written.slice(0, 2_000)}`).toEqual([])
}

/**
 * Whatever was thrown is an error of the sink with its code, and neither its message nor its causes quote a record.
 * An error of another kind is thrown on, for its stack to be seen.
 */
export function expectNamedError(error: unknown): SinkError {
  if (!(error instanceof SinkError)) throw error
  expect(error.code).toMatch(/^ERR_[A-Z_]+$/)
  expect(error.message).toMatch(/\S/)
  expect(error.message.length).toBeLessThan(2_000)
  expectNoContents(inspect(error, { depth: 12, maxStringLength: null }))
  return error
}
