import type { FormatName } from '../../../../../lib/format/format-name.ts'
import { keyAsItIs } from '../../../../../lib/format/key-as-it-is.ts'
import type { FormatRecord, Part, RecordFormat } from '../../../../../lib/format/record-format.ts'
import { schemaIdText } from '../schema-id.ts'
import { formatText, namedSchema, type PeekedSchema, type SchemaTypes } from './format-text.ts'
import { faultFrom } from './read-part.ts'
import type { ReadContent, Reading } from './reading.ts'

/** How one part of the records is read. */
export interface PartReader {
  readonly part: Part
  /** The format that the configuration names for the topic. */
  readonly name: FormatName
  readonly format: RecordFormat
  /** Reads one record that was prepared. */
  readonly read: (record: FormatRecord) => ReadContent
  readonly types: SchemaTypes
}

/** Reads the first record of each schema among those of one topic. */
export async function readTopic(
  records: readonly FormatRecord[],
  reader: PartReader,
  remainingMs: () => number,
): Promise<readonly Reading[]> {
  const { part, format } = reader
  const present = records.filter((record) => record[part] !== null)
  const [first] = present
  if (first === undefined) return []
  try {
    await format.prepare(present, remainingMs)
  } catch (error) {
    const content = { columns: null, type: null, filtered: null, fault: faultFrom(error) }
    return [describe(first, undefined, content, reader)]
  }
  const found = new Map<string, Set<PeekedSchema>>()
  return present.flatMap((record) => {
    const id = JSON.stringify(namedSchema(record, part, reader.name))
    const schemas = found.get(id) ?? new Set<PeekedSchema>()
    found.set(id, schemas)
    const peeked = peek(record, format)
    if (peeked !== undefined && schemas.has(peeked)) return []
    const content = reader.read(record)
    // A look is short: what it takes for JSON may turn out to be none.
    const schema = content.fault === null ? peeked : undefined
    if (schemas.has(schema)) return []
    schemas.add(schema)
    return [describe(record, schema, content, reader)]
  })
}

function peek(record: FormatRecord, format: RecordFormat): PeekedSchema {
  try {
    return format.peek(record)
  } catch {
    return undefined
  }
}

function describe(
  record: FormatRecord,
  schema: PeekedSchema,
  content: ReadContent,
  { part, name, types }: PartReader,
): Reading {
  const id = namedSchema(record, part, name)
  return {
    topic: record.topic,
    part,
    format: formatText(plainKeyFormat(record, part, schema) ?? name, { id, schema }, types),
    schemaId: id === null ? null : schemaIdText(id),
    ...content,
  }
}

/** Under `auto` a key that is neither framed nor JSON is taken as it is. */
function plainKeyFormat(
  record: FormatRecord,
  part: Part,
  schema: PeekedSchema,
): 'string' | 'bytes' | null {
  if (part !== 'key' || schema == null || record.key === null) return null
  if (keyAsItIs(record.key).schema !== schema) return null
  return schema.type === 'bytes' ? 'bytes' : 'string'
}
