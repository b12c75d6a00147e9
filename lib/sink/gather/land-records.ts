import type { FilterReason } from '../../format/row-format.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { Span } from '../../kafka/span.ts'
import type { Remainder } from '../../kafka/subtract.ts'
import type { Reading } from '../../table/reading.ts'
import type { Attempt } from '../attempt.ts'
import { Filtered } from '../filtered.ts'
import { Sightings } from '../sightings.ts'
import type { SinkParts } from '../sink-parts.ts'
import type { Asked, Landing } from './landing.ts'
import { Mappable } from './mappable.ts'
import { readRecord, schemasOf } from './read-record.ts'
import { routeReadings } from './route-readings.ts'
import { transformReadings } from './transform-readings.ts'

/** What is left of the batches, read and routed. */
export interface Landed {
  readonly spans: readonly Span[]
  readonly repeated: number
  /** In the order of partitions and offsets; bad records left out. */
  readonly landings: readonly Landing[]
  /** By table, the schemas of the rows to write. */
  readonly schemas: ReadonlyMap<string, Sightings>
  readonly filtered: Filtered
}

interface LandingAttempt extends Pick<Attempt, 'lessons' | 'bad'> {
  readonly parts: Pick<
    SinkParts,
    'format' | 'keyFormat' | 'mapping' | 'changes' | 'route' | 'transform'
  >
}

/**
 * Reads and routes every record that no fault of its topic-partition cuts off.
 * @throws EventError for a key or value that is no base64
 */
export function landRecords(remainders: readonly Remainder[], attempt: LandingAttempt): Landed {
  const { faults } = attempt.lessons
  const readings = remainders.map(({ spans }) => readSpans(spans, attempt))
  const spans: Span[] = []
  const landings: Landing[] = []
  const schemas = new Map<string, Sightings>()
  const filtered = new Filtered()
  for (const ofRemainder of readings) {
    for (const { whole, read } of ofRemainder) {
      // A fault may reach back to records that were read before it was found.
      const span = faults.trim(whole)
      if (span === null) break
      spans.push(span)
      for (const { record, asked } of read) {
        if (span !== whole && record.offset > span.last) break
        if (attempt.bad.has(record)) continue
        if (typeof asked === 'string') filtered.add(span, asked)
        else if (asked.length === 0) filtered.addAsked(span, 1)
        else for (const routed of asked) land({ ...routed, span }, landings, schemas)
      }
      if (span !== whole) break
    }
  }
  const repeated = remainders.reduce((sum, remainder) => sum + remainder.repeated, 0)
  return { spans, repeated, landings, schemas, filtered }
}

interface ReadRecord {
  readonly record: KafkaRecord
  readonly asked: readonly Asked[] | FilterReason
}

interface ReadSpan {
  readonly whole: Span
  readonly read: readonly ReadRecord[]
}

function readSpans(spans: readonly Span[], attempt: LandingAttempt): readonly ReadSpan[] {
  const { parts, lessons, bad } = attempt
  const { faults, known } = lessons
  const mappable = new Mappable(parts.mapping)
  return spans.map((whole) => {
    const read: ReadRecord[] = []
    for (const record of whole.records) {
      if (faults.revision > 0 && faults.cuts(record)) break
      const fault = known.get(record)
      if (fault !== undefined) {
        bad.add(fault.error, record, fault.stage)
        continue
      }
      const asked = readAndRoute(record, attempt, mappable)
      if (asked !== null) read.push({ record, asked })
    }
    return { whole, read }
  })
}

/** Null where the record is bad. */
function readAndRoute(
  record: KafkaRecord,
  { parts, bad }: LandingAttempt,
  mappable: Mappable,
): ReadRecord['asked'] | null {
  let readings: readonly Reading[] | FilterReason
  try {
    readings = readRecord(record, parts)
  } catch (error) {
    bad.add(error, record, 'decode')
    return null
  }
  if (typeof readings === 'string') return readings
  try {
    const asked = transformReadings(record, readings, parts)
    if (typeof asked === 'string') return asked
    return routeReadings(record, asked, parts.route, mappable)
  } catch (error) {
    bad.add(error, record, 'map')
    return null
  }
}

function land(landing: Landing, landings: Landing[], schemas: Map<string, Sightings>): void {
  landings.push(landing)
  const { table, change, record } = landing
  if (change.kind !== 'write') return
  const seen = schemas.get(table) ?? new Sightings()
  schemas.set(table, seen)
  seen.add({ schemas: schemasOf(change), record })
}
