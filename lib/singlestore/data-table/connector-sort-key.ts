import type { Field } from '../../schema.ts'
import type { TableKey } from '../../table/table-key.ts'

/**
 * The sort key that SingleStore's Kafka Connect sink adds where a table is to have no key but SHARD: its first primitive
 * column. None where there is no such column.
 */
export function connectorSortKey(
  columns: readonly Field[],
  keys: readonly TableKey[],
): readonly TableKey[] {
  if (keys.some(({ type }) => type !== 'SHARD')) return []
  const first = columns.find(({ schema }) => !['array', 'map', 'struct'].includes(schema.type))
  return first === undefined ? [] : [{ type: 'COLUMNSTORE', name: null, columns: [first.name] }]
}
