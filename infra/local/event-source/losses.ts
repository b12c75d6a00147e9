import { functionArn } from '../lambda/lambda-environment.ts'
import type { EventSource } from './event-json.ts'
import type { MappingSettings } from './mapping-settings.ts'
import { type FailedBatch, type GivenUp, onFailureRecords } from './on-failure-record.ts'

export type Loss = Pick<FailedBatch, 'condition' | 'records' | 'invokeCount' | 'requestId'> & {
  /** What its event named. */
  readonly source: EventSource
}

/** All that was given up, each with what the destination got for it. */
export interface Losses {
  readonly all: readonly GivenUp[]
  /** Writes to the destination of the settings, where they have one; without records nothing was lost. */
  add(loss: Loss, settings: Pick<MappingSettings, 'onFailure' | 'nulls'>): void
}

/** @param clock milliseconds since the epoch */
export function createLosses(
  functionName: string,
  clock: () => number,
  random: FailedBatch['random'],
): Losses {
  const all: GivenUp[] = []
  return {
    all,
    add(loss, { onFailure, nulls }) {
      const { condition, records } = loss
      if (records.length === 0) return
      const about = { functionArn: functionArn(functionName), nulls, nowMs: clock(), random }
      const messages = onFailure === null ? [] : onFailureRecords(onFailure, { ...loss, ...about })
      all.push({ condition, records, messages })
    },
  }
}
