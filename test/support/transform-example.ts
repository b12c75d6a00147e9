import {
  type PlainRow,
  type Transform,
  unnest,
  withField,
  withoutField,
} from '../../lib/transform.ts'

/** What is known of these records; nothing checks it. */
interface Order {
  readonly id: number
  readonly email: string | null
  readonly status: string
  readonly lines: readonly PlainRow[]
}

export const transform: Transform<Order> = (record) => {
  const order = record.value
  // A tombstone tells no row: whether it deletes one is up to SINK_DELETE_ENABLED.
  if (order === null) return record
  if (order.status === 'test') return null

  // Deletes of Debezium become rows that say so.
  const kept = withField({ ...record, delete: false }, 'deleted', 'boolean', record.delete)
  const domain = order.email?.split('@')[1] ?? null
  const header = withField(
    withoutField(withoutField(kept, 'lines'), 'email'),
    'domain',
    'text',
    domain,
  )
  if (record.delete) return header

  const lines = unnest(record, 'lines').map((line, index) => {
    const ofOrder = withField({ ...line, topic: 'order_lines' }, 'order_id', 'int64', order.id)
    return withField(ofOrder, 'line', 'int32', index + 1)
  })
  return [header, ...lines]
}
