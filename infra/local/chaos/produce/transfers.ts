import type { Random } from '../../event-source/random.ts'
import { decimalPayload, envelopeWriter } from '../../samples/connect-json.ts'
import type { Json } from '../../samples/json-text.ts'
import { pick } from '../../samples/pick.ts'
import {
  brokenOff,
  letter,
  type MessageKind,
  PLACE_COLUMNS,
  type Place,
  row,
} from './message-kind.ts'

const schema: Json = {
  type: 'struct',
  name: 'chaos.Transfer',
  optional: false,
  fields: [
    { field: PLACE_COLUMNS.partition, type: 'int32', optional: false },
    { field: PLACE_COLUMNS.offset, type: 'int64', optional: false },
    { field: 'id', type: 'int64', optional: false },
    {
      field: 'amount',
      type: 'bytes',
      name: 'org.apache.kafka.connect.data.Decimal',
      version: 1,
      parameters: { scale: '2', 'connect.decimal.precision': '24' },
      optional: false,
    },
    {
      field: 'at',
      type: 'int64',
      name: 'org.apache.kafka.connect.data.Timestamp',
      version: 1,
      optional: true,
    },
    { field: 'note', type: 'string', optional: true },
  ],
}

const write = envelopeWriter(schema)
const FIRST_MS = Date.UTC(2026, 0, 5, 8)
/** Milliseconds of the year 10 000: no DATETIME holds it. */
const TOO_LATE_MS = 253_402_300_800_000
const notes = ['', '\\N', 'tab\there', 'line one\nline two', 'näher 🎁', "it's", null] as const

interface Transfer {
  readonly id: bigint
  readonly cents: bigint
  readonly atMs: number
  readonly note: string | null
}

function drawTransfer({ partition, offset }: Place, random: Random): Transfer {
  return {
    // Beyond 2^53: no digit may be lost.
    id: 7_300_000_000_000_000_000n + BigInt(partition) * 1_000_000_000_000n + BigInt(offset),
    cents: BigInt(random.integer(-900_000, 90_000_000)),
    atMs: FIRST_MS + offset * 731 + random.integer(0, 700),
    note: pick(notes, random),
  }
}

function envelope(
  { partition, offset }: Place,
  transfer: Transfer,
  changes: Json = {},
): Uint8Array {
  return write({
    [PLACE_COLUMNS.partition]: partition,
    [PLACE_COLUMNS.offset]: offset,
    id: transfer.id,
    amount: decimalPayload(transfer.cents),
    at: transfer.atMs,
    note: transfer.note,
    ...(changes as object),
  })
}

/** Connect JSON of money transfers: ids beyond 2^53, decimals, timestamps, awkward text. */
export function transfers({ bad }: { readonly bad: boolean }): MessageKind {
  const broken: MessageKind['bad'] = [
    {
      share: 0.003,
      make: (place, random) =>
        letter(brokenOff(envelope(place, drawTransfer(place, random)), random)),
    },
    {
      share: 0.002,
      make: (place, random) =>
        letter(envelope(place, drawTransfer(place, random), { id: 'seven' })),
    },
    {
      share: 0.003,
      make: (place, random) =>
        letter(envelope(place, drawTransfer(place, random), { at: TOO_LATE_MS })),
    },
  ]
  return {
    columns: ['id', 'amount', 'at', 'note'],
    good: (place, random) => {
      const transfer = drawTransfer(place, random)
      return row(envelope(place, transfer), [
        String(transfer.id),
        decimalText(transfer.cents),
        `${new Date(transfer.atMs).toISOString().slice(0, 23).replace('T', ' ')}000`,
        transfer.note,
      ])
    },
    bad: bad ? broken : [],
    nullPayload: write(null),
  }
}

function decimalText(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
