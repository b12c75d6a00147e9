import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createClusterGuard } from '../lib/lambda/cluster-guard.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { parseEvent } from '../lib/lambda/event.ts'
import { createFailedBatchReader } from '../lib/lambda/failed-batch-reader.ts'
import { summarize } from '../lib/lambda/invocation-summary.ts'
import { parseRedriveRequest } from '../lib/lambda/redrive-request.ts'
import type { LetterReport } from '../lib/redrive/letter-report.ts'
import { parseLetterRequest } from '../lib/redrive/letter-selection.ts'
import { redriveLetters } from '../lib/redrive.ts'
import { assemble } from '../lib/sink/assemble.ts'
import { lambdaDoors } from '../lib/sink/lambda-doors.ts'
import { addTotals, NO_RECORDS, type Totals } from '../lib/sink/totals.ts'
import { Sink } from '../lib/sink.ts'
import { loadTransformer } from '../lib/transform/load-transformer.ts'
import { transform } from './transform.ts'

const config = readConfig()
const doors = lambdaDoors(config)
const parts = assemble(config, doors, await loadTransformer(transform))
const sink = new Sink(parts)
const guardCluster = createClusterGuard()
const readFailedBatch = createFailedBatchReader()

type RedriveAnswer = { readonly deadLetters: LetterReport } | { readonly failedBatches: Totals }

/**
 * Brings back what failed: batches from an on-failure destination through the ledger, dead letters by their deletion.
 * Fails when a batch fails again, so that whoever invoked it keeps it.
 */
export const handler = middy<unknown, RedriveAnswer, Error, Context>().handler(
  async (event, context) => {
    const request = parseRedriveRequest(event)
    const remainingMs = deadlineOf(context)
    if (request.kind === 'dead-letters') {
      const letterRequest = parseLetterRequest(request.request)
      const report = await redriveLetters(letterRequest, parts, remainingMs)
      const { stillBad, ...counts } = report
      doors.log.info('Redrove dead letters.', {
        requestId: context.awsRequestId,
        ...counts,
        stillBad: stillBad.length,
      })
      return { deadLetters: report }
    }
    let totals = NO_RECORDS
    for (const batch of request.batches) {
      const invocation = summarize(doors.log, context.awsRequestId, doors.now)
      try {
        const { cluster, batches } = parseEvent(await readFailedBatch(batch))
        guardCluster(cluster)
        invocation.delivered(batches)
        const outcome = await sink.accept(batches, remainingMs)
        invocation.ended(outcome)
        if (outcome.failure !== null) throw outcome.failure
        totals = addTotals(totals, outcome.totals)
      } catch (error) {
        invocation.failed(error)
        throw error
      }
    }
    return { failedBatches: totals }
  },
)
