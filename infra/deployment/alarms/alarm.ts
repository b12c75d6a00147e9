import type { Value } from '../cloudformation.ts'

/** What an alarm is about; its runbook is the section of this name in docs/operations.md. */
export type AlarmKey =
  | 'lag'
  | 'stalled'
  | 'age'
  | 'held'
  | 'dropped'
  | 'on-failure'
  | 'destination'
  | 'polling'
  | 'committing'
  | 'errors'
  | 'throttles'
  | 'duration'
  | 'breaker'
  | 'dead-letters'
  | 'redrive'
  | 'ledger'

/** A metric of CloudWatch, brought to one number a period. */
export interface Measure {
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Readonly<Record<string, Value>>
  readonly statistic: 'Sum' | 'Maximum' | 'p99'
}

/** A step of an alarm's metric math; expressions know the steps before them by their ids. */
export type Step =
  | { readonly id: string; readonly label: string; readonly measure: Measure }
  | { readonly id: string; readonly label: string; readonly expression: string }

/** An alarm goes off when so many of the last periods are above its threshold. */
export interface Patience {
  readonly periodSeconds: number
  readonly periods: number
  readonly breaching: number
}

export interface Alarm {
  readonly key: AlarmKey
  /** What tells it from the others of its key; null where there is one. */
  readonly part: { readonly id: string; readonly name: string } | null
  /** One sentence without its full stop: what is wrong while it is on. */
  readonly says: string
  /** The last one is watched. */
  readonly steps: readonly [...Step[], Step]
  /** The alarm is on above it, in the unit of what is watched. */
  readonly threshold: number
  readonly patience: Patience
  /** What no data means: all is well, or that nobody can tell. */
  readonly silence: 'well' | 'unknown'
}
