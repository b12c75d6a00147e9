import { PAYLOAD_LIMIT_BYTES } from '../../event-source/batch-limits.ts'
import { addedBytes, type EventSource, emptyEventBytes } from '../../event-source/event-json.ts'
import { recordJson } from '../../event-source/record-json.ts'

const TOPIC = 'sales.purchases'
const PARTITION = 10
const KEY = Buffer.from('0123456789')
const SOURCE: EventSource = {
  kind: 'msk',
  arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/sales/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
  bootstrapServers: ['b-1', 'b-2', 'b-3']
    .map((broker) => `${broker}.sales.aa1bb2.c2.kafka.us-east-1.amazonaws.com:9098`)
    .join(','),
}

/** Bytes of the event's JSON with so many records over so many partitions; a key has ten bytes, and there are no headers. */
export function eventBytes(records: number, recordBytes: number, partitions: number): number {
  const text = recordTextBytes(recordBytes)
  const name = `${TOPIC}-${PARTITION}`
  const opened = Math.min(records, partitions)
  if (opened === 0) return emptyEventBytes(SOURCE)
  return (
    emptyEventBytes(SOURCE) +
    addedBytes(text, name, 'first-of-event') +
    (opened - 1) * addedBytes(text, name, 'first-of-partition') +
    (records - opened) * addedBytes(text, name, 'next')
  )
}

/** How many records the fullest event holds: `batchSize`, or what 6 MB hold; 0 where one alone is too large. */
export function fullestEvent(batchSize: number, recordBytes: number, partitions: number): number {
  const grows =
    eventBytes(partitions + 1, recordBytes, partitions) -
    eventBytes(partitions, recordBytes, partitions)
  const spare = PAYLOAD_LIMIT_BYTES - eventBytes(partitions, recordBytes, partitions)
  if (spare >= 0) return Math.min(batchSize, partitions + Math.floor(spare / grows))
  // Fewer records than partitions: each opens a list of its own.
  let records = 0
  while (eventBytes(records + 1, recordBytes, partitions) <= PAYLOAD_LIMIT_BYTES) records += 1
  return Math.min(batchSize, records)
}

function recordTextBytes(valueBytes: number): number {
  const record = {
    offset: 1_000_000_000,
    timestamp: 1_800_000_000_000,
    key: KEY,
    value: new Uint8Array(0),
    headers: [],
  }
  const bare = recordJson({ topic: TOPIC, partition: PARTITION, record }, 'null')
  return Buffer.byteLength(bare) + 4 * Math.ceil(valueBytes / 3)
}
