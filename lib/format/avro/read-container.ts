import type { Value } from '../../schema.ts'
import type { ItemSize, ReadBounds } from './read-bounds.ts'
import { readText } from './read-text.ts'
import type { Read, ReadableType } from './value-type.ts'

export function itemsRead(
  items: ReadableType,
  size: ItemSize,
  bounds: ReadBounds,
  path: string,
): Read {
  return (tap) => {
    const values: Value[] = []
    let left = bounds.readBlock(tap, size, path)
    while (left > 0) {
      for (; left > 0; left -= 1) values.push(items._read(tap))
      left = bounds.readBlock(tap, size, path)
    }
    return values
  }
}

/** A map with text keys, as Avro has it. */
export function entriesRead(
  values: ReadableType,
  size: ItemSize,
  bounds: ReadBounds,
  path: string,
): Read {
  // A key takes at least its length, and an entry room for both.
  const entry = { leastBytes: size.leastBytes + 1, weight: size.weight + 2 }
  return (tap) => {
    const entries = new Map<Value, Value>()
    let left = bounds.readBlock(tap, entry, path)
    while (left > 0) {
      for (; left > 0; left -= 1) entries.set(readText(tap, path), values._read(tap))
      left = bounds.readBlock(tap, entry, path)
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
