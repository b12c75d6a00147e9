import { RecordError } from '../errors.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import { INSERT, loadRows } from '../singlestore/loader.ts'
import type { Row } from '../singlestore/row-encoder.ts'
import type { Connection, RemainingMs } from '../singlestore/session/connection.ts'
import { consequenceOf } from '../singlestore/session/store-error.ts'
import { inTrial } from '../singlestore/session/transaction.ts'
import { isTooMany, type Tolerance } from './bad-records.ts'
import { isolate, isolateFirst, type Trial } from './isolate.ts'

type Refused = ReadonlyMap<KafkaRecord, RecordError>

/**
 * Finds by trial loads which records the database refuses.
 * @param rows of one table, in offset order, each with its record; refused as a whole
 * @param tolerance `none` looks for the first one only
 * @returns none where the database now takes them all. @throws StoreError
 */
export async function findRefused(
  connection: Connection,
  table: string,
  rows: ReadonlyMap<Row, KafkaRecord>,
  tolerance: Tolerance,
  remainingMs: RemainingMs,
): Promise<Refused> {
  const all = [...rows.keys()]
  const trial: Trial<Row, RecordError> = async (part) => {
    try {
      await inTrial(connection, remainingMs, () =>
        loadRows(connection, table, part, INSERT, remainingMs),
      )
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
  const named = (bad: Iterable<readonly [Row, RecordError]>): Refused =>
    new Map(
      [...bad].flatMap(([row, error]) => {
        const record = rows.get(row)
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
