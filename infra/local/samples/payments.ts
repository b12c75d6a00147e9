import { createRandom } from '../event-source/random.ts'
import { avroWriter } from './avro-writer.ts'
import { type Message, partitionTopic } from './partition-topic.ts'
import { drawPayment, type PaymentVersion } from './payment.ts'
import { paymentColumns, paymentRow } from './payment-row.ts'
import { partySchema, paymentKeySchema, paymentSchema, paymentValue } from './payment-schema.ts'
import type { Sample } from './sample.ts'

const PARTITIONS = 4

/** How often a payment is deleted: a tombstone, which the sink counts as filtered. */
const DELETE_CHANCE = 0.01

/** The ids that a Confluent registry has given to the schemas. */
export interface PaymentSchemaIds {
  readonly key: number
  readonly value: Readonly<Record<PaymentVersion, number>>
}

/**
 * A topic in Avro, framed with Confluent's schema ids, in the middle of which a new version of the schema begins: exact
 * decimals and 64-bit integers, logical types, an enum, nullable unions, a map, and a record of a schema referred to.
 */
export function payments(count: number, seed: number, ids: PaymentSchemaIds): Sample {
  const random = createRandom(seed)
  const writeKey = framed(ids.key, avroWriter(paymentKeySchema))
  const writeValue = {
    1: framed(ids.value[1], avroWriter(paymentSchema(1), [partySchema])),
    2: framed(ids.value[2], avroWriter(paymentSchema(2), [partySchema])),
  } as const
  const rows: (readonly (string | null)[])[] = []
  let filtered = 0
  const messages = Array.from({ length: count }, (_, index): Message => {
    const payment = drawPayment(index, index < count / 2 ? 1 : 2, random)
    const deleted = random.fraction() < DELETE_CHANCE
    if (deleted) filtered += 1
    else rows.push(paymentRow(payment))
    return {
      partition: index % PARTITIONS,
      timestamp: Number(payment.occurredMicros / 1000n),
      key: writeKey({ id: payment.id }),
      value: deleted ? null : writeValue[payment.version](paymentValue(payment)),
      headers: [],
    }
  })
  return {
    log: partitionTopic('payments', PARTITIONS, messages, random),
    columns: paymentColumns,
    rows,
    filtered,
  }
}

/** Puts Confluent's prefix before each body: a magic 0 and the id of the schema. */
function framed(id: number, write: (value: unknown) => Uint8Array): (value: unknown) => Buffer {
  const prefix = Buffer.alloc(5)
  prefix.writeInt32BE(id, 1)
  return (value) => Buffer.concat([prefix, write(value)])
}
