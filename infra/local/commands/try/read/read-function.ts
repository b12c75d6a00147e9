import { readConfig } from '../../../../../lib/config.ts'
import { EventError } from '../../../../../lib/errors.ts'
import { createRecordFormat } from '../../../../../lib/format/create-record-format.ts'
import { createRowFormat } from '../../../../../lib/format/create-row-format.ts'
import type { FormatNames } from '../../../../../lib/format/format-name.ts'
import type { Registries } from '../../../../../lib/format/registries.ts'
import type { RegisteredSchema, SchemaRegistry } from '../../../../../lib/format/registry.ts'
import type { KafkaRecord } from '../../../../../lib/kafka/record.ts'
import { parseEvent } from '../../../../../lib/lambda/event.ts'
import { lambdaDoors } from '../../../../../lib/sink/lambda-doors.ts'
import { registriesOf } from '../../../../../lib/sink/registries-of.ts'
import { schemaIdText } from '../schema-id.ts'
import { readKey, readValue } from './read-part.ts'
import { type PartReader, readTopic } from './read-topic.ts'
import type { Reading } from './reading.ts'

/** For a registry that does not answer: the sink has waited for it already. */
const REGISTRY_MS = 5_000

const config = readConfig()
const doors = lambdaDoors(config)
const types = new Map<string, RegisteredSchema['type']>()
const registries = overheard(registriesOf(config, doors))
const keys = createRecordFormat(config.keyFormats, 'key', registries)
const values = createRecordFormat(config.valueFormats, 'value', registries)
const rows = createRowFormat(values)

/** Beside the sink and with its configuration: tells how the keys and values of events are read. */
export async function handler(events: readonly unknown[]): Promise<readonly Reading[]> {
  const endMs = Date.now() + REGISTRY_MS
  const remainingMs = () => Math.max(0, endMs - Date.now())
  const readings: Reading[] = []
  for (const [topic, records] of Map.groupBy(events.flatMap(recordsOf), (record) => record.topic)) {
    for (const reader of readersOf(topic)) {
      readings.push(...(await readTopic(records, reader, remainingMs)))
    }
  }
  return readings
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
function recordsOf(event: unknown): readonly KafkaRecord[] {
  try {
    return parseEvent(event).batches.flatMap(({ records }) => records)
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
