import type { Config } from '../../config.ts'
import type { FunctionFacts, MappingFacts } from '../../lambda/deployed-facts.ts'
import { type Finding, passed, skipped } from '../finding.ts'

/** What a deployment is judged by. */
export interface Deployed {
  readonly sinkFunction: FunctionFacts | null
  readonly mappings: readonly MappingFacts[]
  /** Null where it could not be read. */
  readonly config: Config | null
}

/** Something that should be otherwise. */
export interface Remark {
  readonly outcome: 'warned' | 'failed'
  /** The topic that it is of; null: of the whole. */
  readonly topic: string | null
  /** One sentence, which may stand behind several topics. */
  readonly found: string
  readonly mend: string
}

/** One question to a deployment. */
export interface Judgement {
  readonly name: string
  readonly did: string
  /** Why it cannot be judged; null where it can. */
  readonly lacks: (deployed: Deployed) => string | null
  /** What is wrong; none: nothing is. */
  readonly look: (deployed: Deployed) => readonly Remark[]
  /** What is said where nothing is wrong. */
  readonly fine: (deployed: Deployed) => string
}

/** How a mapping is named in a check. */
export function topicOf({ topics, uuid }: Pick<MappingFacts, 'topics' | 'uuid'>): string {
  return topics.length === 0 ? uuid : topics.join(' and ')
}

export const withoutMappings = ({ mappings }: Deployed): string | null =>
  mappings.length === 0 ? 'AWS told of no event source mapping.' : null

export const withoutFunction = ({ sinkFunction }: Deployed): string | null =>
  sinkFunction === null ? 'AWS did not tell of the function.' : null

/** Topics that are named; of more, the number is told. */
const NAMED = 5

/** Topics as one list, short enough to be read. */
export function listed(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join(', ')
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
}

/** The finding of a judgement: the worst of its remarks, each said once for all of its topics. */
export function judge({ lacks, look, fine }: Judgement, deployed: Deployed): Finding {
  const lacking = lacks(deployed)
  if (lacking !== null) return skipped(lacking)
  // What failed comes first.
  const remarks = look(deployed).toSorted((a, b) => a.outcome.localeCompare(b.outcome))
  const [worst] = remarks
  if (worst === undefined) return passed(fine(deployed), null)
  const bySentence = Map.groupBy(remarks, ({ found }) => found)
  const found = [...bySentence].map(([sentence, of]) => {
    const topics = of.flatMap(({ topic }) => topic ?? [])
    return topics.length === 0 ? sentence : `${listed(topics)}: ${sentence}`
  })
  const mends = new Set(remarks.map(({ mend }) => mend))
  return {
    outcome: worst.outcome,
    found: found.join(' '),
    mend: [...mends].join(' '),
    value: null,
  }
}
