import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { readDeployment } from '../lib/config.ts'
import { awsDoors } from '../lib/doctor/aws-doors.ts'
import type { Diagnosis } from '../lib/doctor/check.ts'
import { readConfiguration } from '../lib/doctor/read-configuration.ts'
import { diagnose } from '../lib/doctor.ts'
import { ConfigError } from '../lib/errors.ts'
import { deadlineOf } from '../lib/lambda/deadline.ts'
import { createLog } from '../lib/lambda/log.ts'

const config = readConfiguration()
const deployment = readDeployment()
const log = createLog(config instanceof ConfigError ? null : config.sinkName, (line) =>
  process.stdout.write(line),
)

/** On demand, whatever the payload: looks at all that the sink stands on, from where the sink stands. A check that fails is an answer, not an error. */
export const handler = middy<unknown, Diagnosis, Error, Context>().handler(async (_, context) => {
  log.begin(context)
  const startedAt = Date.now()
  const doors = awsDoors(config, deployment, {
    remainingMs: deadlineOf(context),
    onCheck({ name, outcome, found, mend }) {
      if (outcome === 'failed') log.error(`${name}: ${found}`, { check: name, mend })
    },
  })
  const diagnosis = await diagnose(config, doors)
  const count = (wanted: string) =>
    diagnosis.checks.filter(({ outcome }) => outcome === wanted).length
  log.info('Examined the sink.', {
    durationMs: Date.now() - startedAt,
    healthy: diagnosis.healthy,
    passed: count('passed'),
    warned: count('warned'),
    failed: count('failed'),
    skipped: count('skipped'),
  })
  return diagnosis
})
