import { decimalPayload } from './connect-json.ts'
import type { Json } from './json-text.ts'
import type { Order } from './order.ts'

const logical = 'org.apache.kafka.connect.data'

/** Schema of the key: a struct of the order's id, as a source connector writes it. */
export const orderKeySchema: Json = {
  type: 'struct',
  name: 'shop.OrderKey',
  optional: false,
  fields: [{ field: 'id', type: 'int64', optional: false }],
}

/** Schema of the value: logical types, a default, optional fields, nested struct, array and map. */
export const orderSchema: Json = {
  type: 'struct',
  name: 'shop.Order',
  version: 3,
  optional: false,
  fields: [
    { field: 'id', type: 'int64', optional: false },
    { field: 'customer', type: 'int32', optional: false },
    { field: 'status', type: 'string', optional: false },
    { field: 'channel', type: 'string', optional: true, default: 'web' },
    {
      field: 'amount',
      type: 'bytes',
      name: `${logical}.Decimal`,
      version: 1,
      parameters: { scale: '2', 'connect.decimal.precision': '24' },
      optional: false,
    },
    { field: 'ordered_on', type: 'int32', name: `${logical}.Date`, version: 1, optional: false },
    { field: 'pickup_at', type: 'int32', name: `${logical}.Time`, version: 1, optional: true },
    {
      field: 'created_at',
      type: 'int64',
      name: `${logical}.Timestamp`,
      version: 1,
      optional: false,
    },
    { field: 'express', type: 'boolean', optional: false },
    { field: 'weight_kg', type: 'double', optional: true },
    { field: 'priority', type: 'int8', optional: false },
    { field: 'items', type: 'int16', optional: false },
    { field: 'note', type: 'string', optional: true },
    { field: 'signature', type: 'bytes', optional: true },
    {
      field: 'address',
      type: 'struct',
      name: 'shop.Address',
      optional: false,
      fields: [
        { field: 'street', type: 'string', optional: false },
        { field: 'city', type: 'string', optional: false },
        { field: 'latitude', type: 'double', optional: false },
      ],
    },
    {
      field: 'lines',
      type: 'array',
      optional: false,
      items: {
        type: 'struct',
        name: 'shop.Line',
        optional: false,
        fields: [
          { field: 'sku', type: 'string', optional: false },
          { field: 'quantity', type: 'int32', optional: false },
        ],
      },
    },
    { field: 'tags', type: 'array', optional: true, items: { type: 'string', optional: false } },
    {
      field: 'attributes',
      type: 'map',
      optional: true,
      keys: { type: 'string', optional: false },
      values: { type: 'string', optional: true },
    },
  ],
}

/** The payload of an order under `orderSchema`. */
export function orderPayload(order: Order): Json {
  const { street, city, latitude, signature } = order
  return {
    id: order.id,
    customer: order.customer,
    status: order.status,
    // Both ways of saying nothing: an explicit null and no member at all.
    ...(order.channel === null && order.express ? {} : { channel: order.channel }),
    amount: decimalPayload(order.amountCents),
    ordered_on: order.orderedDay,
    pickup_at: order.pickupMs,
    created_at: order.createdMs,
    express: order.express,
    weight_kg: order.weightKg,
    priority: order.priority,
    items: order.items,
    note: order.note,
    signature: signature === null ? null : Buffer.from(signature).toString('base64'),
    address: { street, city, latitude },
    lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    tags: order.tags,
    attributes: Object.fromEntries(order.attributes),
  }
}
