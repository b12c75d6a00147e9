/** Where an event comes from. */
export type EventSource =
  | { readonly kind: 'msk'; readonly arn: string; readonly bootstrapServers: string }
  | { readonly kind: 'self-managed'; readonly bootstrapServers: string }
  /** What a redelivery after a partial response looks like: `records` and nothing else. */
  | { readonly kind: 'records-only' }

/** The source that the event of a remainder names: none. */
export const bareSource: EventSource = { kind: 'records-only' }

/** The members of an event in front of `records`. */
function preface(source: EventSource): string {
  switch (source.kind) {
    case 'msk':
      return `"eventSource":"aws:kafka","eventSourceArn":${JSON.stringify(source.arn)},"bootstrapServers":${JSON.stringify(source.bootstrapServers)},`
    case 'self-managed':
      return `"eventSource":"SelfManagedKafka","bootstrapServers":${JSON.stringify(source.bootstrapServers)},`
    case 'records-only':
      return ''
  }
}

/** The key of an event's `records`, which is also what a partial response names. */
export function mapKey({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}-${partition}`
}

/** Records of an event by map key (`topic-partition`), each already JSON text. */
export type EventRecords = ReadonlyMap<string, readonly string[]>

/** Writes an event as Lambda hands it to the function. */
export function eventJson(source: EventSource, records: EventRecords): string {
  const lists = [...records].map(
    ([topicPartition, texts]) => `${JSON.stringify(topicPartition)}:[${texts.join(',')}]`,
  )
  return `{${preface(source)}"records":{${lists.join(',')}}}`
}

/** Bytes of an event without any record. */
export function emptyEventBytes(source: EventSource): number {
  return Buffer.byteLength(eventJson(source, new Map()))
}

/** Bytes that a record adds to an event, with the comma in front of it or the list that it opens. */
export function addedBytes(
  recordBytes: number,
  topicPartition: string,
  place: 'first-of-event' | 'first-of-partition' | 'next',
): number {
  if (place === 'next') return recordBytes + 1
  const list = Buffer.byteLength(JSON.stringify(topicPartition)) + ':[]'.length
  return recordBytes + list + (place === 'first-of-event' ? 0 : 1)
}
