import {
  type Deployed,
  type Judgement,
  type Remark,
  topicOf,
  withoutMappings,
} from './judgement.ts'

/** Of the function itself, for the doctor's own environment may differ; null: not known. */
function sinkReports({ sinkFunction, config }: Deployed): boolean | null {
  return sinkFunction?.partialResponses ?? config?.partialResponses ?? null
}

/** Whether sink and mappings agree on who reports failures: Lambda commits what is reported to nobody. */
export const partialResponses: Judgement = {
  name: 'Partial responses',
  did: 'Compared SINK_PARTIAL_RESPONSES with the FunctionResponseTypes of each mapping and its provisioned mode.',
  lacks: (deployed) =>
    withoutMappings(deployed) ??
    (sinkReports(deployed) === null ? 'It is not known what the sink is set to.' : null),
  look: (deployed) =>
    deployed.mappings.flatMap((mapping): readonly Remark[] => {
      const topic = topicOf(mapping)
      const { reportsFailures: heeds, provisioned } = mapping
      if (sinkReports(deployed) === true) {
        if (heeds && provisioned) return []
        return [
          {
            outcome: 'failed',
            topic,
            found: `the sink reports failures (SINK_PARTIAL_RESPONSES=true) and its mapping ${heeds ? 'is not in provisioned mode, without which Lambda' : 'has no ReportBatchItemFailures, so Lambda'} takes no notice of them: what fails is committed, and lost.`,
            mend: 'Set SINK_PARTIAL_RESPONSES=false at once, or give the mapping provisioned mode and ReportBatchItemFailures (parameters polling=provisioned, partial-responses=true).',
          },
        ]
      }
      if (!heeds) return []
      return [
        {
          outcome: 'warned',
          topic,
          found:
            'its mapping heeds reports of failures, and the sink makes none: a partition that fails stops the whole event.',
          mend: 'Set SINK_PARTIAL_RESPONSES=true (parameter partial-responses).',
        },
      ]
    }),
  fine: (deployed) =>
    sinkReports(deployed) === true
      ? 'The sink reports failures record by record, and every mapping heeds them.'
      : 'The sink fails whole events, and no mapping waits for reports.',
}
