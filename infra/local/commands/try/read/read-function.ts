import { transform } from '../../../../../functions/transform.ts'
import { readConfig } from '../../../../../lib/config.ts'
import { EventError } from '../../../../../lib/errors.ts'
import { createRecordFormat } from '../../../../../lib/format/create-record-format.ts'
import { createRowFormat } from '../../../../../lib/format/create-row-format.ts'
import type { FormatNames } from '../../../../../lib/format/format-name.ts'
import type { Registries } from '../../../../../lib/format/registries.ts'
import type { RegisteredSchema, SchemaRegistry } from '../../../../../lib/format/registry.ts'
import type { Batch } from '../../../../../lib/kafka/record.ts'
import { parseEvent } from '../../../../../lib/lambda/event.ts'
import { assemble } from '../../../../../lib/sink/assemble.ts'
import { lambdaDoors } from '../../../../../lib/sink/lambda-doors.ts'
import { registriesOf } from '../../../../../lib/sink/registries-of.ts'
import { loadTransformer } from '../../../../../lib/transform/load-transformer.ts'
import { strayNames } from '../../stray-names.ts'
import { schemaIdText } from '../schema-id.ts'
import { askedTables } from './asked-tables.ts'
import { readKey, readValue } from './read-part.ts'
import { type PartReader, readTopic } from './read-topic.ts'
import type { ReadEvents, Reading } from './reading.ts'

/** For a registry that does not answer: the sink has waited for it already. */
const REGISTRY_MS = 5_000

const config = readConfig()
const doors = lambdaDoors(config)
const types = new Map<string, RegisteredSchema['type']>()
const registries = overheard(registriesOf(config, doors))
const keys = createRecordFormat(config.keyFormats, 'key', registries)
const values = createRecordFormat(config.valueFormats, 'value', registries)
const rows = createRowFormat(values)
const parts = assemble(config, doors, await loadTransformer(transform))

/** Beside the sink and with its configuration: tells how the keys and values of events are read, and what they ask for. */
export async function handler(events: readonly unknown[]): Promise<ReadEvents> {
  const endMs = Date.now() + REGISTRY_MS
  const remainingMs = () => Math.max(0, endMs - Date.now())
  const readings: Reading[] = []
  const eventBatches = events.map(batchesOf)
  const records = eventBatches.flat().flatMap((batch) => batch.records)
  const byTopic = Map.groupBy(records, (record) => record.topic)
  for (const [topic, ofTopic] of byTopic) {
    for (const reader of readersOf(topic)) {
      readings.push(...(await readTopic(ofTopic, reader, remainingMs)))
    }
  }
  const tables = new Set<string>()
  let isWhole = true
  for (const batches of eventBatches) {
    const asked = await askedTables(batches, parts, remainingMs)
    if (asked === null) isWhole = false
    for (const table of asked ?? []) tables.add(table)
  }
  const topics = new Set(byTopic.keys())
  return {
    read: readings,
    readsKeys: parts.keyFormat !== null,
    ignoredProperties: config.ignoredProperties,
    notes: isWhole ? strayNames(config, { topics, tables }) : [],
  }
}

function readersOf(topic: string): readonly PartReader[] {
  const nameOf = ({ byTopic, otherwise }: FormatNames) => byTopic.get(topic) ?? otherwise
  return [
    {
      part: 'key',
      name: nameOf(config.keyFormats),
      format: keys,
      read: (record) => readKey(record, keys),
      types,
    },
    {
      part: 'value',
      name: nameOf(config.valueFormats),
      format: values,
      read: (record) => readValue(record, rows),
      types,
    },
  ]
}

/** None where the event is damaged, which the sink tells. */
function batchesOf(event: unknown): readonly Batch[] {
  try {
    return parseEvent(event).batches
  } catch (error) {
    if (error instanceof EventError) return []
    throw error
  }
}

/** The same registries, of whose answers the types of the schemas are kept. */
function overheard({ confluent, glue }: Registries): Registries {
  const listen = (registry: SchemaRegistry): SchemaRegistry => ({
    async fetch(id, remainingMs) {
      const registered = await registry.fetch(id, remainingMs)
      if (registered !== null) types.set(schemaIdText(id), registered.type)
      return registered
    },
  })
  return { confluent: confluent === null ? null : listen(confluent), glue: listen(glue) }
}
