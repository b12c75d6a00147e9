import { type GroupDescription, readGroupDescription } from './group-description.ts'
import type { GroupOffset } from './group-offset.ts'
import type { AdoptRequest, AnswerFormat } from './ledger-request.ts'
import { type Rule, text } from './payload-rule.ts'

const offsets: Rule = {
  wants: 'an object such as {"0": 1234}: offsets by partition',
  accepts: (value) => isObject(value) && Object.entries(value).every(isOffsetOfPartition),
}

/** What the payload of adopt may hold beside the topic. */
export const adoptMembers: Readonly<Record<string, Rule>> = {
  offsets,
  describe: text,
  through: offsets,
  metadataTable: {
    wants: 'the name of a table, or null',
    accepts: (value) => value === null || text.accepts(value),
  },
  onlyWriter: { wants: 'true or false', accepts: (value) => typeof value === 'boolean' },
  confirm: text,
}

/** What is missing or contradicts itself, of members that are each what they should be. */
export function adoptFaults(given: Readonly<Record<string, unknown>>): readonly string[] {
  const { topic, describe, onlyWriter, metadataTable } = given
  const description = typeof describe === 'string' ? readGroupDescription(describe) : null
  return [
    ...(metadataTable === undefined
      ? [
          'metadataTable is missing: the table that the connector kept its metadata in, by its name of today, or null to go by offsets alone',
        ]
      : []),
    ...((given.offsets === undefined) === (description === null)
      ? ['one of offsets and describe is wanted: what the consumer group has committed']
      : []),
    ...(onlyWriter === true && metadataTable === null
      ? ['onlyWriter is said of a metadataTable, and there is none']
      : []),
    ...(description?.faults ?? []),
    ...(description !== null &&
    description.faults.length === 0 &&
    description.offsets.every((of) => of.topic !== topic)
      ? ['describe has no line of that topic']
      : []),
    ...throughFaults(given, description),
  ]
}

/** A partition of which the group says nothing would be adopted whole on the strength of a slip of the pen. */
function throughFaults(
  { topic, offsets: given, through }: Readonly<Record<string, unknown>>,
  description: GroupDescription | null,
): readonly string[] {
  const known = new Set(
    description === null
      ? byPartition(given).keys()
      : description.offsets.flatMap((of) => (of.topic === topic ? of.partition : [])),
  )
  // That a description has no line of the topic is told already.
  if (known.size === 0 && description !== null) return []
  const place = description === null ? 'offsets' : 'describe'
  return [...byPartition(through).keys()]
    .filter((partition) => !known.has(partition))
    .map(
      (partition) =>
        `through names partition ${partition}, which ${place} does not; there are ${[...known].join(', ') || 'none'}`,
    )
}

/** The values have been judged. */
export function adoptRequest(
  topic: string,
  format: AnswerFormat,
  given: Readonly<Record<string, unknown>>,
): AdoptRequest {
  const description =
    typeof given.describe === 'string' ? readGroupDescription(given.describe) : null
  return {
    ...{ action: 'adopt', topic, format, group: description?.group ?? null },
    offsets: description?.offsets ?? [...byPartition(given.offsets)].map(groupOffset(topic)),
    through: byPartition(given.through),
    metadataTable: typeof given.metadataTable === 'string' ? given.metadataTable : null,
    onlyWriter: given.onlyWriter === true,
    confirm: typeof given.confirm === 'string' ? given.confirm : null,
  }
}

function groupOffset(topic: string) {
  return ([partition, committed]: readonly [number, number]): GroupOffset => ({
    ...{ topic, partition, committed, logEnd: null },
  })
}

function byPartition(value: unknown): ReadonlyMap<number, number> {
  const entries = isObject(value) ? Object.entries(value) : []
  return new Map(entries.map(([partition, offset]) => [Number(partition), Number(offset)]))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOffsetOfPartition([partition, offset]: readonly [string, unknown]): boolean {
  const isPartition = /^(?:0|[1-9]\d{0,9})$/.test(partition) && Number(partition) < 2 ** 31
  return isPartition && Number.isSafeInteger(offset) && Number(offset) >= 0
}
