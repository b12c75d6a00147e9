import type { LedgerRow } from '../../../lib/singlestore/ledger/ledger-maintenance-row.ts'

/** A settled range whose records are dense and whose timestamps follow its offsets. */
export function buildRow(
  sequence: number,
  first: number,
  last: number,
  parts: Partial<LedgerRow> = {},
): LedgerRow {
  return {
    ...{ sequence, first, last, records: last - first + 1, count: last - first + 1 },
    ...{ filtered: 0, deadLettered: 0, firstTimestamp: 1_000 + first, lastTimestamp: 1_000 + last },
    ...{ minTimestamp: 1_000 + first, maxTimestamp: 1_000 + last, settled: true, aged: false },
    ...parts,
  }
}
