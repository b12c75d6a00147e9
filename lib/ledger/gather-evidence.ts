import { formatTopicPartition } from '../kafka/offset-range.ts'
import { ConnectorPuts, type Put } from '../singlestore/ledger/connector-puts.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import type { GroupOffset } from './group-offset.ts'
import type { AdoptRequest } from './ledger-request.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'
import type { Evidence } from './plan-adoption.ts'

/**
 * Everything that is known of the topic's partitions: those of the group, those that the user names, and those that puts begin with.
 * @throws EventError for a metadata table that is none; StoreError
 */
export async function gatherEvidence(
  request: AdoptRequest,
  { sessions }: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<readonly Evidence[]> {
  const { topic, metadataTable, through, onlyWriter } = request
  if (metadataTable === null) {
    return groupsOf(request, []).map((group) => ({
      ...{ group, through: through.get(group.partition) ?? null, onlyWriter },
      ...{ puts: [], newestBelow: null, otherPuts: 0, unsaid: false },
    }))
  }
  const table = new ConnectorPuts(await sessions.dml(remainingMs), metadataTable, remainingMs)
  await table.check(await sessions.database())
  const groups = groupsOf(request, await table.partitions(topic))
  const known = new Map(request.offsets.map((of) => [formatTopicPartition(of), of]))
  // Only of those of which an offset was said: the puts of the others are all that they ever had.
  const puts = await table.behind(
    [...known.values()].map((of) => ({ ...of, offset: of.committed ?? 0 })),
  )
  const putsBy = Map.groupBy(puts, formatTopicPartition)
  const evidence: Evidence[] = []
  for (const group of groups) {
    const own: readonly Put[] = putsBy.get(formatTopicPartition(group)) ?? []
    const from = { topic, partition: group.partition, offset: group.committed ?? 0 }
    evidence.push({
      ...{ group, through: through.get(group.partition) ?? null, onlyWriter, puts: own },
      newestBelow: own.length === 0 ? null : await table.newestBelow(from),
      otherPuts: puts.length - own.length,
      unsaid: !known.has(formatTopicPartition(group)),
    })
  }
  return evidence
}

function groupsOf(
  { topic, offsets, through }: AdoptRequest,
  others: readonly number[],
): readonly GroupOffset[] {
  const known = new Map(
    offsets.filter((of) => of.topic === topic).map((of) => [of.partition, of] as const),
  )
  const partitions = new Set([...known.keys(), ...through.keys(), ...others])
  return [...partitions]
    .toSorted((a, b) => a - b)
    .map(
      (partition) =>
        known.get(partition) ?? { ...{ topic, partition, committed: null, logEnd: null } },
    )
}
