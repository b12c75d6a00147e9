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

/**
 * Finds by trials which records the database refuses.
 * @param tolerance `none` looks for the first one only
 * @returns none where the database now takes them all. @throws StoreError
 */
export async function findRefused<Item>(
  connection: Connection,
  { table, items, write }: Suspects<Item>,
  tolerance: Tolerance,
  remainingMs: RemainingMs,
): Promise<Refused> {
  const all = [...items.keys()]
  const trial: Trial<Item, RecordError> = async (part) => {
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
  const named = (bad: Iterable<readonly [Item, RecordError]>): Refused =>
    new Map(
      [...bad].flatMap(([item, error]) => {
        const record = items.get(item)
        return record === undefined ? [] : [[record, error] as const]
      }),
    )

  if (tolerance === 'none') {
    const refusal = await trial(all)
    if (refusal === null) return new Map()
    const first = await isolateFirst(all, refusal, trial)
    return named([[first.row, first.refusal]])
  }
  const { bad } = await isolate(all, trial, (found) => isTooMany(found.size, all.length))
  return named(bad)
}
