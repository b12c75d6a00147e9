import type { LogRecord } from './topic-log.ts'

/** The index of the first record at or behind an offset; the length of the log where none is. */
export function indexAt(records: readonly LogRecord[], offset: number): number {
  let low = 0
  let high = records.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const record = records[middle]
    if (record !== undefined && record.offset < offset) low = middle + 1
    else high = middle
  }
  return low
}
