import type { Random } from '../event-source/random.ts'
import { pick } from './pick.ts'

export const methods = ['CARD', 'TRANSFER', 'WALLET', 'CASH'] as const
export const countries = ['CH', 'JP', 'IS', 'BR'] as const

/** Which version of the value's schema a producer writes with. */
export type PaymentVersion = 1 | 2

/** One payment, in terms of its own; `paymentSchema` says how Kafka sees it and `paymentRow` how the table does. */
export interface Payment {
  readonly version: PaymentVersion
  /** Counts down from the largest 64-bit integer. */
  readonly id: bigint
  readonly reference: string
  readonly method: (typeof methods)[number]
  /** In ten-thousandths, beyond 64 bits now and then. */
  readonly amount: bigint
  readonly bookedDay: number
  readonly occurredMicros: bigint
  readonly settledDay: number | null
  readonly note: string | null
  readonly payer: {
    readonly name: string
    readonly country: (typeof countries)[number]
    readonly knownSinceDay: number
  }
  /** Null only in version 2. */
  readonly receipt: Uint8Array | null
  readonly labels: ReadonlyMap<string, string>
  /** Null in version 2, which has no such field. */
  readonly terminal: string | null
}

const LARGEST_ID = 2n ** 63n - 1n
const DAY_MICROS = 86_400_000_000n
const FIRST_MICROS = BigInt(Date.UTC(2026, 0, 5, 8)) * 1000n

const names = [
  'Gröbli & Söhne AG',
  '株式会社ひまわり',
  'Þórunn Jónsdóttir',
  'L"Épicerie\\',
] as const
const notes = ['', 'NULL', 'two\nlines', 'paid 🧾 in full'] as const

/** Draws a payment; no two indexes share an id. */
export function drawPayment(index: number, version: PaymentVersion, random: Random): Payment {
  const chance = (share: number): boolean => random.fraction() < share
  const occurredMicros = FIRST_MICROS + BigInt(index) * 1_234_567n
  const bookedDay = Number(occurredMicros / DAY_MICROS)
  return {
    version,
    id: LARGEST_ID - BigInt(index),
    reference: drawUuid(random),
    method: pick(methods, random),
    amount:
      BigInt(random.integer(-1_000_000, 900_000_000)) * (chance(0.02) ? 10_000_000_000_019n : 1n),
    bookedDay,
    occurredMicros,
    settledDay: chance(0.6) ? bookedDay + random.integer(0, 3) : null,
    note: chance(0.4) ? pick(notes, random) : null,
    payer: {
      name: pick(names, random),
      country: pick(countries, random),
      knownSinceDay: random.integer(-3650, 20_000),
    },
    receipt: version === 1 || chance(0.5) ? drawBytes(random.integer(1, 32), random) : null,
    labels: new Map(
      chance(0.5)
        ? [
            ['channel', pick(['web', 'store'], random)],
            ['näher "beschrieben"', '\\t'],
          ]
        : [],
    ),
    terminal: version === 1 ? `T-${random.integer(100, 999)}` : null,
  }
}

function drawBytes(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => random.integer(0, 255))
}

function drawUuid(random: Random): string {
  const hex = Buffer.from(drawBytes(16, random)).toString('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
