import type { DatabaseModel } from './database-model.ts'

/** The promise is broken. */
export class Violation extends Error {
  readonly kind: 'duplicate' | 'lost' | 'overlap' | 'refused'

  constructor(kind: Violation['kind'], message: string) {
    super(`${kind}: ${message}`)
    this.kind = kind
  }
}

/**
 * What must hold whenever a transaction has committed: no record has two rows, ranges are disjoint, and what they cover is
 * what has rows.
 * @param log offsets of the records, by partition
 * @throws Violation
 */
export function checkLedger(database: DatabaseModel, log: readonly (readonly number[])[]): void {
  for (const [partition, offsets] of log.entries()) {
    const ranges = database
      .rows(null, partition)
      .flatMap(({ row }) => (row.range === null ? [] : [row.range]))
      .toSorted((a, b) => a.first - b.first)
    for (const offset of offsets) {
      const rows = database.count(partition, offset)
      const covered = ranges.filter(({ first, last }) => first <= offset && offset <= last).length
      const place = `offset ${offset} of partition ${partition}`
      if (rows > 1) throw new Violation('duplicate', `${place} has ${rows} rows`)
      if (covered > 1) throw new Violation('overlap', `${place} lies in ${covered} ranges`)
      if (rows !== covered) {
        throw new Violation('lost', `${place} has ${rows} rows and lies in ${covered} ranges`)
      }
    }
    for (const [index, { last }] of ranges.entries()) {
      const next = ranges[index + 1]
      if (next !== undefined && next.first <= last) {
        throw new Violation('overlap', `two ranges of partition ${partition} at offset ${last}`)
      }
    }
  }
}

/** A record that is taken for committed has its row at that moment. @throws Violation */
export function checkCommitted(
  database: DatabaseModel,
  { partition, records }: { partition: number; records: readonly { offset: number }[] },
): void {
  const missing = records.find(({ offset }) => database.count(partition, offset) === 0)
  if (missing === undefined) return
  throw new Violation('lost', `offset ${missing.offset} of partition ${partition} is acknowledged`)
}
