import { dateText, datetimeText, decimalText, hexText } from './cell-text.ts'
import type { Order } from './order.ts'
import type { SampleColumn } from './sample.ts'

type Cell = readonly [column: SampleColumn, text: (order: Order) => string | null]

const cells: readonly Cell[] = [
  [{ name: 'id', comparison: 'text' }, ({ id }) => String(id)],
  [{ name: 'customer', comparison: 'text' }, ({ customer }) => String(customer)],
  [{ name: 'status', comparison: 'text' }, ({ status }) => status],
  [{ name: 'channel', comparison: 'text' }, ({ channel }) => channel ?? 'web'],
  [{ name: 'amount', comparison: 'text' }, ({ amountCents }) => decimalText(amountCents, 2)],
  [{ name: 'ordered_on', comparison: 'text' }, ({ orderedDay }) => dateText(orderedDay)],
  [
    { name: 'pickup_at', comparison: 'text' },
    ({ pickupMs }) => (pickupMs === null ? null : timeText(pickupMs)),
  ],
  [
    { name: 'created_at', comparison: 'text' },
    ({ createdMs }) => datetimeText(BigInt(createdMs) * 1000n),
  ],
  [{ name: 'express', comparison: 'text' }, ({ express }) => (express ? '1' : '0')],
  [
    { name: 'weight_kg', comparison: 'number' },
    ({ weightKg }) => (weightKg === null ? null : String(weightKg)),
  ],
  [{ name: 'priority', comparison: 'text' }, ({ priority }) => String(priority)],
  [{ name: 'items', comparison: 'text' }, ({ items }) => String(items)],
  [{ name: 'note', comparison: 'text' }, ({ note }) => note],
  [
    { name: 'signature', comparison: 'text' },
    ({ signature }) => (signature === null ? null : hexText(signature)),
  ],
  [
    { name: 'address', comparison: 'json' },
    ({ street, city, latitude }) => JSON.stringify({ street, city, latitude }),
  ],
  [{ name: 'lines', comparison: 'json' }, ({ lines }) => JSON.stringify(lines)],
  [{ name: 'tags', comparison: 'json' }, ({ tags }) => JSON.stringify(tags)],
  [
    { name: 'attributes', comparison: 'json' },
    ({ attributes }) => JSON.stringify(Object.fromEntries(attributes)),
  ],
]

/** The columns that `orderSchema` has to become. */
export const orderColumns: readonly SampleColumn[] = cells.map(([column]) => column)

/** The row that an order has to become, as the database prints it. */
export function orderRow(order: Order): readonly (string | null)[] {
  return cells.map(([, text]) => text(order))
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 23)}000`
}
