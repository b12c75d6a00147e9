import { envelope } from './kafka-event.ts'

const ROW = [
  { field: 'id', type: 'int32', optional: false },
  { field: 'name', type: 'string', optional: true },
]

const SOURCE = {
  field: 'source',
  type: 'struct',
  optional: false,
  name: 'io.debezium.connector.postgresql.Source',
  fields: [
    { field: 'version', type: 'string', optional: false },
    { field: 'connector', type: 'string', optional: false },
    { field: 'ts_ms', type: 'int64', optional: false },
  ],
}

/** The members of a change event's schema, in Debezium's order. */
export const EVENT_FIELDS = [
  {
    field: 'before',
    type: 'struct',
    optional: true,
    name: 'shop.public.orders.Value',
    fields: ROW,
  },
  { field: 'after', type: 'struct', optional: true, name: 'shop.public.orders.Value', fields: ROW },
  SOURCE,
  { field: 'op', type: 'string', optional: false },
  { field: 'ts_ms', type: 'int64', optional: true },
]

/** The text of a change event's schema. */
export function eventSchema(
  name: string | null = 'shop.public.orders.Envelope',
  fields: readonly object[] = EVENT_FIELDS,
): string {
  return JSON.stringify({ type: 'struct', optional: false, name: name ?? undefined, fields })
}

/** What a change event says, without its schema. */
export function eventPayload(
  op: string,
  row: { readonly before?: object; readonly after?: object } = {},
): object {
  const source = { version: '3.0.0', connector: 'postgresql', ts_ms: 1_700_000_000_000 }
  const { before = null, after = null } = row
  return { before, after, source, op, ts_ms: 1_700_000_000_001 }
}

/** A change event of Debezium as JsonConverter writes it. */
export function changeEvent(
  op: string,
  row: { readonly before?: object; readonly after?: object } = {},
): string {
  return envelope(eventSchema(), eventPayload(op, row))
}

interface OwnEvent {
  readonly schema: string
  readonly payload: object
}

/** The records that Debezium keeps for itself, and PostgreSQL's logical messages. */
export const OWN_EVENTS = {
  'schema-change': own(
    'io.debezium.connector.mysql.SchemaChangeValue',
    [
      SOURCE,
      { field: 'ts_ms', type: 'int64' },
      { field: 'databaseName', type: 'string', optional: true },
      { field: 'schemaName', type: 'string', optional: true },
      { field: 'ddl', type: 'string', optional: true },
      { field: 'tableChanges', type: 'array', items: { type: 'string' } },
    ],
    {
      source: { version: '3.0.0', connector: 'mysql', ts_ms: 1 },
      ts_ms: 1,
      databaseName: 'shop',
      schemaName: null,
      ddl: 'DROP TABLE t',
      tableChanges: [],
    },
  ),
  heartbeat: own('io.debezium.connector.common.Heartbeat', [{ field: 'ts_ms', type: 'int64' }], {
    ts_ms: 1,
  }),
  transaction: own(
    'io.debezium.connector.common.TransactionMetadataValue',
    [
      { field: 'status', type: 'string' },
      { field: 'id', type: 'string' },
      { field: 'event_count', type: 'int64', optional: true },
      { field: 'data_collections', type: 'array', optional: true, items: { type: 'string' } },
      { field: 'ts_ms', type: 'int64' },
    ],
    { status: 'BEGIN', id: '571:53195829', event_count: null, data_collections: null, ts_ms: 1 },
  ),
  notification: own(
    'io.debezium.connector.common.Notification',
    [
      { field: 'id', type: 'string' },
      { field: 'aggregate_type', type: 'string' },
      { field: 'type', type: 'string' },
      {
        field: 'additional_data',
        type: 'map',
        optional: true,
        keys: { type: 'string' },
        values: { type: 'string' },
      },
      { field: 'timestamp', type: 'int64' },
    ],
    {
      id: 'c485ccc3-16ff-47cc-b4e8-b56a57c3bad2',
      aggregate_type: 'Initial Snapshot',
      type: 'STARTED',
      additional_data: { connector_name: 'shop' },
      timestamp: 1,
    },
  ),
  message: own(
    'io.debezium.connector.postgresql.MessageValue',
    [
      { field: 'op', type: 'string' },
      { field: 'ts_ms', type: 'int64', optional: true },
      SOURCE,
      {
        field: 'message',
        type: 'struct',
        fields: [
          { field: 'prefix', type: 'string', optional: true },
          { field: 'content', type: 'bytes', optional: true },
        ],
      },
    ],
    {
      op: 'm',
      ts_ms: 1,
      source: { version: '3.0.0', connector: 'postgresql', ts_ms: 1 },
      message: { prefix: 'p', content: 'AP8=' },
    },
  ),
} as const satisfies Readonly<Record<string, OwnEvent>>

function own(name: string, fields: readonly object[], payload: object): OwnEvent {
  return { schema: eventSchema(name, fields), payload }
}
