import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  lastFailures,
  RUNTIME_FAILURE,
} from '../../../../infra/deployment/dashboard/last-failures.ts'
import { mskSettings } from '../../../support/settings.ts'

const id = '8f507cfc-7697-4ef1-9da0-1ba3f1a5a3b5'

test.each([
  [`2026-11-22T10:05:00.000Z ${id} Task timed out after 300.05 seconds`],
  [
    '2026-11-22T10:05:00.000Z undefined ERROR Uncaught Exception {"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module"}',
  ],
  [
    '2026-11-22T10:05:00.000Z undefined ERROR Uncaught Exception {"errorType":"SyntaxError","errorMessage":"…"}',
  ],
  ['INIT_REPORT Init Duration: 1236.04 ms Phase: init Status: error Error Type: Runtime.ExitError'],
  ['INIT_REPORT Init Duration: 10008.10 ms Phase: init Status: timeout'],
  [`REPORT RequestId: ${id} Duration: 3.1 ms Status: error Error Type: Runtime.OutOfMemory`],
  [`RequestId: ${id} Error: Runtime exited with error: signal: killed`],
  [`RequestId: ${id} Error: Runtime exited with error: exit status 137`],
])('the last failures hold what the runtime says: %s', (line) => {
  expect(line).toMatch(RUNTIME_FAILURE)
})

test.each([
  [
    'INIT_START Runtime Version: nodejs:24.v1 Runtime Version ARN: arn:aws:lambda:us-east-1::runtime:1',
  ],
  [`START RequestId: ${id} Version: $LATEST`],
  [`END RequestId: ${id}`],
  [
    `REPORT RequestId: ${id} Duration: 3.1 ms Billed Duration: 4 ms Memory Size: 1769 MB Max Memory Used: 90 MB`,
  ],
  ['{"level":"info","message":"Rows and ledger are committed.","outcome":"committed"}'],
])('… and nothing of invocations that went well: %s', (line) => {
  expect(line).not.toMatch(RUNTIME_FAILURE)
})

test('the runbook asks for them, too', () => {
  const url = new URL('../../../../docs/operations.md', import.meta.url)
  expect(readFileSync(url, 'utf8')).toContain(`@message like ${RUNTIME_FAILURE}\n`)
})

test('the widget asks for our own failures and for these, of the sink and of redrives', () => {
  const settings = mskSettings({})
  const [widget] = lastFailures(settings).contents
  const query = widget?.type === 'log' ? widget.properties.query : ''
  expect(query).toContain(`filter level = "error" or @message like ${RUNTIME_FAILURE}`)
  expect(query).toContain(`SOURCE '/aws/lambda/${settings.stackName}'`)
  expect(query).toContain(`SOURCE '/aws/lambda/${settings.stackName}-redrive'`)
})
