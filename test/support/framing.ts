import { deflateSync } from 'node:zlib'
import { gluePrefix, guidPrefix, idPrefix } from '../unit/format/frames/build-record.ts'
import type { RecordSpec } from './kafka-event.ts'
import type { Registered } from './registries.ts'

/** The ways in which a record names the schema of its value. */
export const FRAMINGS = [
  'confluent-id',
  'confluent-guid',
  'header-id',
  'header-guid',
  'glue',
  'glue-zlib',
  'source-confluent',
  'source-glue',
] as const

export type Framing = (typeof FRAMINGS)[number]

/** A value as its format writes it; of Protobuf with what leads to its message, which either registry writes in its own way. */
export interface Body {
  readonly bytes: Uint8Array
  readonly lead?: { readonly confluent: Uint8Array; readonly glue: Uint8Array }
}

/** The parts of a record that hold a value and name its schema. */
export function framed(
  { type, id, guid, versionId }: Registered,
  { bytes, lead }: Body,
  framing: Framing,
): Pick<RecordSpec, 'value' | 'headers' | 'valueSchemaMetadata'> {
  const confluent = lead?.confluent ?? EMPTY
  const glueBody = Buffer.concat([lead?.glue ?? EMPTY, bytes])
  const header = (prefix: Uint8Array) => ({
    value: bytes,
    headers: [{ __value_schema_id: Buffer.concat([prefix, confluent]) }],
  })
  switch (framing) {
    case 'confluent-id':
      return { value: Buffer.concat([idPrefix(id), confluent, bytes]) }
    case 'confluent-guid':
      return { value: Buffer.concat([guidPrefix(guid), confluent, bytes]) }
    case 'header-id':
      return header(idPrefix(id))
    case 'header-guid':
      return header(guidPrefix(guid))
    case 'glue':
      return { value: Buffer.concat([gluePrefix(versionId), glueBody]) }
    case 'glue-zlib':
      return { value: Buffer.concat([gluePrefix(versionId, '05'), deflateSync(glueBody)]) }
    case 'source-confluent':
      return {
        value: Buffer.concat([confluent, bytes]),
        valueSchemaMetadata: { dataFormat: type, schemaId: String(id) },
      }
    case 'source-glue':
      return { value: glueBody, valueSchemaMetadata: { dataFormat: type, schemaId: versionId } }
    default:
      return framing satisfies never
  }
}

const EMPTY = new Uint8Array(0)
