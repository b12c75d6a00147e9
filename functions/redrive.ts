import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createClusterGuard } from '../lib/lambda/cluster-guard.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { errorFacts } from '../lib/lambda/error-facts.ts'
import { parseEvent } from '../lib/lambda/event.ts'
import { createFailedBatchReader } from '../lib/lambda/failed-batch-reader.ts'
import { summarize } from '../lib/lambda/invocation-summary.ts'
import { type FailedBatch, parseRedriveRequest } from '../lib/lambda/redrive-request.ts'
import { startFunction } from '../lib/lambda/start-function.ts'
import type { LetterReport } from '../lib/redrive/letter-report.ts'
import { parseLetterRequest } from '../lib/redrive/letter-selection.ts'
import { redriveLetters } from '../lib/redrive.ts'
import type { RemainingMs } from '../lib/singlestore/session/connection.ts'
import { tallyBetween } from '../lib/singlestore/tally.ts'
import { assemble } from '../lib/sink/assemble.ts'
import { lambdaDoors } from '../lib/sink/lambda-doors.ts'
import { Measures } from '../lib/sink/measures.ts'
import { addTotals, NO_RECORDS, type Totals } from '../lib/sink/totals.ts'
import { Sink } from '../lib/sink.ts'
import { loadTransformer } from '../lib/transform/load-transformer.ts'
import { transform } from './transform.ts'

const { doors, parts } = await startFunction(async () => {
  const config = readConfig()
  const doors = lambdaDoors(config)
  return { doors, parts: assemble(config, doors, await loadTransformer(transform)) }
})
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
    doors.log.begin(context)
    const remainingMs = deadlineOf(context)
    const request = parseRedriveRequest(event)
    return request.kind === 'dead-letters'
      ? { deadLetters: await redriveSelected(request.request, remainingMs) }
      : { failedBatches: await redriveBatches(request.batches, remainingMs) }
  },
)

async function redriveSelected(
  request: Readonly<Record<string, unknown>>,
  remainingMs: RemainingMs,
): Promise<LetterReport> {
  const startedAt = doors.now()
  const before = { ...parts.sessions.tally }
  const measured = () => ({
    durationMs: doors.now() - startedAt,
    ...tallyBetween(before, parts.sessions.tally),
  })
  try {
    const report = await redriveLetters(parseLetterRequest(request), parts, remainingMs)
    const { stillBad, ...counts } = report
    doors.log.info('Redrove dead letters.', {
      ...counts,
      stillBad: stillBad.length,
      ...measured(),
    })
    return report
  } catch (error) {
    const { message, ...facts } = errorFacts(error)
    doors.log.error(message, { ...facts, ...measured() })
    throw error
  }
}

async function redriveBatches(
  failed: readonly FailedBatch[],
  remainingMs: RemainingMs,
): Promise<Totals> {
  let totals = NO_RECORDS
  for (const batch of failed) {
    const measures = new Measures()
    const invocation = summarize(doors.log, doors.now, measures)
    try {
      const { cluster, batches } = parseEvent(await readFailedBatch(batch))
      guardCluster(cluster)
      invocation.delivered(batches)
      const outcome = await sink.accept(batches, remainingMs, measures)
      if (outcome.failure !== null) throw outcome.failure
      invocation.committed()
      totals = addTotals(totals, outcome.totals)
    } catch (error) {
      invocation.failed(error)
      throw error
    }
  }
  return totals
}
