import type { KafkaRecord } from '../../kafka/record.ts'
import type { Reading } from '../../table/reading.ts'
import { routeDelete, routeRow, routeTopic, routeTruncate } from '../../table/route.ts'
import type { RouteRules } from '../../table/route-rules.ts'
import type { Asked } from './landing.ts'
import type { Mappable } from './mappable.ts'
import { schemasOf } from './read-record.ts'

/**
 * Finds the table of each thing that a record asks for.
 * @throws RecordError `ERR_RECORD_UNMAPPABLE` where there is none, or none can take the row
 */
export function routeReadings(
  record: KafkaRecord,
  readings: readonly Reading[],
  rules: RouteRules,
  mappable: Mappable,
): readonly Asked[] {
  const { topic, partition } = record
  return readings.map((change) => {
    const table = tableOf(change, rules)
    if (change.kind === 'write') mappable.guard(table, schemasOf(change))
    return { topic, partition, record, table, change }
  })
}

function tableOf(change: Reading, { byField, tableNames }: RouteRules): string {
  if (byField === null) return routeTopic(change.topic, tableNames)
  switch (change.kind) {
    case 'write':
      return routeRow(change.row, byField)
    case 'delete':
      return routeDelete(change, byField)
    case 'truncate':
      return routeTruncate(byField)
    default:
      return change satisfies never
  }
}
