import type { OffsetRange } from '../kafka/offset-range.ts'
import type { Put } from '../singlestore/ledger/connector-puts.ts'
import type { TouchedRange } from '../singlestore/ledger/ledger-maintenance-adopt.ts'
import type { GroupOffset } from './group-offset.ts'

/** What is known of one topic-partition that another sink wrote. */
export interface Evidence {
  readonly group: GroupOffset
  /** Puts begin with this topic-partition, but nothing was said of its offset. */
  readonly unsaid: boolean
  /** The last offset that was written, where the user says so. */
  readonly through: number | null
  /** The user says that the table names puts of this connector only, of this topic, and that its group was never set back. */
  readonly onlyWriter: boolean
  /** Puts that begin at the committed offset or behind it, in offset order. */
  readonly puts: readonly Put[]
  /** When the newest put below the committed offset was written. */
  readonly newestBelow: string | null
  /** How many puts of other topic-partitions begin behind what the group has committed there. */
  readonly otherPuts: number
}

/** Offsets of which the metadata table does not tell whether they were written. */
export interface Doubt {
  readonly first: number
  /** As far as the counts of puts reach, and the log; null where nothing tells. */
  readonly last: number | null
  readonly why: string
}

/** What is certain to have been written: offsets 0 to `last`, none where it is -1. */
export interface Written {
  readonly last: number
  readonly doubt: Doubt | null
  /** Why nothing of this topic-partition can be adopted; null where it can. */
  readonly refused: string | null
}

/**
 * Judges what the other sink has written of a topic-partition.
 *
 * What its group has committed is certain. A put behind that has written its first record; of the others it is known how many they
 * are, not of which topic-partition. Where the next put of the same topic-partition begins exactly where the count of this one ends, no
 * offset between the two is left, and the put is certain as a whole.
 */
export function judgeWritten(evidence: Evidence): Written {
  const { group, through, puts, otherPuts } = evidence
  const committed = group.committed ?? 0
  const refused = contradiction(group, through)
  if (refused !== null) return { last: -1, doubt: null, refused }
  if (through !== null) return { last: through, doubt: null, refused }
  if (evidence.unsaid) return { last: -1, doubt: { first: 0, last: null, why: UNSAID }, refused }
  const end = group.logEnd ?? Number.POSITIVE_INFINITY
  // Where the group is at the log's end, nothing lies behind that could have been written, whatever rows say.
  if (committed >= end || (puts.length === 0 && otherPuts === 0)) {
    return { last: committed - 1, doubt: null, refused }
  }
  const proven = provenBy(evidence, committed)
  const first = proven.last + 1
  const far = Math.max(...puts.map(({ offset, count }) => offset + count - 1), first)
  const reach = puts.length === 0 ? end - 1 : Math.min(far, end - 1)
  const last = Number.isFinite(reach) ? Math.max(first, reach) : null
  const doubt: Doubt = { first, last, why: proven.why }
  return { last: proven.last, doubt: proven.why === '' ? null : doubt, refused }
}

function contradiction({ committed, logEnd }: GroupOffset, through: number | null): string | null {
  if (committed !== null && logEnd !== null && committed > logEnd) {
    return `the group has committed ${committed}, but the log ends at ${logEnd}: the topic was created again or cut since, and what was written came from another log`
  }
  if (through === null) return null
  if (committed !== null && through < committed - 1) {
    return `through says that ${through} was the last, but the group has committed up to ${committed - 1}`
  }
  if (logEnd !== null && through >= logEnd) {
    return `through says that ${through} was written, but the log ends at ${logEnd}`
  }
  return null
}

/** How far puts prove what was written, and what is open behind that; `why` is empty where nothing is. */
function provenBy(evidence: Evidence, committed: number): { last: number; why: string } {
  const { group, puts, otherPuts, onlyWriter } = evidence
  const stranger = strangeness(evidence)
  if (stranger !== null) return { last: committed - 1, why: stranger }
  if (!onlyWriter) {
    return {
      last: committed - 1,
      why:
        puts.length === 0
          ? OTHERS
          : 'puts begin behind what the group has committed; they prove nothing as long as another connector may write to the table, or the topic or its offsets may once have been set back ("onlyWriter": true says that neither is so)',
    }
  }
  let last = committed - 1
  for (const [index, { offset, count }] of puts.entries()) {
    if (offset !== last + 1) {
      return {
        last,
        why: `the next put begins at ${offset}: between the two are a gap, records of puts that began with another topic-partition, or records that were skipped`,
      }
    }
    last = offset
    const next = puts[index + 1]
    if (next !== undefined && next.offset === offset + count) last = next.offset - 1
    else if (count !== 1) {
      return {
        last,
        why: `the put at ${offset} held ${count} records: ${count - 1} more of this or of other topic-partitions, with or without gaps`,
      }
    }
  }
  const exhausted = group.logEnd !== null && last >= group.logEnd - 1
  return { last, why: otherPuts > 0 && !exhausted ? OTHERS : '' }
}

const UNSAID =
  'puts begin with this topic-partition, but no offset of it was given: its group has committed none, or it was left out'

const OTHERS =
  'puts that begin with other topic-partitions lie behind what the group has committed there, and may hold records of this one'

/** Signs that rows are not the end of one run of one connector over this topic. */
function strangeness({ group, puts, newestBelow }: Evidence): string | null {
  const beyond = puts.find(({ offset }) => group.logEnd !== null && offset >= group.logEnd)
  if (beyond !== undefined) {
    return `a put begins at ${beyond.offset}, but the log ends at ${group.logEnd}: the topic was created again, or another cluster writes to the table`
  }
  const damaged = puts.find(({ count }) => !Number.isSafeInteger(count) || count < 1)
  if (damaged !== undefined)
    return `the count of the put at ${damaged.offset} is no number of records`
  let before = newestBelow ?? ''
  for (const { offset, createdAt } of puts) {
    if (createdAt < before) {
      return `the put at ${offset} is older than one of lower offsets: another connector writes to the table, the topic was created again, or the group was set back`
    }
    before = createdAt
  }
  return null
}

/** What is to be done so that the ledger covers offsets 0 to `last`. */
export type Adoption =
  | { readonly kind: 'new' | 'extended'; readonly range: OffsetRange }
  | { readonly kind: 'already' | 'nothing' }
  | { readonly kind: 'refused'; readonly by: readonly OffsetRange[] }

/** @param touched the committed ranges in those offsets, in offset order */
export function planAdoption(last: number, touched: readonly TouchedRange[]): Adoption {
  if (last < 0) return { kind: 'nothing' }
  let first = 0
  for (const [index, range] of touched.entries()) {
    if (!range.adopted || range.first !== first)
      return { kind: 'refused', by: touched.slice(index) }
    first = range.last + 1
  }
  if (first > last) return { kind: 'already' }
  return { kind: first === 0 ? 'new' : 'extended', range: { first, last } }
}
