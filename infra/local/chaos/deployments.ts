import type { EventSource } from '../event-source/event-json.ts'
import type { MappingSettings } from '../event-source/mapping-settings.ts'
import { accounts, accountsTable } from './produce/accounts.ts'
import type { MessageKind } from './produce/message-kind.ts'
import { PLACE_COLUMNS } from './produce/message-kind.ts'
import { readings, readingsTable } from './produce/readings.ts'
import { transfers } from './produce/transfers.ts'

/** One deployed sink: a topic, the mapping that reads it, and the function's variables. */
export interface Deployment {
  /** The name of the table, too. */
  readonly topic: string
  readonly sinkName: string
  readonly kind: MessageKind
  readonly partitions: number
  /** Of all records. */
  readonly share: number
  readonly source: EventSource
  readonly mapping: Partial<MappingSettings>
  readonly environment: Readonly<Record<string, string>>
  /** Creates the table; null where the sink does. */
  readonly tableSql: string | null
  /** Whether rows stand in the way of some records, and when somebody deletes them. */
  readonly mended: 'never' | 'before dead letters are redriven' | 'while records wait'
}

const selfManaged: EventSource = { kind: 'self-managed', bootstrapServers: 'broker.example:9092' }
const created = {
  SINK_TABLE_KEYS: `SHARD=${PLACE_COLUMNS.partition},${PLACE_COLUMNS.offset}; COLUMNSTORE=${PLACE_COLUMNS.partition},${PLACE_COLUMNS.offset}`,
}
const tolerant = { SINK_ERRORS_TOLERANCE: 'all' }
const reporting = { SINK_PARTIAL_RESPONSES: 'true' }
const backlog = { windowMs: Number.POSITIVE_INFINITY, longestRun: 400 }

/** Five sinks that differ in all that touches the promise. */
export const deployments: readonly Deployment[] = [
  {
    topic: 'transfers',
    sinkName: 'chaos-transfers',
    kind: transfers({ bad: true }),
    partitions: 4,
    share: 0.35,
    source: {
      kind: 'msk',
      arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/chaos/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
      bootstrapServers: 'b-1.chaos.kafka.us-east-1.amazonaws.com:9098',
    },
    mapping: {
      ...backlog,
      pollers: 3,
      maximumRetryAttempts: 1,
      onFailure: { kind: 's3' },
    },
    environment: { ...tolerant, ...created },
    tableSql: null,
    mended: 'never',
  },
  {
    topic: 'readings',
    sinkName: 'chaos-readings',
    kind: readings,
    partitions: 4,
    share: 0.35,
    source: selfManaged,
    mapping: {
      ...backlog,
      pollers: 2,
      nulls: 'absent',
      functionResponseTypes: ['ReportBatchItemFailures'],
      maximumRetryAttempts: 1,
      onFailure: { kind: 'kafka', topic: 'readings-failed', manner: 'observed' },
    },
    environment: { ...tolerant, ...reporting, SINK_VALUE_FORMAT: 'json' },
    tableSql: readingsTable,
    mended: 'never',
  },
  {
    topic: 'accounts',
    sinkName: 'chaos-accounts',
    kind: accounts('all'),
    partitions: 2,
    share: 0.1,
    source: selfManaged,
    mapping: { ...backlog, pollers: 2, bisectBatchOnFunctionError: true },
    environment: { ...tolerant, SINK_VALUE_FORMAT: 'json' },
    tableSql: accountsTable('accounts'),
    mended: 'before dead letters are redriven',
  },
  {
    topic: 'strict-transfers',
    sinkName: 'chaos-strict',
    kind: transfers({ bad: false }),
    partitions: 3,
    share: 0.1,
    source: selfManaged,
    mapping: {
      ...backlog,
      pollers: 2,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ['ReportBatchItemFailures'],
    },
    environment: { ...reporting, ...created },
    tableSql: null,
    mended: 'never',
  },
  {
    topic: 'strict-accounts',
    sinkName: 'chaos-strict-accounts',
    kind: accounts('none'),
    partitions: 3,
    share: 0.1,
    source: selfManaged,
    mapping: { ...backlog, pollers: 1, functionResponseTypes: ['ReportBatchItemFailures'] },
    environment: { ...reporting, SINK_VALUE_FORMAT: 'json' },
    tableSql: accountsTable('strict-accounts'),
    mended: 'while records wait',
  },
]
