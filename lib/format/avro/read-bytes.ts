import type { Tap } from 'avsc/lib/types.js'
import { truncated } from './read-fault.ts'
import { readLength } from './read-integer.ts'

/** The length is judged first: one that is no number would spoil the pool that avsc copies bytes into, for good. */
export function readBytes(tap: Tap, path: string): Buffer {
  return readFixed(tap, readLength(tap, path), path)
}

/** A copy of so many bytes. */
export function readFixed(tap: Tap, sizeBytes: number, path: string): Buffer {
  const bytes = tap.readFixed(sizeBytes)
  if (bytes === undefined) throw truncated(path)
  return bytes
}
