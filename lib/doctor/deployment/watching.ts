import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

const WANTED = ['EventCount', 'ErrorCount', 'KafkaMetrics'] as const

/** Whether the alarms and the dashboard have something to look at. */
export const watching: Judgement = {
  name: 'Metrics and logging',
  did: 'Read MetricsConfig and LoggingConfig of each mapping.',
  lacks: withoutMappings,
  look: ({ mappings }) =>
    mappings.flatMap((mapping): readonly Remark[] => {
      const topic = topicOf(mapping)
      const missing = WANTED.filter((metric) => !mapping.metrics.includes(metric))
      const remarks: Remark[] = []
      if (missing.length > 0) {
        remarks.push({
          outcome: 'warned',
          topic,
          found: `its mapping lacks the metrics ${missing.join(', ')}: alarms of lag and of dropped events see nothing.`,
          mend: 'Deploy the stack again; its mappings ask for all three.',
        })
      }
      if (mapping.provisioned && mapping.logLevel === null) {
        remarks.push({
          outcome: 'warned',
          topic,
          found: 'its pollers write no log.',
          mend: 'Set mapping-log-level=INFO.',
        })
      }
      return remarks
    }),
  fine: () => 'Every mapping has all metrics, and the log that its mode has.',
}
