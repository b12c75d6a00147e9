import type { FormatName } from '../../../../../lib/format/format-name.ts'
import { findUnambiguousFrame } from '../../../../../lib/format/framed/auto-frame.ts'
import { findDelivered, findFrame } from '../../../../../lib/format/framed/find-frame.ts'
import type { FormatRecord, Part } from '../../../../../lib/format/record-format.ts'
import type { SchemaId } from '../../../../../lib/format/registry.ts'
import type { Schema } from '../../../../../lib/schema.ts'
import { schemaIdText } from '../schema-id.ts'

/** The schema that a record names, where its format looks for one; null where it names none, or is damaged. */
export function namedSchema(record: FormatRecord, part: Part, name: FormatName): SchemaId | null {
  try {
    return frameOf(record, part, name)?.id ?? null
  } catch {
    // Reading it will tell.
    return null
  }
}

function frameOf(record: FormatRecord, part: Part, name: FormatName) {
  switch (name) {
    case 'auto':
      return findUnambiguousFrame(record, part)
    case 'avro':
    case 'protobuf':
    case 'json-schema':
      return findFrame(record, part)
    case 'lambda-json':
      return findDelivered(record, part)
    case 'connect-json':
    case 'json':
    case 'string':
    case 'bytes':
      return null
    default:
      return name satisfies never
  }
}

const NAMES = {
  auto: 'auto',
  'connect-json': 'Connect JSON',
  json: 'JSON',
  avro: 'Avro',
  protobuf: 'Protobuf',
  'json-schema': 'JSON Schema',
  string: 'string',
  bytes: 'bytes',
  'lambda-json': "Lambda's JSON",
} as const satisfies Record<FormatName, string>

const TYPES = { AVRO: 'Avro', PROTOBUF: 'Protobuf', JSON: 'JSON Schema' } as const

export type SchemaTypes = ReadonlyMap<string, keyof typeof TYPES>

/** The schema that a look at a record finds: null where it has none, undefined where it cannot be read. */
export type PeekedSchema = Schema | null | undefined

interface Found {
  readonly id: SchemaId | null
  readonly schema: PeekedSchema
}

/** How a record was read, for people: `Confluent schema 7 (Avro)`, `Connect JSON`. */
export function formatText(name: FormatName, { id, schema }: Found, types: SchemaTypes): string {
  if (id === null) {
    if (name !== 'auto' || schema === undefined) return NAMES[name]
    return NAMES[schema === null ? 'json' : 'connect-json']
  }
  const text = schemaIdText(id)
  const type = types.get(text)
  const registry = id.registry === 'glue' ? 'Glue schema version' : 'Confluent schema'
  const lambda = name === 'lambda-json' ? `${NAMES[name]} of ` : ''
  return `${lambda}${registry} ${text}${type === undefined ? '' : ` (${TYPES[type]})`}`
}
