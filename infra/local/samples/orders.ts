import { createRandom } from '../event-source/random.ts'
import { envelopeWriter } from './connect-json.ts'
import { drawOrder } from './order.ts'
import { orderKeySchema, orderPayload, orderSchema } from './order-envelope.ts'
import { orderColumns, orderRow } from './order-row.ts'
import { type Message, partitionTopic } from './partition-topic.ts'
import type { Sample } from './sample.ts'

const PARTITIONS = 6

/** How often an order is deleted: a tombstone, which the sink counts as filtered. */
const DELETE_CHANCE = 0.01

/** A topic with keys, logical types, nested values, ids beyond 2^53, defaults, tombstones and offset gaps. */
export function orders(count: number, seed: number): Sample {
  const random = createRandom(seed)
  const writeKey = envelopeWriter(orderKeySchema)
  const writeValue = envelopeWriter(orderSchema)
  const rows: (readonly (string | null)[])[] = []
  let filtered = 0
  const messages = Array.from({ length: count }, (_, index): Message => {
    const order = drawOrder(index, random)
    const deleted = random.fraction() < DELETE_CHANCE
    if (deleted) filtered += 1
    else rows.push(orderRow(order))
    return {
      partition: Number(order.id % BigInt(PARTITIONS)),
      timestamp: order.createdMs,
      key: writeKey({ id: order.id }),
      value: deleted ? null : writeValue(orderPayload(order)),
      headers: [{ name: 'source', value: Buffer.from('webshöp') }],
    }
  })
  return {
    log: partitionTopic('orders', PARTITIONS, messages, random),
    columns: orderColumns,
    rows,
    filtered,
  }
}
