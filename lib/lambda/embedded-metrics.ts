/** The numbers of an invocation's line that become metrics, with their units. */
const units = {
  delivered: 'Count',
  written: 'Count',
  filtered: 'Count',
  repeated: 'Count',
  deadLettered: 'Count',
  topicPartitions: 'Count',
  tables: 'Count',
  retries: 'Count',
  durationMs: 'Milliseconds',
} as const

const metricNamespace = 'KafkaSingleStoreSink'

/**
 * The members that make a line of the log a metric document: each metric is a member of the same line by its name, and the
 * dimension is the sink's name, or absent where it has none.
 * Source: CloudWatch User Guide, "Embedded metric format specification".
 */
export function embeddedMetrics(
  sinkName: string | null,
  timestampMs: number,
): Readonly<Record<string, unknown>> {
  return {
    ...(sinkName === null ? {} : { Sink: dimensionValue(sinkName) }),
    _aws: {
      Timestamp: timestampMs,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [sinkName === null ? [] : ['Sink']],
          Metrics: Object.entries(units).map(([Name, Unit]) => ({ Name, Unit })),
        },
      ],
    },
  }
}

/** CloudWatch takes printable ASCII that does not begin with a colon; the rest is written as in a URL, so that names stay apart. */
function dimensionValue(name: string): string {
  return name.replace(/^:|[^\x20-\x7e]+/gu, encodeURIComponent)
}
