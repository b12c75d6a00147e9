import type { FormatName, FormatNames } from './format-name.ts'
import { createRegistryFormats } from './framed/create-registry-formats.ts'
import { prepareTogether } from './framed/prepare-together.ts'
import { createFormat } from './plain/create-format.ts'
import { createPlainRecordFormat } from './plain/plain-record-format.ts'
import type { FormatRecord, Part, RecordFormat } from './record-format.ts'
import type { Registries } from './registries.ts'
import { saidOfKey } from './said-of-key.ts'

/**
 * Makes the format of one part of all records. It remembers the schemas it has seen: make one and keep it while the
 * container lives.
 */
export function createRecordFormat(
  names: FormatNames,
  part: Part,
  registries: Registries,
): RecordFormat {
  const format = createByTopic(names, part, registries)
  return part === 'key' ? saidOfKey(format) : format
}

function createByTopic(names: FormatNames, part: Part, registries: Registries): RecordFormat {
  const framed = createRegistryFormats(part, registries)
  const made = new Map<FormatName, RecordFormat>()
  const formatOf = (name: FormatName): RecordFormat => {
    const format = made.get(name) ?? makeFormat(name)
    made.set(name, format)
    return format
  }
  const makeFormat = (name: FormatName): RecordFormat => {
    switch (name) {
      case 'connect-json':
      case 'json':
      case 'string':
      case 'bytes':
        return createPlainRecordFormat(createFormat(name), part)
      case 'auto':
      case 'avro':
      case 'protobuf':
      case 'json-schema':
      case 'lambda-json':
        return framed[name]()
      default:
        return name satisfies never
    }
  }

  const otherwise = formatOf(names.otherwise)
  if (names.byTopic.size === 0) return otherwise
  const byTopic = new Map([...names.byTopic].map(([topic, name]) => [topic, formatOf(name)]))
  const of = ({ topic }: FormatRecord): RecordFormat => byTopic.get(topic) ?? otherwise
  return {
    prepare: (records, remainingMs) => prepareTogether(Map.groupBy(records, of), remainingMs),
    peek: (record) => of(record).peek(record),
    decode: (record) => of(record).decode(record),
  }
}
