import type { Random } from '../local/event-source/random.ts'
import { decimalPayload } from '../local/samples/connect-json.ts'
import type { Json } from '../local/samples/json-text.ts'
import { pick } from '../local/samples/pick.ts'

/** A record of twelve fields. */
export interface Purchase {
  readonly id: bigint
  readonly customer: bigint
  readonly number: string
  readonly status: string
  readonly channel: string | null
  readonly currency: string
  readonly amountCents: bigint
  readonly quantity: number
  readonly weightKg: number
  readonly express: boolean
  readonly createdMs: number
  readonly note: string | null
}

const FIRST_MS = Date.UTC(2026, 0, 1)

/** @param firstId the id of index 0; of 19 digits, no double holds it */
export function drawPurchase(index: number, firstId: bigint, random: Random): Purchase {
  return {
    id: firstId + BigInt(index) * 4_099n,
    customer: firstId + BigInt(random.integer(1, 90_000)),
    number: `PO-${random.integer(100_000, 999_999)}-${index}`,
    status: pick(['paid', 'packed', 'shipped', 'delivered', 'returned'], random),
    channel: random.fraction() < 0.2 ? null : pick(['app', 'phone', 'store', 'web'], random),
    currency: pick(['EUR', 'USD', 'JPY'], random),
    amountCents: BigInt(random.integer(100, 5_000_000)),
    quantity: random.integer(1, 40),
    weightKg: random.integer(1, 40_000) / 8,
    express: random.fraction() < 0.2,
    createdMs: FIRST_MS + index * 731,
    note: random.fraction() < 0.5 ? null : pick(NOTES, random),
  }
}

const NOTES: readonly [string, ...string[]] = [
  'leave at the door',
  'ring twice, then wait',
  'Grüße an die Küche',
  'gift, no invoice in the box please',
]

const logical = 'org.apache.kafka.connect.data'

/** The schema, its members in the order in which Kafka Connect's converter writes them. */
export const purchaseSchema: Json = {
  type: 'struct',
  fields: [
    { type: 'int64', optional: false, field: 'id' },
    { type: 'int64', optional: false, field: 'customer_id' },
    { type: 'string', optional: false, field: 'order_number' },
    { type: 'string', optional: false, field: 'status' },
    { type: 'string', optional: true, field: 'channel' },
    { type: 'string', optional: false, field: 'currency' },
    {
      type: 'bytes',
      optional: false,
      name: `${logical}.Decimal`,
      version: 1,
      parameters: { scale: '2', 'connect.decimal.precision': '18' },
      field: 'amount',
    },
    { type: 'int32', optional: false, field: 'quantity' },
    { type: 'double', optional: false, field: 'weight_kg' },
    { type: 'boolean', optional: false, field: 'express' },
    {
      type: 'int64',
      optional: false,
      name: `${logical}.Timestamp`,
      version: 1,
      field: 'created_at',
    },
    { type: 'string', optional: true, field: 'note' },
  ],
  optional: false,
  name: 'shop.sales.Purchase',
}

/** The payload under `purchaseSchema`. */
export function purchasePayload(purchase: Purchase): Json {
  return members(purchase, decimalPayload(purchase.amountCents), purchase.createdMs)
}

/** The same as JSON without a schema says it. */
export function purchaseJson(purchase: Purchase): Json {
  const { amountCents, createdMs } = purchase
  return members(purchase, Number(amountCents) / 100, new Date(createdMs).toISOString())
}

function members(purchase: Purchase, amount: Json, createdAt: Json): Json {
  return {
    id: purchase.id,
    customer_id: purchase.customer,
    order_number: purchase.number,
    status: purchase.status,
    channel: purchase.channel,
    currency: purchase.currency,
    amount,
    quantity: purchase.quantity,
    weight_kg: purchase.weightKg,
    express: purchase.express,
    created_at: createdAt,
    note: purchase.note,
  }
}
