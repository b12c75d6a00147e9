import type { Config } from '../../config.ts'
import type { FormatName } from '../../format/format-name.ts'
import type { MappingFacts } from '../../lambda/deployed-facts.ts'
import { knowsKeys } from '../../table/change-rules.ts'
import { readsKey } from '../../table/mapping-rules.ts'
import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** Whether the sink reads what a registry of the mapping's own makes of records. */
export const mappingRegistry: Judgement = {
  name: 'Registry of mappings',
  did: 'Compared the schema registry of each mapping with SINK_VALUE_FORMAT and SINK_KEY_FORMAT.',
  lacks: (deployed) =>
    withoutMappings(deployed) ??
    (deployed.config === null ? 'The configuration could not be read.' : null),
  look: ({ mappings, config }) =>
    config === null ? [] : mappings.flatMap((mapping) => remarks(mapping, config)),
  fine: ({ mappings }) =>
    mappings.every(({ registry }) => registry === null)
      ? 'No mapping has one: the sink gets the bytes as they were produced.'
      : 'The sink reads what Lambda makes of the records.',
}

function remarks(mapping: MappingFacts, config: Config): readonly Remark[] {
  const { registry, destination } = mapping
  const topic = topicOf(mapping)
  const found: Remark[] = []
  if (registry !== null && destination === null) {
    found.push({
      outcome: 'failed',
      topic,
      found:
        'its mapping has a schema registry and no destination: Lambda drops records that the registry does not vouch for.',
      mend: 'Set on-failure=s3, or leave the registry to the sink (SINK_REGISTRY_URL) and take it out of the mapping.',
    })
  }
  const reads = { VALUE: true, KEY: readsKey(config.mapping) || knowsKeys(config.changes) }
  for (const [attribute, part, option] of [
    ['VALUE', 'valueFormats', 'SINK_VALUE_FORMAT'],
    ['KEY', 'keyFormats', 'SINK_KEY_FORMAT'],
  ] as const) {
    if (!reads[attribute]) continue
    const as = registry?.attributes.includes(attribute) === true ? registry.format : null
    for (const one of mapping.topics) {
      const remark = mismatch(as, config[part].byTopic.get(one) ?? config[part].otherwise, option)
      if (remark !== null) found.push({ ...remark, topic: one })
    }
  }
  return found
}

/** @param as what Lambda hands over: `JSON`, `SOURCE`, or null for the bytes as they are */
function mismatch(
  as: string | null,
  format: FormatName,
  option: string,
): Omit<Remark, 'topic'> | null {
  if (as === null && format === 'lambda-json') {
    return {
      outcome: 'warned',
      found: `${option} is lambda-json, and its mapping makes no JSON of it: only schemaless JSON can be read.`,
      mend: `Set ${option}=auto or the format of the records.`,
    }
  }
  if (as === 'JSON' && format !== 'lambda-json') {
    return {
      outcome: 'failed',
      found: `its mapping hands over JSON (EventRecordFormat), and ${option} is ${format}.`,
      mend: `Set ${option}=lambda-json for the topic, or take the registry out of the mapping.`,
    }
  }
  if (as === 'SOURCE' && format === 'lambda-json') {
    return {
      outcome: 'failed',
      found: `its mapping hands over the bytes of the source (EventRecordFormat), and ${option} is lambda-json.`,
      mend: `Set ${option}=avro or protobuf for the topic.`,
    }
  }
  if (as === 'SOURCE' && format === 'auto') {
    return {
      outcome: 'warned',
      found: `its mapping hands over the bytes of the source (EventRecordFormat), and ${option} is auto: JSON Schema is read, Avro and Protobuf are refused.`,
      mend: `Set ${option}=avro or protobuf for the topic, if its records are.`,
    }
  }
  return null
}
