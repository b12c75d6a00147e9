import { StoreError } from '../../errors.ts'
import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { errnoOf } from '../session/store-error.ts'

const DUPLICATE_KEY = 1062
const LOCK_WAIT_TIMEOUT = 1205

/** Another transaction took the sequence first: what we know of the ledger is old. */
export class ClaimTakenError extends StoreError {}

/** The claim waits for a transaction that does not end. */
export class ClaimBlockedError extends StoreError {
  /** Whose claims were asked for together. */
  readonly of: readonly TopicPartition[]

  constructor(
    of: readonly TopicPartition[],
    message: string,
    cause: StoreError,
    transient: boolean,
  ) {
    const code = transient ? 'ERR_STORE_TRANSIENT' : 'ERR_DEADLINE'
    super(code, message, { transient, errno: cause.errno, cause })
    this.of = of
  }
}

/**
 * What a failed claim means; other errors as they are.
 * @param timeIsLeft whether the invocation has time for another try
 */
export function claimError(
  error: unknown,
  of: readonly TopicPartition[],
  table: string,
  timeIsLeft = false,
): unknown {
  if (!(error instanceof StoreError)) return error
  const named = [...new Set(of.map(formatTopicPartition))].join(', ')
  const errno = errnoOf(error)
  if (errno === DUPLICATE_KEY) {
    return new ClaimTakenError(
      'ERR_STORE_TRANSIENT',
      `Another transaction committed records of ${named} since the ledger was read.`,
      { transient: true, errno, cause: error },
    )
  }
  if (errno !== LOCK_WAIT_TIMEOUT && error.code !== 'ERR_DEADLINE') return error
  // The server's own words: "… lock owned by connection id N".
  const owner = /owned by connection id (\d+)/.exec(error.message)?.[1]
  return new ClaimBlockedError(
    of,
    `The claim for ${named} is blocked by another open transaction${owner === undefined ? '' : ` of connection ${owner}`} on the table "${table}". ` +
      'It ends when the server notices that its client is gone; to end it at once, KILL that connection.',
    error,
    error.transient || timeIsLeft,
  )
}
