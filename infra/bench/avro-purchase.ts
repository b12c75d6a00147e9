import { decimalPayload } from '../local/samples/connect-json.ts'
import { BinaryWriter } from './binary-writer.ts'
import type { Purchase } from './purchase.ts'

const NULLABLE_TEXT = ['null', 'string']

/** The schema of purchases in Avro. */
export const avroSchema = JSON.stringify({
  type: 'record',
  name: 'Purchase',
  namespace: 'shop.sales',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'customer_id', type: 'long' },
    { name: 'order_number', type: 'string' },
    { name: 'status', type: 'string' },
    { name: 'channel', type: NULLABLE_TEXT, default: null },
    { name: 'currency', type: 'string' },
    {
      name: 'amount',
      type: { type: 'bytes', logicalType: 'decimal', precision: 18, scale: 2 },
    },
    { name: 'quantity', type: 'int' },
    { name: 'weight_kg', type: 'double' },
    { name: 'express', type: 'boolean' },
    { name: 'created_at', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'note', type: NULLABLE_TEXT, default: null },
  ],
})

/** Avro's binary encoding of a purchase. */
export function avroBody(purchase: Purchase): Uint8Array {
  const writer = new BinaryWriter()
  const bytes = (value: Uint8Array) => writer.zigzag(BigInt(value.length)).raw(value)
  const text = (value: string) => bytes(Buffer.from(value))
  const nullable = (value: string | null) => {
    writer.zigzag(value === null ? 0n : 1n)
    if (value !== null) text(value)
  }
  writer.zigzag(purchase.id).zigzag(purchase.customer)
  text(purchase.number)
  text(purchase.status)
  nullable(purchase.channel)
  text(purchase.currency)
  bytes(Buffer.from(decimalPayload(purchase.amountCents), 'base64'))
  writer.zigzag(BigInt(purchase.quantity)).double(purchase.weightKg)
  writer.raw(Uint8Array.of(purchase.express ? 1 : 0)).zigzag(BigInt(purchase.createdMs))
  nullable(purchase.note)
  return writer.finish()
}
