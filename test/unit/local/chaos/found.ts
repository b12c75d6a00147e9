import type {
  FoundLetter,
  FoundRange,
  FoundRow,
} from '../../../../infra/local/chaos/check/evidence.ts'

/** What the database has of `producedRecord(offset, …)` where all went well. */
export const foundRow = (offset: number): FoundRow => ({ offset, cells: [`cell ${offset}`, null] })

export function foundLetter(offset: number, changes: Partial<FoundLetter> = {}): FoundLetter {
  const hex = (text: string) => `0x${Buffer.from(text).toString('hex').toUpperCase()}`
  return {
    offset,
    timestamp: 1_000 + offset,
    key: hex(`key ${offset}`),
    value: hex(`value ${offset}`),
    headers: '[{"name": "h", "value": "Af8="}, {"name": "h", "value": null}]',
    ...changes,
  }
}

export function foundRange(
  first: number,
  last: number,
  counts: Partial<FoundRange> = {},
): FoundRange {
  const records = last - first + 1
  return { first, last, records, count: records, filtered: 0, deadLettered: 0, ...counts }
}
