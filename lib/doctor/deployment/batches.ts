import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** What Lambda takes where nothing is said; each event is a transaction of its own. */
const LAMBDAS_DEFAULT = 100

/** How many records an event holds, and how long they are gathered. */
export const batches: Judgement = {
  name: 'Batches',
  did: 'Read BatchSize and MaximumBatchingWindowInSeconds of each mapping.',
  lacks: withoutMappings,
  look: ({ mappings }) =>
    mappings
      .filter(({ batchSize }) => batchSize !== null && batchSize <= LAMBDAS_DEFAULT)
      .map(
        (mapping): Remark => ({
          outcome: 'warned',
          topic: topicOf(mapping),
          found: `an event holds at most ${mapping.batchSize} records, and each event is a transaction: many small ones cost time and money.`,
          mend: 'Set batch-size=10000; an event ends at 6 MB or with its window anyway.',
        }),
      ),
  fine: ({ mappings }) => {
    const words = mappings.map(
      ({ batchSize, windowSeconds }) =>
        `${batchSize ?? LAMBDAS_DEFAULT} records or ${windowSeconds === null ? '500 ms' : `${windowSeconds} s`}`,
    )
    return `An event ends at ${[...new Set(words)].join(', ')}, or 6 MB.`
  },
}
