import { mapKey } from './event-json.ts'
import type { PolledRecord } from './topic-log.ts'

/** What an answer reports: nothing failed, something is wrong with the report, or the lowest failed offset by map key. */
export type FailedItems =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'some'; readonly lowest: ReadonlyMap<string, number> }

const none: FailedItems = { kind: 'none' }
const invalid: FailedItems = { kind: 'invalid' }

/**
 * Reads the answer of a function under `ReportBatchItemFailures`.
 *
 * A report that names what the event did not hold, or that has another form, counts as failure of the whole batch.
 * Source: AWS Lambda Developer Guide, "Configuring error handling controls for Kafka event sources".
 */
export function readFailedItems(response: unknown, records: readonly PolledRecord[]): FailedItems {
  if (response == null) return none
  if (!isObject(response)) return invalid
  const { batchItemFailures: items } = response
  if (items == null) return none
  if (!Array.isArray(items)) return invalid
  if (items.length === 0) return none
  const delivered = new Set(records.map((one) => place(mapKey(one), one.record.offset)))
  const lowest = new Map<string, number>()
  for (const item of items) {
    const identifier: unknown = isObject(item) ? item.itemIdentifier : null
    if (!isObject(identifier)) return invalid
    const { partition, offset } = identifier
    if (typeof partition !== 'string' || typeof offset !== 'number') return invalid
    if (!delivered.has(place(partition, offset))) return invalid
    lowest.set(partition, Math.min(offset, lowest.get(partition) ?? offset))
  }
  return { kind: 'some', lowest }
}

function place(key: string, offset: number): string {
  return `${offset} of ${key}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
