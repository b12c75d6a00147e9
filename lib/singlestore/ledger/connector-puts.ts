import { EventError } from '../../errors.ts'
import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { selectColumns } from '../dialect/catalog.ts'
import { selectNewestPutBelow, selectPutPartitions, selectPuts } from '../dialect/ledger-adopt.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'

/** What the Java connector wrote in one call: known by its first record, whatever topic-partitions the others are of. */
export interface Put extends TopicPartition {
  readonly offset: number
  /** Records of all topic-partitions together. */
  readonly count: number
  /** By the server's clock, to the second. */
  readonly createdAt: string
}

/** Where puts of one topic-partition are looked for. */
export type PutsFrom = TopicPartition & { readonly offset: number }

const CONNECTOR_COLUMNS = ['id', 'count', 'createdat']
const PARTITIONS_ASKED = 200
/** Connect commits every minute: what lies behind is a handful, unless the table is not what it is taken for. */
const MOST_PUTS = 10_000

/** The Java connector's metadata table; only read. */
export class ConnectorPuts {
  readonly #connection: Connection
  readonly #table: string
  readonly #remainingMs: RemainingMs

  constructor(connection: Connection, table: string, remainingMs: RemainingMs) {
    this.#connection = connection
    this.#table = table
    this.#remainingMs = remainingMs
  }

  /** @throws EventError where there is no such table, or it is another; StoreError */
  async check(database: string): Promise<void> {
    const rows = await this.#select(selectColumns(database, [this.#table]), 'looking for')
    const found = rows
      .filter((row) => row.TABLE_NAME === this.#table)
      .map((row) => (row.COLUMN_NAME ?? '').toLowerCase())
    if (CONNECTOR_COLUMNS.every((name) => found.includes(name))) return
    const table = JSON.stringify(this.#table)
    throw new EventError(
      'ERR_EVENT_INVALID',
      found.length === 0
        ? `Payload: there is no table ${table}. metadataTable wants the metadata table of the connector, by its name of today, or null where there is none. Nothing was done.`
        : `Payload: table ${table} is no metadata table of the connector: those have the columns id, count and createdAt. Nothing was done.`,
      { coordinates: { table: this.#table } },
    )
  }

  /**
   * The puts that begin at these offsets or behind them, in offset order.
   * @throws EventError where there are more than the end of any run would leave; StoreError
   */
  async behind(from: readonly PutsFrom[]): Promise<readonly Put[]> {
    const wanted = new Set(from.map(formatTopicPartition))
    const puts: Put[] = []
    for (let at = 0; at < from.length; at += PARTITIONS_ASKED) {
      const sql = selectPuts(this.#table, from.slice(at, at + PARTITIONS_ASKED), MOST_PUTS + 1)
      const rows = await this.#select(sql, 'reading puts from')
      if (puts.length + rows.length > MOST_PUTS) throw tooMany(this.#table)
      for (const { id, count, createdAt } of rows) {
        const place = readPutId(id ?? '')
        if (place === null || !wanted.has(formatTopicPartition(place))) continue
        puts.push({ ...place, count: Number(count), createdAt: createdAt ?? '' })
      }
    }
    return puts.toSorted((a, b) => a.offset - b.offset)
  }

  /** When the newest put below this offset was written; null where there is none. @throws StoreError */
  async newestBelow(of: PutsFrom): Promise<string | null> {
    const [row] = await this.#select(selectNewestPutBelow(this.#table, of), 'reading puts from')
    return row?.newest ?? null
  }

  /** The partitions of a topic that any put begins with. @throws StoreError */
  async partitions(topic: string): Promise<readonly number[]> {
    const rows = await this.#select(selectPutPartitions(this.#table, topic), 'counting puts in')
    const found = rows.flatMap((row) => {
      const place = readPutId(row.id ?? '')
      return place?.topic === topic ? [place.partition] : []
    })
    return found.toSorted((a, b) => a - b)
  }

  async #select(sql: string, doing: string) {
    return await this.#connection.select(sql, `${doing} "${this.#table}"`, this.#remainingMs)
  }
}

/** Reads topic-partition-offset from the right, for a topic may hold dashes. */
export function readPutId(id: string): (TopicPartition & { readonly offset: number }) | null {
  const [, topic, partition, offset] = /^(.+)-(\d{1,10})-(\d{1,16})$/s.exec(id) ?? []
  if (topic === undefined || !Number.isSafeInteger(Number(offset))) return null
  return { topic, partition: Number(partition), offset: Number(offset) }
}

function tooMany(table: string): EventError {
  return new EventError(
    'ERR_EVENT_INVALID',
    `Payload: the table ${JSON.stringify(table)} holds more than ${MOST_PUTS} puts behind the offsets that the group has committed. That is no end of a run: ` +
      'the offsets are those of another group, another connector writes to the table, or the topic was created again. ' +
      'To go by offsets alone, give "metadataTable": null. Nothing was done.',
    { coordinates: { table } },
  )
}
