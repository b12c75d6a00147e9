/** A record for an event; what is left out is null, or counts up. */
export interface RecordSpec {
  readonly offset: number
  readonly value: string | Uint8Array | null
  readonly key?: string | Uint8Array | null
  readonly timestamp?: number
  readonly headers?: readonly Readonly<Record<string, Uint8Array>>[]
  /** What Lambda's registry integration says of the value. */
  readonly valueSchemaMetadata?: { readonly dataFormat: string; readonly schemaId: string }
}

/** The event of a self-managed mapping: `kafkaEvent({ orders: { 0: records } })`. */
export function kafkaEvent(
  topics: Readonly<Record<string, Readonly<Record<number, readonly RecordSpec[]>>>>,
): unknown {
  const records: Record<string, unknown[]> = {}
  for (const [topic, partitions] of Object.entries(topics)) {
    for (const [partition, specs] of Object.entries(partitions)) {
      records[`${topic}-${partition}`] = specs.map((spec) => ({
        topic,
        partition: Number(partition),
        offset: spec.offset,
        timestamp: spec.timestamp ?? 1_700_000_000_000 + spec.offset,
        timestampType: 'CREATE_TIME',
        key: base64(spec.key ?? null),
        value: base64(spec.value),
        headers: (spec.headers ?? []).map(signed),
        ...(spec.valueSchemaMetadata && { valueSchemaMetadata: spec.valueSchemaMetadata }),
      }))
    }
  }
  return { eventSource: 'SelfManagedKafka', bootstrapServers: 'broker:9092', records }
}

function base64(value: string | Uint8Array | null): string | null {
  return value === null ? null : Buffer.from(value).toString('base64')
}

/** Lambda writes the bytes of a header as signed numbers. */
function signed(header: Readonly<Record<string, Uint8Array>>): object {
  const entries = Object.entries(header).map(([name, bytes]) => [name, [...new Int8Array(bytes)]])
  return Object.fromEntries(entries)
}

interface FieldSpec {
  readonly type: string
  readonly optional?: boolean
  readonly name?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly [member: string]: unknown
}

/** The text of a Connect JSON schema: a struct of these fields. */
export function structSchema(fields: Readonly<Record<string, FieldSpec | string>>): string {
  return JSON.stringify({
    type: 'struct',
    optional: false,
    fields: Object.entries(fields).map(([field, spec]) => ({
      field,
      ...(typeof spec === 'string' ? { type: spec, optional: true } : spec),
    })),
  })
}

/** A Connect JSON envelope. @param payload a value, or JSON text where a number must stay as written */
export function envelope(schema: string, payload: unknown): string {
  const text = payload instanceof JsonText ? payload.text : JSON.stringify(payload)
  return `{"schema":${schema},"payload":${text}}`
}

/** JSON text that is not to be parsed and written again. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}
