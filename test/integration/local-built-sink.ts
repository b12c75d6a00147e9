import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { buildFunctions } from '../../infra/build.ts'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import { createConsumerGroup } from '../../infra/local/event-source/create-consumer-group.ts'
import type { MappingSettings } from '../../infra/local/event-source/mapping-settings.ts'
import { createRandom } from '../../infra/local/event-source/random.ts'
import type { TopicLog } from '../../infra/local/event-source/topic-log.ts'
import {
  type FunctionOptions,
  type LambdaFunction,
  startFunction,
} from '../../infra/local/lambda/function.ts'
import type { TestDatabase } from '../support/database.ts'
import { envelope, structSchema } from '../support/kafka-event.ts'

export type Deploy = (
  environment: Readonly<Record<string, string>>,
  more?: Partial<FunctionOptions>,
) => LambdaFunction

/** Builds the sink once for a test file; what is deployed of it is closed with the file. */
export async function useBuiltSink(database: TestDatabase): Promise<Deploy> {
  const folder = mkdtempSync(join(tmpdir(), 'built-sink-'))
  const deployed: LambdaFunction[] = []
  afterAll(async () => {
    await Promise.all(deployed.map((lambda) => lambda.close()))
    rmSync(folder, { recursive: true, force: true })
  })
  await buildFunctions({ outFolder: folder })
  return (environment, more = {}) => {
    const lambda = startFunction({
      modulePath: join(folder, 'sink.js'),
      environment: {
        ...connectionEnvironment(database, database.database),
        SINK_NAME: 'test',
        SINK_RETRY_BACKOFF_MS: '50',
        ...environment,
      },
      timeoutMs: 60_000,
      ...more,
    })
    deployed.push(lambda)
    return lambda
  }
}

const schema = structSchema({ id: 'int32' })

/** The id in the row of a record: its partition in front of its offset. */
const idOf = (partition: number, offset: number): number => partition * 1000 + offset

/** A topic of partitions with so many records each, one column `id`; those named `partition/offset` cannot be decoded. */
export function logOf(
  topic: string,
  counts: readonly number[],
  bad: readonly string[] = [],
): TopicLog {
  return {
    topic,
    partitions: counts.map((count, partition) => ({
      partition,
      records: Array.from({ length: count }, (_, offset) => ({
        offset,
        timestamp: 1_700_000_000_000 + offset,
        key: null,
        value: Buffer.from(
          bad.includes(`${partition}/${offset}`)
            ? 'bad'
            : envelope(schema, { id: idOf(partition, offset) }),
        ),
        headers: [],
      })),
    })),
  }
}

/** A mapping that reads the backlog of a topic. */
export function readerOf(topic: TopicLog, settings: Partial<MappingSettings>, seed = 1) {
  return createConsumerGroup({
    topic,
    source: { kind: 'self-managed', bootstrapServers: 'b:9092' },
    settings: { windowMs: Number.POSITIVE_INFINITY, ...settings },
    random: createRandom(seed),
    clock: Date.now,
  })
}

/** The ids that the table of a topic holds, in order; a row written twice stands there twice. */
export async function idsIn(database: TestDatabase, topic: string): Promise<readonly number[]> {
  const rows = await database.query(`SELECT id FROM \`${topic}\` ORDER BY id`)
  return rows.map(({ id }) => Number(id))
}

/** All ids of a topic but those of the bad records. */
export function idsOf({ partitions }: TopicLog, bad: readonly string[] = []): readonly number[] {
  return partitions
    .flatMap(({ partition, records }) =>
      records
        .filter(({ offset }) => !bad.includes(`${partition}/${offset}`))
        .map(({ offset }) => idOf(partition, offset)),
    )
    .toSorted((a, b) => a - b)
}
