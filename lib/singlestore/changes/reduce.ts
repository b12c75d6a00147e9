import type { TopicPartition } from '../../kafka/record.ts'
import { insertsBehindDeletes, lastOfEachKey } from './last-of-each-key.ts'
import { newestOfEachKey } from './newest-of-each-key.ts'
import type { Delete, Operation, Truncate, Write } from './operation.ts'
import { inRounds, type Round } from './rounds.ts'
import type { Identity, RowKey } from './row-key.ts'
import { takeTruncations } from './truncations.ts'
import type { VersionOrder } from './version-order.ts'

/** How the operations of one table meet each other. */
export interface Manner {
  /** A write replaces the row of its key. */
  readonly upsert: boolean
  /** Null: the later is the newer. */
  readonly order: VersionOrder | null
  /** What has no version leaves rows alone. */
  readonly spare: boolean
}

const NO_WRITES: ReadonlySet<never> = new Set()

/** What is left of the operations of one table. */
export interface Reduced<Source> {
  readonly truncates: readonly Truncate<Source>[]
  readonly rounds: readonly Round<Source>[]
  /** Older than another operation among these. */
  readonly stale: readonly Source[]
}

/**
 * What operations on one table come to, if they are run in their order: no key is written twice, and keys that the server
 * may take for the same keep their order. Linear in time.
 * @param operations in order within each topic-partition. @param refused writes that the server is known to refuse: they
 * take the place of no other. @throws RecordError for a key or version that is no value of its column
 */
export function reduce<Source extends TopicPartition>(
  operations: readonly Operation<Source>[],
  key: RowKey,
  manner: Manner,
  refused: ReadonlySet<Write<Source>> = NO_WRITES,
): Reduced<Source> {
  const { truncates, rest } = takeTruncations(operations, manner.spare)
  const identities = rest.map((operation) =>
    operation.key === null ? null : key.identify(operation.key),
  )
  const { steps, stale } = stepsOf(rest, identities, manner, refused)
  return { truncates, rounds: inRounds(steps, identities, manner.spare), stale }
}

function stepsOf<Source>(
  operations: readonly (Write<Source> | Delete<Source>)[],
  identities: readonly (Identity | null)[],
  { upsert, order, spare }: Manner,
  refused: ReadonlySet<Write<Source>>,
): ReturnType<typeof newestOfEachKey<Source>> {
  if (order !== null) return newestOfEachKey(operations, identities, order, { refused, spare })
  const steps = upsert
    ? lastOfEachKey(operations, identities, { refused, spare })
    : insertsBehindDeletes(operations, identities)
  return { steps, stale: [] }
}
