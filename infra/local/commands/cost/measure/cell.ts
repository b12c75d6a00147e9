import { PAYLOAD_LIMIT_BYTES } from '../../../event-source/batch-limits.ts'
import { cutBatches } from '../../../event-source/cut-batches.ts'
import type { PolledRecord } from '../../../event-source/topic-log.ts'
import type { CostFormat } from '../cost-format.ts'
import { sizedValues } from './sized-value.ts'

/** One kind of event that is measured. */
export interface Cell {
  readonly format: CostFormat
  /** Of a value; the format's least where that is more. */
  readonly recordBytes: number
  /** At most: 6 MB may hold fewer. */
  readonly records: number
}

const RECORD_BYTES = [100, 1_000, 10_000]
const RECORDS = [1, 10, 100, 1_000, 10_000]
const PARTITIONS = 4

const SOURCE = {
  kind: 'msk',
  arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/sales/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
  bootstrapServers:
    'b-2.sales.aa1bb2.c2.kafka.us-east-1.amazonaws.com:9098,b-1.sales.aa1bb2.c2.kafka.us-east-1.amazonaws.com:9098',
} as const

/** Every size with every count. */
export function cellsOf(format: CostFormat): readonly Cell[] {
  return RECORD_BYTES.flatMap((recordBytes) =>
    RECORDS.map((records) => ({ format, recordBytes, records })),
  )
}

/** Each cell has a topic of its own, so that its offsets are its own. */
export function topicOf({ recordBytes, records }: Cell): string {
  return `sales.purchases.${recordBytes}.${records}`
}

/** The JSON text of a cell's event. @throws Error where 6 MB hold no record of it */
export function eventOf(cell: Cell): string {
  const limits = {
    batchSize: cell.records,
    windowMs: Number.POSITIVE_INFINITY,
    payloadBytes: PAYLOAD_LIMIT_BYTES,
  }
  for (const cut of cutBatches(polled(cell), { source: SOURCE, limits, nulls: 'null' })) {
    if (cut.kind === 'batch') return cut.event
    break
  }
  throw new Error(`No record of ${cell.recordBytes} bytes fits into an event.`)
}

function* polled(cell: Cell): Generator<PolledRecord> {
  const value = sizedValues(cell.format, cell.recordBytes)
  const topic = topicOf(cell)
  for (let index = 0; index <= cell.records; index += 1) {
    yield {
      topic,
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
