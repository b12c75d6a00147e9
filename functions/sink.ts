import { setTimeout as sleep } from 'node:timers/promises'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createClusterGuard } from '../lib/lambda/cluster-guard.ts'
import { createSecretSource } from '../lib/lambda/credentials.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { parseEvent } from '../lib/lambda/event.ts'
import { summarize } from '../lib/lambda/invocation-summary.ts'
import { createLog } from '../lib/lambda/log.ts'
import { allCommitted, partialResponse, type SinkResponse } from '../lib/lambda/response.ts'
import { createSink } from '../lib/sink/create-sink.ts'

const config = readConfig()
const log = createLog(config.sinkName, {
  write: (line) => process.stdout.write(line),
  now: Date.now,
})
const sink = createSink(config, {
  secret: config.secretId === null ? null : createSecretSource(config.secretId),
  now: Date.now,
  random: Math.random,
  sleep,
  warn: log.warn,
})
if (config.ignoredProperties.length > 0) {
  log.info(`Properties without a meaning here: ${config.ignoredProperties.join(', ')}.`)
}
const guardCluster = createClusterGuard()

/** Event source mapping entry: Amazon MSK, self-managed Kafka and Confluent Cloud. */
export const handler = middy<unknown, SinkResponse, Error, Context>().handler(
  async (event, context) => {
    const invocation = summarize(log, context.awsRequestId, Date.now)
    try {
      const { cluster, batches } = parseEvent(event)
      guardCluster(cluster)
      invocation.delivered(batches)
      const outcome = await sink.accept(batches, deadlineOf(context))
      invocation.ended(outcome)
      if (outcome.failure === null) return allCommitted
      if (!config.partialResponses) throw outcome.failure
      invocation.partly(outcome.failure)
      return partialResponse(batches, outcome.faults)
    } catch (error) {
      invocation.failed(error)
      throw error
    }
  },
)
