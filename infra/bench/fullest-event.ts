import { PAYLOAD_LIMIT_BYTES } from '../local/event-source/batch-limits.ts'
import { cutBatches } from '../local/event-source/cut-batches.ts'
import type { PolledRecord } from '../local/event-source/topic-log.ts'
import { valueWriter, type Workload } from './workload.ts'

export const TOPIC = 'sales.purchases'
export const PARTITIONS = 4

/** Lambda's largest `BatchSize`. */
const MOST_RECORDS = 10_000

const SOURCE = {
  kind: 'msk',
  arn: 'arn:aws:kafka:eu-central-1:123456789012:cluster/sales/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
  bootstrapServers:
    'b-2.sales.aa1bb2.c2.kafka.eu-central-1.amazonaws.com:9098,b-1.sales.aa1bb2.c2.kafka.eu-central-1.amazonaws.com:9098',
} as const

/**
 * The JSON text of the fullest event that Lambda delivers of a workload: 6 MB or 10 000 records, whichever comes first,
 * over four partitions.
 *
 * @param mostRecords fewer, for a small event
 */
export function fullestEvent(workload: Workload, mostRecords = MOST_RECORDS): string {
  const limits = {
    batchSize: mostRecords,
    windowMs: Number.POSITIVE_INFINITY,
    payloadBytes: PAYLOAD_LIMIT_BYTES,
  }
  for (const cut of cutBatches(polled(workload), { source: SOURCE, limits, nulls: 'null' })) {
    if (cut.kind === 'batch') return cut.event
  }
  throw new Error(`No record of the workload "${workload}" fits into an event.`)
}

function* polled(workload: Workload): Generator<PolledRecord> {
  const value = valueWriter(workload)
  for (let index = 0; ; index += 1) {
    yield {
      topic: TOPIC,
      partition: index % PARTITIONS,
      record: {
        offset: Math.floor(index / PARTITIONS),
        timestamp: Date.UTC(2026, 0, 1) + index,
        key: Buffer.from(String(index % 977)),
        value: value(index),
        headers: [],
      },
    }
  }
}
