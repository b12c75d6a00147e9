import { Metrics } from '@aws-lambda-powertools/metrics'
import { METRIC_NAMESPACE, METRIC_UNITS, type MetricName } from './metric-table.ts'

/** The metrics of one invocation; one that has no value is left out. */
export type MetricValues = Readonly<
  Record<Exclude<MetricName, 'ageMs'>, number> & { ageMs: number | null }
>

/** @param topic where the event holds one. @returns the members that make a line of the log a metric document */
export type EmbedMetrics = (
  values: MetricValues,
  topic: string | null,
) => Readonly<Record<string, unknown>>

/** Of a dimension's value, in characters. Source: CloudWatch API Reference, "Dimension". */
const MAX_DIMENSION = 1024

/**
 * Makes metric documents of the numbers of invocations: each metric is a member by its name, under the dimension `Sink`, and
 * under `Sink` and `Topic`; under none where there is no name.
 * @param name of the function, or of the sink where there is none
 * Source: CloudWatch User Guide, "Embedded metric format specification".
 */
export function createEmbeddedMetrics(name: string | null): EmbedMetrics {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE })
  // It would put each metric under a dimension `service` of its own.
  metrics.clearDefaultDimensions()
  if (name !== null) metrics.setDefaultDimensions({ Sink: dimensionValue(name) })
  return (values, topic) => {
    try {
      // Each set stands beside the default one: naming `Sink` here, too, would make the library warn of it at each line.
      metrics.addDimensions({})
      const Topic = name === null || topic === null ? '' : dimensionValue(topic)
      if (Topic.trim() !== '') metrics.addDimensions({ Topic })
      for (const [metric, value] of metricEntries(values)) {
        metrics.addMetric(metric, METRIC_UNITS[metric], value)
      }
      return { ...metrics.serializeMetrics() }
    } finally {
      metrics.clearMetrics()
      metrics.clearDimensions()
    }
  }
}

function metricEntries(values: MetricValues): readonly (readonly [MetricName, number])[] {
  const names = Object.keys(METRIC_UNITS) as MetricName[]
  return names.flatMap((name) => {
    const value = values[name]
    return value === null ? [] : [[name, value] as const]
  })
}

/** CloudWatch takes printable ASCII that does not begin with a colon; the rest is written as in a URL, so that names stay apart. */
function dimensionValue(text: string): string {
  return text
    .toWellFormed()
    .replace(/^:|[^\x20-\x7e]+/gu, encodeURIComponent)
    .slice(0, MAX_DIMENSION)
}
