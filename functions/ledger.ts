import { setTimeout as sleep } from 'node:timers/promises'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createSecretSource } from '../lib/lambda/credentials.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { errorFacts } from '../lib/lambda/error-facts.ts'
import { createLog } from '../lib/lambda/log.ts'
import { startFunction } from '../lib/lambda/start-function.ts'
import type { LedgerAnswer } from '../lib/ledger/answer.ts'
import { answerTotals } from '../lib/ledger/answer-totals.ts'
import { LedgerMaintenance } from '../lib/ledger.ts'

const { log, maintenance } = await startFunction(() => {
  const config = readConfig()
  const log = createLog(config.sinkName, (line) => process.stdout.write(line))
  const doors = {
    secret: config.secretId === null ? null : createSecretSource(config.secretId),
    now: Date.now,
    random: Math.random,
    sleep,
    warn: log.warn,
  }
  return { log, maintenance: new LedgerMaintenance(config, doors) }
})

/** On demand with a payload (coverage, forget, adopt), and on schedule with `{"action": "compact"}`. */
export const handler = middy<unknown, LedgerAnswer, Error, Context>().handler(
  async (payload, context) => {
    log.begin(context)
    const startedAt = Date.now()
    try {
      const answer = await maintenance.run(payload, deadlineOf(context))
      const durationMs = Date.now() - startedAt
      log.info('Looked after the ledger.', { durationMs, ...answerTotals(answer) })
      return answer
    } catch (error) {
      const { message, ...facts } = errorFacts(error)
      log.error(message, { durationMs: Date.now() - startedAt, ...facts })
      throw error
    }
  },
)
