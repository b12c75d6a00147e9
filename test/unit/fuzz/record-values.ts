import { envelope, structSchema } from '../../support/kafka-event.ts'
import { MARKER } from './marker.ts'

const decimal = {
  type: 'bytes',
  name: 'org.apache.kafka.connect.data.Decimal',
  parameters: { scale: '2' },
}
const schema = structSchema({
  id: 'int64',
  note: { type: 'string', optional: true, default: MARKER },
  price: decimal,
  day: { type: 'int32', name: 'org.apache.kafka.connect.data.Date' },
  moment: { type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp' },
  raw: 'bytes',
  yes: 'boolean',
  ratio: 'double',
  list: { type: 'array', items: { type: 'string' } },
  tags: { type: 'map', keys: { type: 'string' }, values: { type: 'string' } },
})
const payload = {
  id: 12345,
  note: MARKER,
  price: Buffer.of(4, 0xd2).toString('base64'),
  day: 19_000,
  moment: 1_700_000_000_000,
  raw: Buffer.from(MARKER).toString('base64'),
  yes: true,
  ratio: 0.25,
  list: [MARKER, 'b'],
  tags: { a: MARKER },
}

/** Values that every format but one or two can read; all of them hold the marker. */
export const goodValues: readonly string[] = [
  envelope(schema, payload),
  envelope(schema, { ...payload, note: null }),
  envelope('{"type":"string"}', MARKER),
  envelope('null', { id: 7, note: MARKER }),
  JSON.stringify({ ...payload, price: '12.34', day: '2024-02-29' }),
  JSON.stringify({ id: 1, note: { deep: [MARKER, { a: [1.5, -7, MARKER] }] } }),
  JSON.stringify([MARKER, 1, { a: MARKER }]),
  JSON.stringify(MARKER),
  `{"id": 00012, "price": 12345678901234567890.12, "note": "${MARKER}\\ud83d\\ude00"}`,
  `${MARKER}, in no format at all`,
]

/** Columns for every field of the values above. */
export const columns: readonly (readonly [string, string])[] = [
  ['id', 'bigint(20)'],
  ['note', 'longtext'],
  ['price', 'decimal(20,2)'],
  ['day', 'date'],
  ['moment', 'datetime(6)'],
  ['raw', 'longblob'],
  ['yes', 'tinyint(4)'],
  ['ratio', 'double'],
  ['list', 'JSON'],
  ['tags', 'JSON'],
]
