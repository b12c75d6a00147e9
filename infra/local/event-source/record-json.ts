import type { LogHeader, PolledRecord } from './topic-log.ts'

/** How a null key or value is written: AWS documents neither, both have been seen. */
export type NullForm = 'null' | 'absent'

/** Writes a record as Lambda does in an event: base64 key and value, header bytes signed. */
export function recordJson({ topic, partition, record }: PolledRecord, nulls: NullForm): string {
  const { offset, timestamp, key, value, headers } = record
  const members = [
    `"topic":${JSON.stringify(topic)}`,
    `"partition":${partition}`,
    `"offset":${offset}`,
    `"timestamp":${timestamp}`,
    '"timestampType":"CREATE_TIME"',
    ...bytesMember('key', key, nulls),
    ...bytesMember('value', value, nulls),
    `"headers":[${headers.map(headerJson).join(',')}]`,
  ]
  return `{${members.join(',')}}`
}

function bytesMember(name: string, bytes: Uint8Array | null, nulls: NullForm): readonly string[] {
  if (bytes !== null) {
    const { buffer, byteOffset, byteLength } = bytes
    return [`"${name}":"${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}"`]
  }
  return nulls === 'null' ? [`"${name}":null`] : []
}

function headerJson({ name, value }: LogHeader): string {
  const bytes = value === null ? 'null' : `[${new Int8Array(value).join(',')}]`
  return `{${JSON.stringify(name)}:${bytes}}`
}
