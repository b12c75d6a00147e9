import type { Tap } from 'avsc/lib/types.js'
import { readFault, truncated } from './read-fault.ts'

/** avsc takes every byte but 0 for true, Java every byte but 1 for false. */
export function readBoolean(tap: Tap, path: string): boolean {
  const byte = tap.buf[tap.pos]
  tap.pos += 1
  if (byte === 0) return false
  if (byte === 1) return true
  throw byte === undefined ? truncated(path) : readFault(path, 'a boolean that is neither 0 nor 1')
}
