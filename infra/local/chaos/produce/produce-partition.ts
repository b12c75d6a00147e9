import type { Random } from '../../event-source/random.ts'
import type { LogHeader } from '../../event-source/topic-log.ts'
import type { Message, MessageKind, Place } from './message-kind.ts'
import type { ProducedPartition, ProducedRecord } from './produced.ts'

const TOMBSTONES = 0.015
/** Transaction markers and compacted records leave gaps, seldom a wide one. */
const GAPS = 0.02
const WIDE_GAPS = 0.0005
const FIRST_MS = Date.UTC(2026, 0, 5, 8)

/** Produces the next piece of a partition's log, from offset `start` on. */
export function producePartition(
  kind: MessageKind,
  partition: number,
  start: number,
  count: number,
  random: Random,
): ProducedPartition {
  let offset = start
  const records: ProducedRecord[] = []
  for (let index = 0; index < count; index += 1) {
    offset += gap(random)
    const { value, fate } = draw(kind, { partition, offset }, random)
    records.push({
      record: {
        offset,
        // Producers' clocks differ: timestamps ascend only by and large.
        timestamp: FIRST_MS + offset * 7 + random.integer(-2000, 2000),
        key: random.fraction() < 0.5 ? null : Buffer.from(`${partition}\u0000${offset}`),
        value,
        headers: random.fraction() < 0.1 ? HEADERS : [],
      },
      fate,
    })
    offset += 1
  }
  return { partition, start, end: offset, records }
}

const HEADERS: readonly LogHeader[] = [
  { name: 'source', value: Buffer.from('webshöp') },
  { name: 'trace', value: Buffer.from([0, 127, 128, 255]) },
  { name: 'source', value: null },
]

function gap(random: Random): number {
  const drawn = random.fraction()
  if (drawn < WIDE_GAPS) return random.integer(20, 400)
  return drawn < WIDE_GAPS + GAPS ? random.integer(1, 3) : 0
}

function draw(kind: MessageKind, place: Place, random: Random): Message {
  let drawn = random.fraction() - TOMBSTONES
  if (drawn < 0) {
    const value = random.fraction() < 0.5 ? kind.nullPayload : null
    return { value, fate: { kind: 'filtered' } }
  }
  for (const { share, make } of kind.bad) {
    drawn -= share
    if (drawn < 0) return make(place, random)
  }
  return kind.good(place, random)
}
