import type { ProducedPartition } from '../produce/produced.ts'
import { checkRanges } from './check-ranges.ts'
import { type Became, checkRecord } from './check-record.ts'
import type { Evidence, FoundRange } from './evidence.ts'
import type { Finding, FindingKind } from './finding.ts'

export type Tally = Readonly<Record<Became, number>>

/** Audits one partition of a topic against its produced log: piece by piece, then the ledger as a whole. */
export class PartitionAudit {
  readonly #topic: string
  readonly #partition: number
  readonly #columns: readonly string[]
  readonly #offsets: number[] = []
  readonly #became: (Became | null)[] = []
  readonly #findings: Finding[] = []
  #rows = 0
  #letters = 0

  /** @param columns names of the cells of a row */
  constructor(topic: string, partition: number, columns: readonly string[]) {
    this.#topic = topic
    this.#partition = partition
    this.#columns = columns
  }

  /** Takes the next piece, pieces in offset order, and what the database has of its offsets. */
  take({ records }: ProducedPartition, { rows, letters }: Evidence): void {
    const rowsAt = Map.groupBy(rows, ({ offset }) => offset)
    const lettersAt = Map.groupBy(letters, ({ offset }) => offset)
    this.#rows += rows.length
    this.#letters += letters.length
    for (const produced of records) {
      const { offset } = produced.record
      const { became, faults } = checkRecord(
        produced,
        this.#columns,
        rowsAt.get(offset) ?? [],
        lettersAt.get(offset) ?? [],
      )
      this.#offsets.push(offset)
      this.#became.push(became)
      for (const { kind, why } of faults) this.#found(kind, offset, why)
      rowsAt.delete(offset)
      lettersAt.delete(offset)
    }
    for (const offset of new Set([...rowsAt.keys(), ...lettersAt.keys()])) {
      this.#found('duplicated', offset, 'a row or dead letter of an offset that was never produced')
    }
  }

  /** Holds the whole ledger of the partition against the pieces taken. */
  close(ranges: readonly FoundRange[]): void {
    const { offsets, became } = { offsets: this.#offsets, became: this.#became }
    for (const { offset, why } of checkRanges({ offsets, became }, ranges)) {
      this.#found('uncovered', offset, why)
    }
  }

  /** Rows and letters seen, wherever they belong. */
  get seen(): { readonly rows: number; readonly letters: number } {
    return { rows: this.#rows, letters: this.#letters }
  }

  get findings(): readonly Finding[] {
    return this.#findings
  }

  get records(): number {
    return this.#offsets.length
  }

  get tally(): Tally {
    const tally = { written: 0, filtered: 0, deadLettered: 0 }
    for (const became of this.#became) if (became !== null) tally[became] += 1
    return tally
  }

  #found(kind: FindingKind, offset: number, why: string): void {
    this.#findings.push({ kind, topic: this.#topic, partition: this.#partition, offset, why })
  }
}
