import { describe, expect, test } from 'vitest'
import { functionEnvironment } from '../../../lib/doctor/deployment/function-environment.ts'
import { functionLimits } from '../../../lib/doctor/deployment/function-limits.ts'
import { functionNetwork } from '../../../lib/doctor/deployment/function-network.ts'
import { functionState } from '../../../lib/doctor/deployment/function-state.ts'
import { judge } from '../../../lib/doctor/deployment/judgement.ts'
import { deployedWith, judged } from './deployed.ts'

const all = [functionState, functionLimits, functionNetwork, functionEnvironment]

test.each(all)('$name: nothing is wrong with what the deployment makes', (judgement) => {
  expect(judged(judgement)).toMatchObject({ outcome: 'passed', mend: null })
})

test.each(all)('$name is left open where AWS does not tell of the function', (judgement) => {
  expect(judged(judgement, { sinkFunction: null }).outcome).toBe('skipped')
})

test.each([
  [{ state: 'Failed', stateReason: 'The subnet is gone.' }, 'failed', 'The subnet is gone.'],
  [{ lastUpdateStatus: 'Failed', lastUpdateReason: 'no key' }, 'failed', 'no key'],
  [{ state: 'Pending' }, 'warned', 'being changed'],
  [{ lastUpdateStatus: 'InProgress' }, 'warned', 'being changed'],
  [{ runtime: 'nodejs20.x' }, 'failed', 'nodejs20.x'],
  [{ runtime: 'python3.13' }, 'failed', 'python3.13'],
  [{ runtime: 'nodejs26.x' }, 'warned', 'nodejs26.x'],
  [{ handler: 'dist/sink.handler' }, 'passed', 'ready'],
  [{ handler: 'index.handler' }, 'warned', 'index.handler'],
  [{ layers: ['arn:layer'] }, 'passed', 'arn:layer'],
] as const)('the function as %o: %s', (sinkFunction, outcome, found) => {
  const finding = judged(functionState, { sinkFunction })
  expect(finding.outcome).toBe(outcome)
  expect(finding.found).toContain(found)
})

describe('timeouts and memory', () => {
  const once = { SINK_MAX_RETRIES: '1' }
  const bySecret = { ...once, SINGLESTORE_SECRET_ID: 'prod/db' }
  test.each([
    [{ timeoutSeconds: 841 }, {}, 'failed', 'to 840 or less'],
    [{ timeoutSeconds: 840 }, {}, 'passed', ''],
    [{ timeoutSeconds: 10 }, {}, 'failed', 'SINGLESTORE_CONNECT_TIMEOUT_MS'],
    [{}, { SINGLESTORE_CONNECT_TIMEOUT_MS: '300000' }, 'failed', 'SINGLESTORE_CONNECT_TIMEOUT_MS'],
    [{}, { SINK_MAX_RETRIES: '101' }, 'warned', 'fewer retries'],
    [{}, { SINK_MAX_RETRIES: '100' }, 'passed', ''],
    [{}, { SINK_FAILURE_HOLD_MS: '300000' }, 'warned', 'SINK_FAILURE_HOLD_MS'],
    [{}, { SINK_FAILURE_HOLD_MS: '299999' }, 'passed', ''],
    [{ timeoutSeconds: 21 }, bySecret, 'warned', 'to more than 21'],
    [{ timeoutSeconds: 21 }, once, 'passed', ''],
    [{ timeoutSeconds: 22 }, bySecret, 'passed', ''],
    [{ memoryMb: 256 }, {}, 'warned', 'memory-mb=1769'],
  ] as const)('%o with %o: %s', (sinkFunction, environment, outcome, mend) => {
    const finding = judged(functionLimits, { sinkFunction, environment })
    expect(finding.outcome).toBe(outcome)
    expect(finding.mend ?? '').toContain(mend)
  })

  test('are judged as far as they go where the configuration could not be read', () => {
    const deployed = { ...deployedWith({ sinkFunction: { timeoutSeconds: 900 } }), config: null }
    expect(judge(functionLimits, deployed).outcome).toBe('failed')
    const short = { ...deployedWith({ sinkFunction: { timeoutSeconds: 3 } }), config: null }
    expect(judge(functionLimits, short).found).toContain('compared with nothing')
  })
})

test.each([
  ['10.1.2.3:3306', [], 'failed'],
  ['52.1.2.3:3306', [], 'passed'],
  ['db.example.com', [], 'passed'],
  ['10.1.2.3:3306', ['subnet-1', 'subnet-2'], 'passed'],
  ['db.example.com', ['subnet-1'], 'warned'],
] as const)('a database at %s and the subnets %o: %s', (at, subnetIds, outcome) => {
  const environment = { SINGLESTORE_ENDPOINT: at }
  expect(judged(functionNetwork, { environment, sinkFunction: { subnetIds } }).outcome).toBe(
    outcome,
  )
})

test('variables that differ are named', () => {
  const finding = judged(functionEnvironment, {
    sinkFunction: { differingVariables: ['SINK_FILTER', 'SINK_UPSERT'] },
  })
  expect(finding).toMatchObject({
    outcome: 'warned',
    found: expect.stringContaining('SINK_FILTER, SINK_UPSERT'),
  })
})

test('variables that may not be read are no fault', () => {
  const sinkFunction = { differingVariables: null }
  expect(judged(functionEnvironment, { sinkFunction }).outcome).toBe('skipped')
})
