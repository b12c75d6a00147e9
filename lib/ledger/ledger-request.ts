import type { GroupOffset } from './group-offset.ts'

/** What the ledger function is asked for; null where nothing was said. */
export type LedgerRequest = CoverageRequest | CompactRequest | ForgetRequest | AdoptRequest

/** How the answer is to look. */
export type AnswerFormat = 'json' | 'table'

interface TopicSelection {
  readonly topic: string | null
  readonly partition: number | null
  readonly format: AnswerFormat
}

export interface CoverageRequest extends TopicSelection {
  readonly action: 'coverage'
  /** `*` means every sink in the table; null this one. */
  readonly sink: string | null
  /** How many gaps to list for each topic-partition. */
  readonly gaps: number
}

export interface CompactRequest extends TopicSelection {
  readonly action: 'compact'
  /** Null: gaps stay open. */
  readonly closeGapsOlderThanDays: number | null
}

export interface ForgetRequest extends TopicSelection {
  readonly action: 'forget'
  readonly topic: string
  readonly from: number | null
  readonly to: number | null
  /** Anything but the topic's own name means: only say what would be forgotten. */
  readonly confirm: string | null
}

export interface AdoptRequest {
  readonly action: 'adopt'
  readonly topic: string
  readonly format: AnswerFormat
  /** The consumer group as its description names it; null where offsets were given by themselves. */
  readonly group: string | null
  /** Of all its topics. */
  readonly offsets: readonly GroupOffset[]
  /** The last offset that was written, by partition, where the user says so. */
  readonly through: ReadonlyMap<number, number>
  /** The connector's table; null: go by offsets alone. */
  readonly metadataTable: string | null
  /** Nobody but this connector wrote to the table, and its group was never set back. */
  readonly onlyWriter: boolean
  /** Anything but the topic's own name means: only say what would be adopted. */
  readonly confirm: string | null
}
