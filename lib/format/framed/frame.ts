import type { SchemaId } from '../registry.ts'

/** What tells a schema from all others of its part: Confluent's id, or the text of another kind of id. */
export type SchemaKey = number | string

/** Names the schema of a body, and says where the body begins. */
export interface Frame {
  readonly id: SchemaId
  readonly key: SchemaKey
  /** Bytes before the body. */
  readonly bodyAt: number
  /** The body is a zlib stream. */
  readonly deflated: boolean
  /** What followed the id in a header: Protobuf's message indexes, which belong before the body; null where none was read. */
  readonly lead: Uint8Array | null
}

/** @param id of a schema in a Confluent registry */
export function confluentFrame(id: number, bodyAt: number, lead: Uint8Array | null = null): Frame {
  return { id: { registry: 'confluent', id }, key: id, bodyAt, deflated: false, lead }
}

/** @param hex 32 digits */
export function guidFrame(hex: string, bodyAt: number, lead: Uint8Array | null = null): Frame {
  const guid = dashed(hex)
  const key = `guid ${guid}`
  return { id: { registry: 'confluent', guid }, key, bodyAt, deflated: false, lead }
}

/** @param hex 32 digits of a schema version */
export function glueFrame(hex: string, bodyAt: number, deflated: boolean): Frame {
  const versionId = dashed(hex)
  const key = `version ${versionId}`
  return { id: { registry: 'glue', versionId }, key, bodyAt, deflated, lead: null }
}

function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-')
    .toLowerCase()
}
