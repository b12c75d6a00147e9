import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createClusterGuard } from '../lib/lambda/cluster-guard.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { parseEvent } from '../lib/lambda/event.ts'
import { createFailureHold } from '../lib/lambda/failure-hold.ts'
import { summarize } from '../lib/lambda/invocation-summary.ts'
import { allCommitted, partialResponse, type SinkResponse } from '../lib/lambda/response.ts'
import { startFunction } from '../lib/lambda/start-function.ts'
import { assemble } from '../lib/sink/assemble.ts'
import { lambdaDoors } from '../lib/sink/lambda-doors.ts'
import { Measures } from '../lib/sink/measures.ts'
import { Sink } from '../lib/sink.ts'
import { loadTransformer } from '../lib/transform/load-transformer.ts'
import { transform } from './transform.ts'

const { config, doors, sink } = await startFunction(async () => {
  const config = readConfig()
  const doors = lambdaDoors(config)
  const parts = assemble(config, doors, await loadTransformer(transform))
  return { config, doors, sink: new Sink(parts) }
})
const guardCluster = createClusterGuard()
const holdFailure = createFailureHold(config.failureHoldMs, doors)

/** Event source mapping entry: Amazon MSK, self-managed Kafka and Confluent Cloud. */
export const handler = middy<unknown, SinkResponse, Error, Context>().handler(
  async (event, context) => {
    doors.log.begin(context)
    const measures = new Measures()
    const invocation = summarize(doors.log, doors.now, measures)
    const remainingMs = deadlineOf(context)
    const hold = holdFailure(remainingMs)
    try {
      const { cluster, batches } = parseEvent(event)
      guardCluster(cluster)
      invocation.delivered(batches)
      const outcome = await sink.accept(batches, remainingMs, measures)
      if (outcome.failure === null) {
        invocation.committed()
        return allCommitted
      }
      if (!config.partialResponses) throw outcome.failure
      invocation.partly(outcome.failure)
      await hold(measures.totals)
      return partialResponse(batches, outcome.faults)
    } catch (error) {
      invocation.failed(error)
      await hold(measures.totals)
      throw error
    }
  },
)
