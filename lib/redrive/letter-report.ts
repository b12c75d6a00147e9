import type { StillBad } from './prepare-letters.ts'

/** What a redrive of dead letters came to. */
export interface LetterReport {
  readonly dryRun: boolean
  /** Letters that meet the selection. */
  readonly found: number
  /** Letters that became rows; in a dry run, those that could be read and mapped now. */
  readonly written: number
  /** Letters that turned out to write no row, such as deletes. */
  readonly filtered: number
  /** Letters that stay, and why. */
  readonly stillBad: readonly LetterFault[]
  /** Letters that another redrive took meanwhile. */
  readonly gone: number
}

export interface LetterFault {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly errorCode: string
  readonly message: string
}

export function letterFault({ letter, error }: StillBad): LetterFault {
  const { topic, partition, offset } = letter.key
  return { topic, partition, offset, errorCode: error.code, message: error.message }
}

export function addReports(a: LetterReport, b: LetterReport): LetterReport {
  return {
    dryRun: a.dryRun,
    found: a.found + b.found,
    written: a.written + b.written,
    filtered: a.filtered + b.filtered,
    stillBad: [...a.stillBad, ...b.stillBad],
    gone: a.gone + b.gone,
  }
}
