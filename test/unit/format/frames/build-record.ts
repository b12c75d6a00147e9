import type { FormatRecord } from '../../../../lib/format/record-format.ts'

/** A record as formats see it; what is left out is null. */
export function record(parts: Partial<FormatRecord>): FormatRecord {
  return {
    topic: 'topic',
    key: null,
    value: null,
    headers: [],
    keySchema: null,
    valueSchema: null,
    ...parts,
  }
}

export const GUID = '89791762-2336-4186-9674-299b90a802e2'
export const VERSION = '574f6a9a-9548-4dea-86a3-d82c0479a116'

export function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/[- ]/g, ''), 'hex')
}

/** Confluent's prefix: `00` and the id. */
export function idPrefix(id: number): Buffer {
  const prefix = Buffer.alloc(5)
  prefix.writeInt32BE(id, 1)
  return prefix
}

/** Confluent's prefix: `01` and the GUID. */
export function guidPrefix(guid: string): Buffer {
  return hex(`01 ${guid}`)
}

/** Glue's prefix: `03`, the compression and the UUID of the version. */
export function gluePrefix(versionId: string, compression: '00' | '05' = '00'): Buffer {
  return hex(`03 ${compression} ${versionId}`)
}

export function base64(...pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString('base64')
}
