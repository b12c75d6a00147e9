import { isDeepStrictEqual } from 'node:util'
import { EventError } from '../errors.ts'
import type { Batch, KafkaRecord } from '../kafka/record.ts'

interface OpenBatch {
  readonly topic: string
  readonly partition: number
  records: KafkaRecord[]
  ascending: boolean
}

/** Gathers records into batches, whichever order and map key they come in. */
export class BatchGatherer {
  readonly #topics = new Map<string, Map<number, OpenBatch>>()
  readonly #batches: OpenBatch[] = []
  #current: OpenBatch | undefined

  add(record: KafkaRecord): void {
    const { topic, partition, offset } = record
    let batch = this.#current
    // Neighbours nearly always belong together.
    if (batch === undefined || batch.partition !== partition || batch.topic !== topic) {
      batch = this.#open(topic, partition)
      this.#current = batch
    }
    const last = batch.records.at(-1)
    if (last !== undefined && last.offset >= offset) batch.ascending = false
    batch.records.push(record)
  }

  /**
   * The batches in the order of their first record, each in offset order and without repeated records.
   * @throws EventError `ERR_EVENT_INVALID` where two records with one offset differ
   */
  end(): readonly Batch[] {
    return this.#batches.map(({ topic, partition, records, ascending }) => ({
      topic,
      partition,
      records: ascending ? records : inOffsetOrder(records),
    }))
  }

  #open(topic: string, partition: number): OpenBatch {
    let partitions = this.#topics.get(topic)
    if (partitions === undefined) {
      partitions = new Map()
      this.#topics.set(topic, partitions)
    }
    let batch = partitions.get(partition)
    if (batch === undefined) {
      batch = { topic, partition, records: [], ascending: true }
      partitions.set(partition, batch)
      this.#batches.push(batch)
    }
    return batch
  }
}

function inOffsetOrder(records: readonly KafkaRecord[]): readonly KafkaRecord[] {
  const ordered = records.toSorted((one, other) => one.offset - other.offset)
  return ordered.filter((record, index) => {
    const previous = ordered[index - 1]
    if (previous?.offset !== record.offset) return true
    if (isDeepStrictEqual(previous, record)) return false
    const { topic, partition, offset } = record
    throw new EventError(
      'ERR_EVENT_INVALID',
      `Event: two records of ${topic}-${partition} have offset ${offset} but differ. Nothing of it is written; an offset names one record.`,
      { coordinates: { topic, partition, offset } },
    )
  })
}
