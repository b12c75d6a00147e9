import type { Outcome } from '../lambda/invocation.ts'
import { mapKey } from './event-json.ts'
import { readFailedItems } from './failed-items.ts'
import type { MappingSettings } from './mapping-settings.ts'
import type { Part } from './part.ts'
import type { PolledRecord } from './topic-log.ts'

/** What an outcome makes of a part: each of its records stands in exactly one place. */
export interface Verdict {
  readonly succeeded: readonly PolledRecord[]
  /** What is delivered next, in this order, before anything behind it. */
  readonly again: readonly Part[]
  /** Past the last retry. */
  readonly givenUp: readonly PolledRecord[]
}

export type RetrySettings = Pick<
  MappingSettings,
  | 'maximumRetryAttempts'
  | 'onFailure'
  | 'bisectBatchOnFunctionError'
  | 'functionResponseTypes'
  | 'remainderIsBare'
>

/** Lambda's cap on retries without end where a destination waits for what fails. */
const RETRIES_BEFORE_DESTINATION = 10

/** Decides what follows from the end of an invocation. */
export function judge(part: Part, outcome: Outcome, settings: RetrySettings): Verdict {
  if (outcome.kind !== 'answered') return afterFailure(part, settings)
  if (!settings.functionResponseTypes.includes('ReportBatchItemFailures')) return success(part)
  const failed = readFailedItems(outcome.response, part.records)
  switch (failed.kind) {
    case 'none':
      return success(part)
    case 'invalid':
      return afterFailure(part, settings)
    case 'some':
      return afterPartialSuccess(part, failed.lowest, settings)
  }
}

function success(part: Part): Verdict {
  return { succeeded: part.records, again: [], givenUp: [] }
}

/** A failed partition resumes at its lowest failed offset; whether such a resumption uses up a retry is not documented. */
function afterPartialSuccess(
  part: Part,
  lowest: ReadonlyMap<string, number>,
  settings: RetrySettings,
): Verdict {
  const remains = ({ record, ...one }: PolledRecord): boolean =>
    record.offset >= (lowest.get(mapKey(one)) ?? Number.POSITIVE_INFINITY)
  const records = part.records.filter(remains)
  const succeeded = part.records.filter((one) => !remains(one))
  if (part.attempt > retryLimit(settings)) return { succeeded, again: [], givenUp: records }
  const remainder: Part = {
    records,
    attempt: part.attempt + 1,
    reason: 'remainder',
    bare: settings.remainderIsBare,
    event: null,
  }
  return { succeeded, again: [remainder], givenUp: [] }
}

function afterFailure(part: Part, settings: RetrySettings): Verdict {
  const { records, attempt } = part
  if (settings.bisectBatchOnFunctionError && records.length > 1) {
    return { succeeded: [], again: halves(part), givenUp: [] }
  }
  if (attempt > retryLimit(settings)) return { succeeded: [], again: [], givenUp: records }
  const again: Part = { ...part, attempt: attempt + 1, reason: 'retried' }
  return { succeeded: [], again: [again], givenUp: [] }
}

/** A split uses up no retry: so it is documented for Kinesis, and nothing else for Kafka. */
function halves(part: Part): readonly Part[] {
  const middle = Math.ceil(part.records.length / 2)
  return [part.records.slice(0, middle), part.records.slice(middle)].map(
    (records): Part => ({ ...part, records, reason: 'halved', event: null }),
  )
}

function retryLimit({ maximumRetryAttempts, onFailure }: RetrySettings): number {
  if (maximumRetryAttempts !== -1) return maximumRetryAttempts
  return onFailure === null ? Number.POSITIVE_INFINITY : RETRIES_BEFORE_DESTINATION
}
