import type { Random } from '../event-source/random.ts'
import { pick } from './pick.ts'

export interface OrderLine {
  readonly sku: string
  readonly quantity: number
}

/** One order, in terms of its own; `orderSchema` says how Kafka sees it and `orderRow` how the table does. */
export interface Order {
  /** Beyond 2^53, as the ids of most generators are. */
  readonly id: bigint
  readonly customer: number
  readonly status: string
  /** Null stands for the schema's default, `web`. */
  readonly channel: string | null
  readonly amountCents: bigint
  readonly orderedDay: number
  /** Milliseconds since midnight. */
  readonly pickupMs: number | null
  readonly createdMs: number
  readonly express: boolean
  readonly weightKg: number | null
  readonly priority: number
  readonly items: number
  readonly note: string | null
  readonly signature: Uint8Array | null
  readonly street: string
  readonly city: string
  readonly latitude: number
  readonly lines: readonly OrderLine[]
  readonly tags: readonly string[]
  readonly attributes: ReadonlyMap<string, string>
}

const DAY_MS = 86_400_000
const FIRST_MS = Date.UTC(2026, 0, 5, 8)

const states = ['new', 'paid', 'packed', 'shipped', 'returned'] as const
const cities = ['Zürich', 'São Paulo', '東京', 'Reykjavík', "L'Aquila", 'Dublin'] as const
const streets = ['Main Street 1', 'Rue de l’Église 5', 'Back\\slash Lane 7', 'Tab\tRow 3'] as const
const notes = [
  '',
  '\\N',
  'leave at "the" door',
  'line one\nline two',
  '🎁 gift, no bill',
  'a\tb\\c\r',
] as const
const tags = ['fragile', 'gift', 'b2b', 'näher', 'repeat'] as const

/** Draws an order; no two indexes share an id. */
export function drawOrder(index: number, random: Random): Order {
  const createdMs = FIRST_MS + index * 731
  const chance = (share: number): boolean => random.fraction() < share
  const lines = Array.from({ length: random.integer(1, 3) }, () => ({
    sku: `SKU-${random.integer(1000, 9999)}`,
    quantity: random.integer(1, 9),
  }))
  return {
    id: 7_300_000_000_000_000_001n + BigInt(index) * 4_099n,
    customer: random.integer(1, 5000),
    status: pick(states, random),
    channel: chance(0.3) ? null : pick(['app', 'phone', 'store'], random),
    amountCents: BigInt(random.integer(-5_000, 2_000_000)) * (chance(0.01) ? 10_000_000_001n : 1n),
    orderedDay: Math.floor(createdMs / DAY_MS),
    pickupMs: chance(0.5) ? random.integer(0, DAY_MS - 1) : null,
    createdMs,
    express: chance(0.2),
    weightKg: chance(0.8) ? random.integer(1, 4000) / 8 : null,
    priority: random.integer(-128, 127),
    items: lines.reduce((sum, line) => sum + line.quantity, 0),
    note: chance(0.5) ? pick(notes, random) : null,
    signature: chance(0.2) ? drawBytes(random) : null,
    street: pick(streets, random),
    city: pick(cities, random),
    latitude: random.integer(-720, 720) / 8,
    lines,
    tags: tags.filter(() => chance(0.3)),
    attributes: new Map(
      chance(0.4)
        ? [
            ['color', pick(['red', 'blue'], random)],
            ['a"b', '\\'],
          ]
        : [],
    ),
  }
}

function drawBytes(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.integer(0, 24) }, () => random.integer(0, 255))
}
