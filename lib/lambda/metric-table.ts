/** CloudWatch's name for all metrics of the sink. */
export const METRIC_NAMESPACE = 'KafkaSingleStoreSink'

/**
 * The metrics of one invocation, with CloudWatch's units. They are members of its line in the log by the same names. Each stands
 * under the dimension `Sink`, the name of the function that wrote it, and under `Sink` and `Topic` where the event holds one topic,
 * as Lambda's do.
 */
export const METRIC_UNITS = {
  /** Records in the event = written + filtered + repeated + deadLettered + held. */
  delivered: 'Count',
  /** Records whose rows are committed. */
  written: 'Count',
  filtered: 'Count',
  /** Records that an earlier delivery had committed. */
  repeated: 'Count',
  deadLettered: 'Count',
  /**
   * Records that are not known to be committed: reported to Lambda, or left to the redelivery of the event. Where a COMMIT had no
   * answer they may be; the redelivery then counts them as repeated.
   */
  held: 'Count',
  /** Further tries of the transaction, after a failure or a claim that another took. */
  retries: 'Count',
  /** Claims that another transaction took first. */
  ledgerConflicts: 'Count',
  /** Tables for records that this container created; one that two create at once counts for both. */
  tablesCreated: 'Count',
  /** Columns that this container, and no other, added. */
  columnsAdded: 'Count',
  /** 1 where so many records were bad that none was dead-lettered. */
  breakerOpen: 'Count',
  /** What was sent to LOAD DATA, as it went over the wire: trial loads, dead letters and tries that failed included. */
  loadedBytes: 'Bytes',
  durationMs: 'Milliseconds',
  /** Waiting for LOAD DATA, over all tables and tries. */
  loadMs: 'Milliseconds',
  /** Waiting for COMMIT, likewise. */
  commitMs: 'Milliseconds',
  /**
   * From the oldest record's own timestamp to the end of the invocation; absent where nothing was to be written, or no record
   * has a timestamp. It grows while an event fails.
   */
  ageMs: 'Milliseconds',
} as const

export type MetricName = keyof typeof METRIC_UNITS
