import { dateText, datetimeText, decimalText, hexText } from './cell-text.ts'
import type { Payment } from './payment.ts'
import type { SampleColumn } from './sample.ts'

type Cell = readonly [column: SampleColumn, text: (payment: Payment) => string | null]

const cells: readonly Cell[] = [
  [{ name: 'id', comparison: 'text' }, ({ id }) => String(id)],
  [{ name: 'reference', comparison: 'text' }, ({ reference }) => reference],
  [{ name: 'method', comparison: 'text' }, ({ method }) => method],
  [{ name: 'amount', comparison: 'text' }, ({ amount }) => decimalText(amount, 4)],
  [{ name: 'booked_on', comparison: 'text' }, ({ bookedDay }) => dateText(bookedDay)],
  [
    { name: 'occurred_at', comparison: 'text' },
    ({ occurredMicros }) => datetimeText(occurredMicros),
  ],
  [
    { name: 'settled_on', comparison: 'text' },
    ({ settledDay }) => (settledDay === null ? null : dateText(settledDay)),
  ],
  [{ name: 'note', comparison: 'text' }, ({ note }) => note],
  [
    { name: 'payer', comparison: 'json' },
    ({ payer: { name, country, knownSinceDay } }) =>
      JSON.stringify({ name, country, known_since: dateText(knownSinceDay) }),
  ],
  [
    { name: 'receipt', comparison: 'text' },
    ({ receipt }) => (receipt === null ? null : hexText(receipt)),
  ],
  [
    { name: 'labels', comparison: 'json' },
    ({ labels }) => JSON.stringify(Object.fromEntries(labels)),
  ],
  [{ name: 'terminal', comparison: 'text' }, ({ terminal }) => terminal],
]

/** The columns that the first version of the payments' schema has to become. */
export const paymentColumns: readonly SampleColumn[] = cells.map(([column]) => column)

/** The row that a payment has to become, as the database prints it. */
export function paymentRow(payment: Payment): readonly (string | null)[] {
  return cells.map(([, text]) => text(payment))
}
