import type { BatchLimits } from './batch-limits.ts'
import { addedBytes, type EventSource, emptyEventBytes, eventJson, mapKey } from './event-json.ts'
import { type NullForm, recordJson } from './record-json.ts'
import type { PolledRecord } from './topic-log.ts'

/** The records of one invocation, in the order they were polled. */
export interface EventBatch {
  readonly kind: 'batch'
  readonly records: readonly PolledRecord[]
  /** The event's JSON. */
  readonly event: string
}

/** A record that fits into no event: Lambda sends it to the on-failure destination or drops it. */
export interface OversizedRecord {
  readonly kind: 'oversized'
  readonly record: PolledRecord
  /** What the event with this record alone would have. */
  readonly eventBytes: number
}

export interface CutOptions {
  readonly source: EventSource
  readonly limits: BatchLimits
  readonly nulls: NullForm
}

/** Cuts polled records into events, each as full as its limits allow; every record comes out once, in order. */
export function* cutBatches(
  polled: Iterable<PolledRecord>,
  { source, limits, nulls }: CutOptions,
): Generator<EventBatch | OversizedRecord> {
  const emptyBytes = emptyEventBytes(source)
  let records: PolledRecord[] = []
  let texts = new Map<string, string[]>()
  let bytes = emptyBytes
  let windowEndMs = Number.POSITIVE_INFINITY
  let arrivalMs = Number.NEGATIVE_INFINITY

  function close(): EventBatch {
    const batch: EventBatch = { kind: 'batch', records, event: eventJson(source, texts) }
    records = []
    texts = new Map()
    bytes = emptyBytes
    return batch
  }

  for (const one of polled) {
    const key = mapKey(one)
    const text = recordJson(one, nulls)
    const textBytes = Buffer.byteLength(text)
    const aloneBytes = emptyBytes + addedBytes(textBytes, key, 'first-of-event')
    // Producers set timestamps as they like; a record cannot arrive before the one polled earlier.
    arrivalMs = Math.max(arrivalMs, one.record.timestamp)
    if (aloneBytes > limits.payloadBytes) {
      if (records.length > 0) yield close()
      yield { kind: 'oversized', record: one, eventBytes: aloneBytes }
      continue
    }
    const place = texts.has(key) ? 'next' : 'first-of-partition'
    const full =
      records.length >= limits.batchSize ||
      arrivalMs > windowEndMs ||
      bytes + addedBytes(textBytes, key, place) > limits.payloadBytes
    if (records.length > 0 && full) yield close()
    if (records.length === 0) windowEndMs = arrivalMs + limits.windowMs
    const list = texts.get(key)
    if (list === undefined) {
      bytes += addedBytes(
        textBytes,
        key,
        records.length === 0 ? 'first-of-event' : 'first-of-partition',
      )
      texts.set(key, [text])
    } else {
      bytes += addedBytes(textBytes, key, 'next')
      list.push(text)
    }
    records.push(one)
  }
  if (records.length > 0) yield close()
}
