import type { RecordFormat } from '../format/record-format.ts'
import type { FilterReason, RowFormat } from '../format/row-format.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { Span } from '../kafka/span.ts'
import type { Remainder } from '../kafka/subtract.ts'
import type { Schema } from '../schema.ts'
import { mapColumns } from '../table/mapping.ts'
import type { MappingRules } from '../table/mapping-rules.ts'
import { routeTopic } from '../table/route.ts'
import type { RouteRules } from '../table/route-rules.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import type { BadRecords } from './bad-records.ts'
import type { KnownBad } from './lessons.ts'
import { peekKey } from './origin.ts'
import type { PartitionFaults } from './partition-faults.ts'
import { Sightings } from './sightings.ts'

/** A record on its way to a table, and the span that accounts for it. */
export interface Routed {
  readonly record: KafkaRecord
  readonly span: Span
}

/** What one try is to stream. */
export interface Plan {
  readonly spans: readonly Span[]
  /** By table, in the order of partitions and offsets; bad records and those that write no row left out. */
  readonly tables: ReadonlyMap<string, readonly Routed[]>
  /** By table, the schemas its records carry. */
  readonly schemas: ReadonlyMap<string, Sightings>
  readonly repeated: number
}

interface Routing {
  readonly format: RowFormat
  readonly keyFormat: RecordFormat | null
  readonly route: RouteRules
  readonly mapping: MappingRules
  readonly faults: PartitionFaults
  readonly bad: BadRecords
  readonly known: ReadonlyMap<KafkaRecord, KnownBad>
  /** Records that write no row; grows by those that a peek shows to be such. */
  readonly filtered: Map<KafkaRecord, FilterReason>
}

/**
 * Routes what is left of the batches, and finds which schemas each table is asked to take.
 * A topic-partition with a fault is planned up to it.
 * @throws EventError for a value that is no base64
 */
export function plan(remainders: readonly Remainder[], routing: Routing): Plan {
  const { faults } = routing
  for (;;) {
    const { revision } = faults
    const planned = planOnce(remainders, routing)
    // A fault may reach back to spans that were planned before it was found.
    if (faults.revision === revision) return planned
  }
}

function planOnce(remainders: readonly Remainder[], routing: Routing): Plan {
  const { route, faults, bad, filtered } = routing
  const spans: Span[] = []
  const tables = new Map<string, Routed[][]>()
  const schemas = new Map<string, Sightings>()
  let repeated = 0
  for (const remainder of remainders) {
    repeated += remainder.repeated
    for (const whole of remainder.spans) {
      const found = peekAll(whole, routing)
      const span = faults.trim(whole)
      if (span === null) break
      spans.push(span)
      const routed: Routed[] = []
      for (const record of span.records) {
        if (!bad.has(record) && !filtered.has(record)) routed.push({ record, span })
      }
      if (routed.length > 0) {
        const table = routeTopic(span.topic, route.tableNames)
        entry(tables, table, () => []).push(routed)
        const wanted = entry(schemas, table, () => new Sightings())
        for (const sighting of found) wanted.add(sighting)
      }
      if (span !== whole) break
    }
  }
  return {
    spans,
    tables: new Map([...tables].map(([table, routed]) => [table, routed.flat()])),
    schemas,
    repeated,
  }
}

/** The schemas of a span's records, as far as no fault cuts the span short. */
function peekAll(
  span: Span,
  { format, keyFormat, route, mapping, faults, bad, known, filtered }: Routing,
): Sightings {
  const found = new Sightings()
  let last: Schema | null | undefined
  let lastKey: Schema | null = null
  for (const record of span.records) {
    if (faults.revision > 0 && faults.cuts(record)) break
    if (filtered.size > 0 && filtered.has(record)) continue
    const fault = known.get(record)
    if (fault !== undefined) {
      bad.add(fault.error, record, fault.stage)
      continue
    }
    let schema: Schema | FilterReason | null
    let key: Schema | null
    try {
      schema = format.peek(record)
      key = typeof schema === 'string' ? null : peekKey(record, keyFormat)
    } catch (error) {
      bad.add(error, record, 'decode')
      continue
    }
    // Nearly always that of the record before.
    if (schema === last && key === lastKey) continue
    if (typeof schema === 'string') {
      filtered.set(record, schema)
      continue
    }
    try {
      const schemas = { value: schema, key }
      if (!found.has(schemas)) {
        guardMappable(routeTopic(span.topic, route.tableNames), schemas, mapping)
        found.add({ schemas, record })
      }
      last = schema
      lastKey = key
    } catch (error) {
      bad.add(error, record, 'map')
    }
  }
  return found
}

/** @throws RecordError `ERR_RECORD_UNMAPPABLE` */
function guardMappable(table: string, { value, key }: RowSchemas, rules: MappingRules): void {
  if (value !== null) mapColumns(table, { value, key }, rules)
}

function entry<Key, Item>(map: Map<Key, Item>, key: Key, make: () => Item): Item {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
