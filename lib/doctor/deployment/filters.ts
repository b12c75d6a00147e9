import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** Whether Lambda hides records from the sink. */
export const filters: Judgement = {
  name: 'Filters of mappings',
  did: 'Looked for FilterCriteria of the mappings.',
  lacks: withoutMappings,
  look: ({ mappings }) =>
    mappings
      .filter((mapping) => mapping.filters > 0)
      .map(
        (mapping): Remark => ({
          outcome: 'warned',
          topic: topicOf(mapping),
          found:
            'its mapping hides records by a filter: their offsets lie in ranges that read as committed, so a filter that is changed later brings none of them back.',
          mend: 'Take SINK_FILTER in place of FilterCriteria.',
        }),
      ),
  fine: () => 'Every record of the topics is delivered.',
}
