import type { Connection } from 'mysql2/promise'

export const LEDGER_PARTITIONS = 100
export const LEDGER_ROWS_PER_PARTITION = 10_000

/** Rows filled by one statement: often enough to tell how far it is. */
const ROWS_AT_ONCE = 100_000

/** Records in each range of the ledger that is made up here. */
const RECORDS = 100

/**
 * Fills a ledger with the adjacent ranges of a hundred partitions, which take turns as they do in life: so the index
 * pages at their ends are as full as any.
 *
 * @param rowsEach per partition; 1 for a ledger that has just begun
 */
export async function fillLedger(
  connection: Connection,
  table: string,
  of: { readonly sink: string; readonly topic: string },
  rowsEach: number,
  progress: (text: string) => void,
): Promise<void> {
  const rows = rowsEach * LEDGER_PARTITIONS
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    progress(`${from.toLocaleString('en')} ledger rows`)
    await connection.query(
      `INSERT INTO ${table} (id, sink, topic, \`partition\`, sequence, firstOffset, lastOffset, records, count,
         filtered, deadLettered, firstTimestamp, lastTimestamp, minTimestamp, maxTimestamp, highOffset)
       SELECT CONCAT(topic, '-', at, '-', first), sink, topic, at, turn + 1, first, first + ${RECORDS - 1}, ${RECORDS},
         ${RECORDS}, 0, 0, time, time + 999, time, time + 999, first + ${RECORDS - 1}
       FROM (
         SELECT ? AS sink, ? AS topic, seq MOD ${LEDGER_PARTITIONS} AS at, seq DIV ${LEDGER_PARTITIONS} AS turn,
           seq DIV ${LEDGER_PARTITIONS} * ${RECORDS} AS first,
           1735689600000 + seq DIV ${LEDGER_PARTITIONS} * 1000 AS time
         FROM seq_${from}_to_${Math.min(rows, from + ROWS_AT_ONCE) - 1}
       ) AS ranges`,
      [of.sink, of.topic],
    )
  }
}
