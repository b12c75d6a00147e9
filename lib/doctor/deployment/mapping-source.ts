import type { MappingFacts } from '../../lambda/deployed-facts.ts'
import { type Judgement, listed, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** Whether the mappings read different topics of one cluster: the ledger knows a topic by its name. */
export const mappingSource: Judgement = {
  name: 'Topics and cluster',
  did: 'Compared the topics and clusters of the event source mappings.',
  lacks: withoutMappings,
  look: ({ mappings }) => [...severalClusters(mappings), ...twice(mappings)],
  fine: ({ mappings }) =>
    `${mappings.length === 1 ? 'One topic' : `${mappings.length} topics`} of one cluster: ${listed(mappings.map(topicOf))}.`,
}

function severalClusters(mappings: readonly MappingFacts[]): readonly Remark[] {
  const mend =
    'Give each cluster a deployment of its own with another sink-name: their offsets are taken for each other’s, and records are lost.'
  const arns = new Set(mappings.flatMap(({ clusterArn }) => clusterArn ?? []))
  if (arns.size > 1) {
    const found = `The mappings read ${arns.size} clusters under one sink: ${[...arns].join(', ')}.`
    return [{ outcome: 'failed', topic: null, found, mend }]
  }
  const servers = new Set(
    mappings.map(({ bootstrapServers }) => bootstrapServers.toSorted().join(',')),
  )
  if (servers.size < 2) return []
  const found =
    'The mappings name different bootstrap servers; they must all be of one cluster, which cannot be seen from here.'
  return [{ outcome: 'warned', topic: null, found, mend }]
}

function twice(mappings: readonly MappingFacts[]): readonly Remark[] {
  const byTopic = Map.groupBy(mappings, topicOf)
  return [...byTopic].flatMap(([topic, of]): readonly Remark[] => {
    if (of.length < 2) return []
    return [
      {
        outcome: 'failed',
        topic,
        found: `${of.length} mappings read it (${of.map(({ uuid }) => uuid).join(', ')}): each record is delivered by all of them, and only the ledger keeps it single.`,
        mend: 'Delete the mappings that are not of the stack.',
      },
    ]
  })
}
