import { RecordError } from '../errors.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import { inTrial } from '../singlestore/session/transaction.ts'
import { isTooMany, type Tolerance } from './bad-records.ts'
import { isolate, isolateFirst, type Trial } from './isolate.ts'

export type Refused = ReadonlyMap<KafkaRecord, RecordError>

/** What was refused as a whole. */
export interface Suspects<Item> {
  readonly table: string
  /** In offset order, each with its record. */
  readonly items: ReadonlyMap<Item, KafkaRecord>
  /** Writes some of them, inside a transaction that is rolled back. @throws StoreError */
  readonly write: (connection: Connection, part: readonly Item[]) => Promise<unknown>
}

/** Tries some of what was refused, in a transaction that is rolled back; the trial throws StoreError for any other fault. */
export function trialOf<Item>(
  connection: Connection,
  { table, write }: Pick<Suspects<Item>, 'table' | 'write'>,
  remainingMs: RemainingMs,
): Trial<Item, RecordError> {
  return async (part) => {
    try {
      await inTrial(connection, remainingMs, () => write(connection, part))
      return null
    } catch (error) {
      if (!(error instanceof Error) || consequenceOf(error) !== 'refused') throw error
      return new RecordError(
        'ERR_RECORD_REFUSED',
        `SingleStore refused it for table "${table}". ${error.message}`,
        { coordinates: { table }, cause: error },
      )
    }
  }
}

/**
 * Finds by trials which records the database refuses.
 * @param tolerance `none` looks for the first one only
 * @returns none where the database now takes them all. @throws StoreError
 */
export async function findRefused<Item>(
  connection: Connection,
  suspects: Suspects<Item>,
  tolerance: Tolerance,
  remainingMs: RemainingMs,
): Promise<Refused> {
  const all = [...suspects.items.keys()]
  const trial = trialOf(connection, suspects, remainingMs)
  if (tolerance === 'none') {
    const refusal = all.length === 0 ? null : await trial(all)
    if (refusal === null) return new Map()
    const first = await isolateFirst(all, refusal, trial)
    return byRecord([[first.row, first.refusal]], suspects)
  }
  const { bad } = await isolate(all, trial, (found) => isTooMany(found.size, all.length))
  return byRecord(bad, suspects)
}

/** What is wrong with items, by their records. */
export function byRecord<Item>(
  bad: Iterable<readonly [Item, RecordError]>,
  { items }: Pick<Suspects<Item>, 'items'>,
): Refused {
  return new Map(
    [...bad].flatMap(([item, error]) => {
      const record = items.get(item)
      return record === undefined ? [] : [[record, error] as const]
    }),
  )
}
