import type { Fate, ProducedRecord } from '../../../../infra/local/chaos/produce/produced.ts'

/** A produced record with a key, a value and headers of its own. */
export function producedRecord(offset: number, fate: Fate): ProducedRecord {
  const value = fate.kind === 'filtered' ? null : Buffer.from(`value ${offset}`)
  return {
    record: {
      offset,
      timestamp: 1_000 + offset,
      key: Buffer.from(`key ${offset}`),
      value,
      headers: [
        { name: 'h', value: Buffer.from([1, 255]) },
        { name: 'h', value: null },
      ],
    },
    fate,
  }
}

export const row = (offset: number): Fate => ({ kind: 'row', cells: [`cell ${offset}`, null] })
export const rowOrLetter = (offset: number): Fate => ({
  kind: 'row-or-letter',
  cells: [`cell ${offset}`, null],
})
export const filtered: Fate = { kind: 'filtered' }
export const letter: Fate = { kind: 'letter' }
