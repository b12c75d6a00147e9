import { ConfigError } from '../errors.ts'
import { createFormat } from './create-format.ts'
import type { FormatName, FormatNames } from './format-name.ts'
import { createPlainRecordFormat, READY } from './plain-record-format.ts'
import type { FormatRecord, Part, RecordFormat } from './record-format.ts'
import type { SchemaRegistry } from './registry.ts'

/** Where the schemas of framed records come from. */
export interface Registries {
  /** Null where none is configured. */
  readonly confluent: SchemaRegistry | null
  readonly glue: SchemaRegistry
}

/**
 * Makes the format of one part of all records. It remembers the schemas it has seen: make one and keep it while the
 * container lives.
 */
export function createRecordFormat(
  names: FormatNames,
  part: Part,
  registries: Registries,
): RecordFormat {
  const made = new Map<FormatName, RecordFormat>()
  const formatOf = (name: FormatName): RecordFormat => {
    const format = made.get(name) ?? makeFormat(name, part, registries)
    made.set(name, format)
    return format
  }
  const otherwise = formatOf(names.otherwise)
  if (names.byTopic.size === 0) return otherwise
  const byTopic = new Map([...names.byTopic].map(([topic, name]) => [topic, formatOf(name)]))
  const of = ({ topic }: FormatRecord): RecordFormat => byTopic.get(topic) ?? otherwise
  return {
    async prepare(records, remainingMs) {
      const grouped = Map.groupBy(records, of)
      await Promise.all([...grouped].map(([format, group]) => format.prepare(group, remainingMs)))
    },
    peek: (record) => of(record).peek(record),
    decode: (record) => of(record).decode(record),
  }
}

function makeFormat(name: FormatName, part: Part, _registries: Registries): RecordFormat {
  switch (name) {
    case 'auto':
    case 'connect-json':
    case 'json':
    case 'string':
    case 'bytes':
      return createPlainRecordFormat(createFormat(name), part)
    case 'avro':
    case 'protobuf':
    case 'json-schema':
    case 'lambda-json':
      return {
        prepare: () => READY,
        peek: () => {
          throw new ConfigError([`${name}: cannot be read yet`])
        },
        decode: () => {
          throw new ConfigError([`${name}: cannot be read yet`])
        },
      }
    default:
      return name satisfies never
  }
}
