import { expect, test } from 'vitest'
import { faultOf } from '../../../../infra/local/commands/fault-of.ts'
import type { Outcome } from '../../../../infra/local/lambda/invocation.ts'

const failed = {
  kind: 'failed',
  errorType: 'ConfigError',
  errorMessage: 'm',
  stackTrace: [],
} as const

test.each<[string, Outcome, unknown]>([
  ['an answer is no fault', { kind: 'answered', response: null }, null],
  [
    'the error’s own code comes first',
    { ...failed, errorCode: 'ERR_CONFIG' },
    { code: 'ERR_CONFIG', message: 'm' },
  ],
  [
    'an error without a code goes by its class',
    { ...failed, errorCode: null },
    { code: 'ConfigError', message: 'm' },
  ],
  [
    'a timeout is told as Lambda does',
    { kind: 'timed-out', timeoutMs: 1500 },
    { code: 'Sandbox.Timedout', message: 'Task timed out after 1.50 seconds' },
  ],
  [
    'an exit is told with its status',
    { kind: 'crashed', exitCode: 7, signal: null },
    { code: 'Runtime.ExitError', message: 'Runtime exited with error: exit status 7' },
  ],
  [
    'a kill is told with its signal',
    { kind: 'crashed', exitCode: null, signal: 'SIGKILL' },
    { code: 'Runtime.ExitError', message: 'Runtime exited with error: signal SIGKILL' },
  ],
])('%s', (_, outcome, fault) => {
  expect(faultOf({ ...outcome, requestId: 'r', coldStart: false, log: [] })).toEqual(fault)
})
