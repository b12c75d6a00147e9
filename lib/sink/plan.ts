import { RecordError } from '../errors.ts'
import type { Format } from '../format/format.ts'
import type { KafkaRecord } from '../kafka/record.ts'
import type { Span } from '../kafka/span.ts'
import type { Remainder } from '../kafka/subtract.ts'
import type { Schema } from '../schema.ts'
import { mapColumns } from '../table/mapping.ts'
import { routeTopic } from '../table/route.ts'
import type { Cutoffs } from './cutoffs.ts'
import { locate } from './locate.ts'

/** A record on its way to a table, and the span that accounts for it. */
export interface Routed {
  readonly record: KafkaRecord
  readonly span: Span
}

/** What one attempt is to write. */
export interface Plan {
  readonly spans: readonly Span[]
  /** By table, in the order of partitions and offsets; tombstones left out. */
  readonly tables: ReadonlyMap<string, readonly Routed[]>
  readonly schemas: ReadonlyMap<string, ReadonlySet<Schema | null>>
  readonly repeated: number
}

interface Routing {
  readonly format: Format
  readonly tableNames: ReadonlyMap<string, string>
}

/**
 * Routes what is left of the batches, and finds which schemas each table is asked to take.
 * A topic-partition with a bad record is planned up to it; the record joins the cutoffs.
 * @throws EventError for a value that is no base64
 */
export function plan(
  remainders: readonly Remainder[],
  cutoffs: Cutoffs,
  { format, tableNames }: Routing,
): Plan {
  const spans: Span[] = []
  const tables = new Map<string, (readonly Routed[])[]>()
  const schemas = new Map<string, Set<Schema | null>>()
  let repeated = 0
  for (const remainder of remainders) {
    repeated += remainder.repeated
    for (const whole of remainder.spans) {
      peekUntilBad(whole, cutoffs, format, (record, schema) => {
        const table = routeTopic(record.topic, tableNames)
        entry(schemas, table, () => new Set()).add(schema)
      })
      const span = cutoffs.trim(whole)
      if (span === null) break
      spans.push(span)
      const routed = span.records.flatMap((record) =>
        record.value === null ? [] : [{ record, span }],
      )
      if (routed.length > 0)
        entry(tables, routeTopic(span.topic, tableNames), () => []).push(routed)
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

function peekUntilBad(
  span: Span,
  cutoffs: Cutoffs,
  format: Format,
  found: (record: KafkaRecord, schema: Schema | null) => void,
): void {
  for (const record of cutoffs.trim(span)?.records ?? []) {
    if (record.value === null) continue
    let schema: Schema | null
    try {
      schema = format.peek(record.value)
      if (schema !== null) guardMappable(schema)
    } catch (error) {
      const located = locate(error, record)
      if (!(located instanceof RecordError)) throw located
      cutoffs.add(record, located)
      return
    }
    found(record, schema)
  }
}

const mappable = new WeakSet<Schema>()

/** @throws RecordError `ERR_RECORD_UNMAPPABLE` */
function guardMappable(schema: Schema): void {
  if (mappable.has(schema)) return
  mapColumns(schema)
  mappable.add(schema)
}

function entry<Key, Item>(map: Map<Key, Item>, key: Key, make: () => Item): Item {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
