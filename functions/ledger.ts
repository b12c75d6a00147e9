import { setTimeout as sleep } from 'node:timers/promises'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readConfig } from '../lib/config.ts'
import { createSecretSource } from '../lib/lambda/credentials.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { createLog } from '../lib/lambda/log.ts'
import type { LedgerAnswer } from '../lib/ledger/answer.ts'
import { answerTotals } from '../lib/ledger/answer-totals.ts'
import { LedgerMaintenance } from '../lib/ledger.ts'

const config = readConfig()
const log = createLog(config.sinkName, {
  write: (line) => process.stdout.write(line),
  now: Date.now,
})
const maintenance = new LedgerMaintenance(config, {
  secret: config.secretId === null ? null : createSecretSource(config.secretId),
  now: Date.now,
  random: Math.random,
  sleep,
})

/** On demand with a payload (coverage, forget, adopt), and on schedule with `{"action": "compact"}`. */
export const handler = middy<unknown, LedgerAnswer, Error, Context>().handler(
  async (payload, context) => {
    const answer = await maintenance.run(payload, deadlineOf(context))
    log.info('Looked after the ledger.', {
      requestId: context.awsRequestId,
      ...answerTotals(answer),
    })
    return answer
  },
)
