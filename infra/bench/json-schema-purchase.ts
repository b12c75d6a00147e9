import { jsonText } from '../local/samples/json-text.ts'
import { type Purchase, purchasePayload } from './purchase.ts'

const logical = 'org.apache.kafka.connect.data'
const integer = (type: string) => ({ type: 'integer', 'connect.type': type })
const text = { type: 'string' }
const nullableText = { oneOf: [{ type: 'null' }, text] }

/** The schema of purchases as Confluent's converter writes it, its decimals in base64. */
export const jsonSchema = JSON.stringify({
  type: 'object',
  title: 'shop.sales.Purchase',
  properties: Object.fromEntries(
    Object.entries({
      id: integer('int64'),
      customer_id: integer('int64'),
      order_number: text,
      status: text,
      channel: nullableText,
      currency: text,
      amount: {
        type: 'string',
        title: `${logical}.Decimal`,
        'connect.version': 1,
        'connect.type': 'bytes',
        'connect.parameters': { scale: '2', 'connect.decimal.precision': '18' },
      },
      quantity: integer('int32'),
      weight_kg: { type: 'number', 'connect.type': 'float64' },
      express: { type: 'boolean' },
      created_at: { ...integer('int64'), title: `${logical}.Timestamp`, 'connect.version': 1 },
      note: nullableText,
    }).map(([name, schema], index) => [name, { ...schema, 'connect.index': index }]),
  ),
})

/** A purchase as JSON text under the schema. */
export function jsonBody(purchase: Purchase): Uint8Array {
  return Buffer.from(jsonText(purchasePayload(purchase)))
}
