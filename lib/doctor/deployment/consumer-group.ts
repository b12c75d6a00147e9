import type { MappingFacts } from '../../lambda/deployed-facts.ts'
import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** Under which name the brokers keep how far each topic was read, and where a new group begins. */
export const consumerGroup: Judgement = {
  name: 'Consumer groups',
  did: 'Read the consumer group and the starting position of each mapping.',
  lacks: withoutMappings,
  look: ({ mappings }) => [...mappings.flatMap(remarks), ...shared(mappings)],
  fine: () =>
    'Each mapping has a group of its own that outlives it, and starts at the oldest record.',
}

function remarks(mapping: MappingFacts): readonly Remark[] {
  const topic = topicOf(mapping)
  const found: Remark[] = []
  if (mapping.consumerGroup === null || mapping.consumerGroup === mapping.uuid) {
    found.push({
      outcome: 'warned',
      topic,
      found:
        'its consumer group is the UUID of the mapping: one that replaces it reads the topic from its starting position.',
      mend: 'Deploy mappings with an explicit ConsumerGroupId (parameter consumer-group-prefix); the ledger keeps the rows single meanwhile.',
    })
  }
  if (mapping.startingPosition === 'LATEST' || mapping.startingPosition === 'AT_TIMESTAMP') {
    found.push({
      outcome: 'warned',
      topic,
      found: `it starts at ${mapping.startingPosition}: what the topic holds before that is not read, and LATEST can miss records while a mapping comes up.`,
      mend: 'Deploy with starting-position=TRIM_HORIZON, unless older records are to be left out.',
    })
  }
  return found
}

function shared(mappings: readonly MappingFacts[]): readonly Remark[] {
  const named = mappings.filter(({ consumerGroup: group }) => group !== null)
  const byGroup = Map.groupBy(named, ({ consumerGroup: group }) => group ?? '')
  return [...byGroup].flatMap(([group, of]) => {
    if (of.length < 2) return []
    return of.map(
      (mapping): Remark => ({
        outcome: 'failed',
        topic: topicOf(mapping),
        found: `shares the consumer group ${group} with another mapping: each sees only a part of its partitions.`,
        mend: 'Give each mapping a ConsumerGroupId of its own.',
      }),
    )
  })
}
