import type { Value } from '../../schema.ts'
import type { ReadBounds } from './read-bounds.ts'
import { readText } from './read-text.ts'
import type { Read, ReadableType } from './value-type.ts'

/** @param leastBytes of an item */
export function itemsRead(
  items: ReadableType,
  leastBytes: number,
  bounds: ReadBounds,
  path: string,
): Read {
  return (tap) => {
    const values: Value[] = []
    let left = bounds.readBlock(tap, leastBytes, path)
    while (left > 0) {
      for (; left > 0; left -= 1) values.push(items._read(tap))
      left = bounds.readBlock(tap, leastBytes, path)
    }
    return values
  }
}

/** A map with text keys, as Avro has it. */
export function entriesRead(
  values: ReadableType,
  leastBytes: number,
  bounds: ReadBounds,
  path: string,
): Read {
  return (tap) => {
    const entries = new Map<Value, Value>()
    // A key takes at least its length.
    let left = bounds.readBlock(tap, leastBytes + 1, path)
    while (left > 0) {
      for (; left > 0; left -= 1) entries.set(readText(tap, path), values._read(tap))
      left = bounds.readBlock(tap, leastBytes + 1, path)
    }
    return entries
  }
}

/** @param pairs reads an array of records of two; @param keyAt where the key stands in them */
export function pairsRead(pairs: Read, keyAt: 0 | 1): Read {
  return (tap) => {
    const entries = new Map<Value, Value>()
    const read = pairs(tap)
    if (!Array.isArray(read)) return entries
    for (const pair of read) entries.set(pair[keyAt], pair[1 - keyAt])
    return entries
  }
}
