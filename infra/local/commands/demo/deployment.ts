import { PAYLOAD_LIMIT_BYTES } from '../../event-source/batch-limits.ts'
import { createCommittedOffsets } from '../../event-source/committed-offsets.ts'
import type { EventSourceMapping } from '../../event-source/deliver.ts'
import type { EventSource } from '../../event-source/event-json.ts'
import { createRandom, type Random } from '../../event-source/random.ts'
import { orders } from '../../samples/orders.ts'
import { payments } from '../../samples/payments.ts'
import type { Sample } from '../../samples/sample.ts'
import { songs } from '../../samples/songs.ts'
import type { PaymentsRegistry } from './payments-registry.ts'

/** One deployed sink: a function with its own variables, reading one topic. */
export interface Deployment {
  readonly sinkName: string
  readonly sample: Sample
  readonly source: EventSource
  readonly environment: Readonly<Record<string, string>>
  /** Columns worth showing in a terminal. */
  readonly shown: readonly string[]
}

const SONGS = 1_000
const ORDERS = 24_000
const PAYMENTS = 8_000

/**
 * The sample deployments: Connect JSON without keys on Amazon MSK and with keys on a self-managed cluster, and Avro with a
 * schema registry on Confluent Cloud.
 */
export function sampleDeployments(seed: number, registry: PaymentsRegistry): readonly Deployment[] {
  return [
    {
      sinkName: 'songs-sink',
      sample: songs(SONGS, seed),
      source: {
        kind: 'msk',
        arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/music/751d2973-a626-431c-9d4e-d7975eb44dd7-2',
        bootstrapServers: 'b-1.music.kafka.us-east-1.amazonaws.com:9098',
      },
      environment: {},
      shown: ['Id', 'Artist', 'Song'],
    },
    {
      sinkName: 'orders-sink',
      sample: orders(ORDERS, seed + 1),
      source: { kind: 'self-managed', bootstrapServers: 'broker.shop.example:9092' },
      environment: { SINK_TABLE_KEYS: 'PRIMARY=id; COLUMNSTORE=created_at' },
      shown: ['id', 'channel', 'amount', 'created_at', 'note', 'address'],
    },
    {
      sinkName: 'payments-sink',
      sample: payments(PAYMENTS, seed + 2, registry.ids),
      source: {
        kind: 'self-managed',
        bootstrapServers: 'pkc-4r087.eu-central-1.aws.confluent.cloud:9092',
      },
      environment: {
        SINK_TABLE_KEYS: 'SHARD=id; COLUMNSTORE=occurred_at',
        ...registry.environment,
      },
      shown: ['id', 'method', 'amount', 'occurred_at', 'settled_on', 'payer'],
    },
  ]
}

/** How the first delivery reads: full events, two pollers. */
export function firstReader({ sample, source }: Deployment, seed: number): EventSourceMapping {
  return {
    ...readerOf(sample, seed),
    source,
    groups: partitionGroups(sample, Math.ceil(sample.log.partitions.length / 2)),
    limits: {
      batchSize: 10_000,
      windowMs: Number.POSITIVE_INFINITY,
      payloadBytes: PAYLOAD_LIMIT_BYTES,
    },
  }
}

/** How the second delivery reads: two readers of everything at the same time, cutting elsewhere, some events twice. */
export function secondReaders(deployment: Deployment, seed: number): readonly EventSourceMapping[] {
  const { sample, source } = deployment
  const sometimesTwice = (random: Random): number => (random.fraction() < 0.25 ? 2 : 1)
  return [
    {
      ...readerOf(sample, seed),
      source,
      groups: partitionGroups(sample, sample.log.partitions.length),
      limits: { batchSize: 913, windowMs: 90_000, payloadBytes: PAYLOAD_LIMIT_BYTES },
      copies: sometimesTwice,
    },
    {
      ...readerOf(sample, seed + 1),
      source: { kind: 'records-only' },
      groups: partitionGroups(sample, 1),
      limits: {
        batchSize: 2_000,
        windowMs: Number.POSITIVE_INFINITY,
        payloadBytes: PAYLOAD_LIMIT_BYTES / 3,
      },
      copies: sometimesTwice,
    },
  ]
}

function readerOf(sample: Sample, seed: number) {
  return {
    topic: sample.log,
    nulls: seed % 2 === 0 ? 'null' : 'absent',
    maximumRetries: 5,
    offsets: createCommittedOffsets(),
    random: createRandom(seed),
  } as const
}

function partitionGroups({ log }: Sample, size: number): readonly (readonly number[])[] {
  const partitions = log.partitions.map(({ partition }) => partition)
  return Array.from({ length: Math.ceil(partitions.length / size) }, (_, index) =>
    partitions.slice(index * size, (index + 1) * size),
  )
}
