import { isUtf8 } from 'node:buffer'
import type { Tap } from 'avsc/lib/types.js'
import { readFault } from './read-fault.ts'
import { readLength } from './read-integer.ts'

const REPLACEMENT_CHARACTER = '\ufffd'

/** Text that is exactly what the bytes say: avsc puts U+FFFD for damage. */
export function readText(tap: Tap, path: string): string {
  const length = readLength(tap, path)
  const start = tap.pos
  tap.pos += length
  const text = tap.buf.toString('utf8', start, tap.pos)
  // A text may also hold that character by itself.
  if (text.includes(REPLACEMENT_CHARACTER) && !isUtf8(tap.buf.subarray(start, tap.pos))) {
    throw readFault(path, 'a string that is not UTF-8')
  }
  return text
}
