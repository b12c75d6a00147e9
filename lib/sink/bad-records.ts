import { RecordError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { Batch, KafkaRecord } from '../kafka/record.ts'
import type { DeadLetter, Stage } from '../singlestore/dead-letter/dead-letter.ts'
import { locate } from './locate.ts'
import type { PartitionFaults } from './partition-faults.ts'

/** `none`: a bad record stops its topic-partition; `all`: it becomes a dead letter (the connector's `errors.tolerance`). */
export type Tolerance = 'none' | 'all'

/** So many bad records are never too many: a batch of one would be 100 % bad. */
const BREAKER_FLOOR = 10
/** Above this share of a delivered batch the fault lies not in single records. */
const BREAKER_SHARE = 0.5

/** The bad records that one try comes upon, and what is done about them. */
export class BadRecords {
  readonly #tolerance: Tolerance
  readonly #faults: PartitionFaults
  readonly #batches: ReadonlyMap<string, Batch>
  readonly #letters = new Map<KafkaRecord, DeadLetter>()
  readonly #counts = new Map<string, number>()

  constructor(tolerance: Tolerance, faults: PartitionFaults, batches: readonly Batch[]) {
    this.#tolerance = tolerance
    this.#faults = faults
    this.#batches = new Map(batches.map((batch) => [formatTopicPartition(batch), batch]))
  }

  /** Takes an error found in a record; @throws what is no fault of the record */
  add(error: unknown, record: KafkaRecord, stage: Stage): void {
    const located = locate(error, record)
    if (!(located instanceof RecordError)) throw located
    if (this.#tolerance === 'none') {
      this.#faults.add(record, record.offset, located)
      return
    }
    if (this.#letters.has(record)) return
    this.#letters.set(record, { record, error: located, stage })
    this.#break(record, located)
  }

  /** The dead letters of records that are still to commit. */
  get letters(): readonly DeadLetter[] {
    return [...this.#letters.values()].filter(({ record }) => !this.#faults.cuts(record))
  }

  has(record: KafkaRecord): boolean {
    return this.#letters.has(record)
  }

  /** Stops a topic-partition of whose batch too much is bad: then nothing of it is dead-lettered. */
  #break(record: KafkaRecord, error: RecordError): void {
    const key = formatTopicPartition(record)
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    const delivered = this.#batches.get(key)?.records ?? []
    if (!isTooMany(count, delivered.length)) return
    this.#faults.add(
      record,
      delivered[0]?.offset ?? 0,
      new RecordError(
        'ERR_TOO_MANY_BAD',
        `${key}: more than ${Math.round(BREAKER_SHARE * 100)} % of the ${delivered.length} records delivered are bad; nothing of it is written or dead-lettered, for the fault lies not in single records. One of them: ${error.message}`,
        { coordinates: error.coordinates, cause: error },
      ),
    )
  }
}

/** @param bad of the `delivered` records of one batch */
export function isTooMany(bad: number, delivered: number): boolean {
  return bad > BREAKER_FLOOR && bad > delivered * BREAKER_SHARE
}
