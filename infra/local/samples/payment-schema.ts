import type { Schema } from 'avsc'
import { countries, methods, type Payment, type PaymentVersion } from './payment.ts'
import { twosComplement } from './twos-complement.ts'

/** A schema of its own, which the payments refer to by name. */
export const partySchema: Schema = {
  type: 'record',
  name: 'Party',
  namespace: 'shop',
  fields: [
    { name: 'name', type: 'string' },
    { name: 'country', type: { type: 'enum', name: 'Country', symbols: [...countries] } },
    { name: 'known_since', type: { type: 'int', logicalType: 'date' } },
  ],
}

export const paymentKeySchema: Schema = {
  type: 'record',
  name: 'PaymentKey',
  namespace: 'shop',
  fields: [{ name: 'id', type: 'long' }],
}

/** The schema of the value. Its second version makes the receipt nullable and drops the terminal. */
export function paymentSchema(version: PaymentVersion): Schema {
  return {
    type: 'record',
    name: 'Payment',
    namespace: 'shop',
    fields: [
      { name: 'id', type: 'long' },
      { name: 'reference', type: { type: 'string', logicalType: 'uuid' } },
      { name: 'method', type: { type: 'enum', name: 'Method', symbols: [...methods] } },
      {
        name: 'amount',
        type: { type: 'bytes', logicalType: 'decimal', precision: 30, scale: 4 },
      },
      { name: 'booked_on', type: { type: 'int', logicalType: 'date' } },
      { name: 'occurred_at', type: { type: 'long', logicalType: 'timestamp-micros' } },
      { name: 'settled_on', type: ['null', { type: 'int', logicalType: 'date' }], default: null },
      { name: 'note', type: ['null', 'string'], default: null },
      { name: 'payer', type: 'shop.Party' },
      { name: 'receipt', type: version === 1 ? 'bytes' : ['null', 'bytes'] },
      { name: 'labels', type: { type: 'map', values: 'string' } },
      ...(version === 1 ? [{ name: 'terminal', type: 'string' }] : []),
    ],
  }
}

/** A payment as `avroWriter` takes it. */
export function paymentValue(payment: Payment): Readonly<Record<string, unknown>> {
  const { name, country, knownSinceDay } = payment.payer
  return {
    id: payment.id,
    reference: payment.reference,
    method: payment.method,
    amount: twosComplement(payment.amount),
    booked_on: payment.bookedDay,
    occurred_at: payment.occurredMicros,
    settled_on: payment.settledDay,
    note: payment.note,
    payer: { name, country, known_since: knownSinceDay },
    receipt: payment.receipt === null ? null : Buffer.from(payment.receipt),
    labels: Object.fromEntries(payment.labels),
    ...(payment.version === 1 ? { terminal: payment.terminal } : {}),
  }
}
