import type { Order } from './order.ts'
import type { SampleColumn } from './sample.ts'

type Cell = readonly [column: SampleColumn, text: (order: Order) => string | null]

const cells: readonly Cell[] = [
  [{ name: 'id', comparison: 'text' }, ({ id }) => String(id)],
  [{ name: 'customer', comparison: 'text' }, ({ customer }) => String(customer)],
  [{ name: 'status', comparison: 'text' }, ({ status }) => status],
  [{ name: 'channel', comparison: 'text' }, ({ channel }) => channel ?? 'web'],
  [{ name: 'amount', comparison: 'text' }, ({ amountCents }) => amountText(amountCents)],
  [{ name: 'ordered_on', comparison: 'text' }, ({ orderedDay }) => dateText(orderedDay)],
  [
    { name: 'pickup_at', comparison: 'text' },
    ({ pickupMs }) => (pickupMs === null ? null : timeText(pickupMs)),
  ],
  [{ name: 'created_at', comparison: 'text' }, ({ createdMs }) => datetimeText(createdMs)],
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

function amountText(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 23)}000`
}

function datetimeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')}000`
}

function hexText(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex').toUpperCase()}`
}
