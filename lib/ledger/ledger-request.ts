/** What the ledger function is asked for; null where nothing was said. */
export type LedgerRequest = CoverageRequest | CompactRequest | ForgetRequest

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
