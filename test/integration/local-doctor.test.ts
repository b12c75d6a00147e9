import { describe, expect, test } from 'vitest'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import type { Diagnosis } from '../../lib/doctor/check.ts'
import { useDatabase } from '../support/database.ts'
import { goodMapping } from '../unit/doctor/deployed.ts'
import {
  configurationPath,
  mappingPath,
  mappingsPath,
  startLambdaApi,
} from '../unit/lambda/lambda-api-stub.ts'
import { type CommandRun, lastLine, runCommandBeside } from './local-command.ts'

const database = await useDatabase()

const variables = { ...connectionEnvironment(database, database.database), SINK_NAME: 'doctor' }
const ARN = goodMapping.functionArn

const sinkFunction = {
  FunctionName: 'sink-prod',
  FunctionArn: ARN,
  Runtime: 'nodejs24.x',
  Handler: 'sink.handler',
  Timeout: 300,
  MemorySize: 1769,
  State: 'Active',
  LastUpdateStatus: 'Successful',
  VpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] },
  Environment: { Variables: variables },
}

const mapping = {
  UUID: goodMapping.uuid,
  FunctionArn: ARN,
  State: 'Enabled',
  Topics: ['doctored'],
  EventSourceArn: goodMapping.clusterArn,
  AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' },
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 10_000,
  ProvisionedPollerConfig: { MinimumPollers: 1 },
  MaximumRetryAttempts: 10_000,
  DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failed' } },
  MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
  LoggingConfig: { SystemLogLevel: 'INFO' },
}

type Variables = Readonly<Record<string, string>>

/** Lambda's API as it is for a function of these variables with that mapping. */
const atLambda = (url: string): Variables => ({
  AWS_ENDPOINT_URL_LAMBDA: url,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-central-1',
})

const doctor = (args: readonly string[], environment: Variables = variables) =>
  runCommandBeside('doctor', args, environment)

/** What `--json` gives. */
const diagnosisOf = (run: CommandRun) => lastLine(run) as Diagnosis

test('a database that serves is healthy, and says so check by check', async () => {
  const { exitCode, stdout, stderr } = await doctor([])
  expect(stdout).toContain('✓ Privilege CREATE')
  expect(stdout).toContain('– Deployment: ')
  expect(stdout).toMatch(/\nHealthy: \d+ passed, \d+ warned, 0 failed, \d+ skipped\.\n$/)
  expect(`${stdout}${stderr}`).not.toContain(database.password)
  expect(exitCode).toBe(0)
})

test('a login that is refused fails, with its mend below it, as JSON too', async () => {
  const run = await doctor(['--json'], { ...variables, SINGLESTORE_PASSWORD: 'wrong-one' })
  const { healthy, checks } = diagnosisOf(run)
  const login = checks.find(({ name }) => name.startsWith('Login'))
  expect(login).toMatchObject({ outcome: 'failed', mend: expect.any(String) })
  expect(run.stderr).toMatch(/✗ Login.*\n {4}→ /)
  expect(`${run.stdout}${run.stderr}`).not.toContain('wrong-one')
  expect([healthy, run.exitCode]).toEqual([false, 1])
})

test('what is missing in the configuration is a failed check', async () => {
  const run = await doctor(['--json', '--env', 'SINGLESTORE_ENDPOINT=localhost'], {})
  const [configuration] = diagnosisOf(run).checks
  expect(configuration).toMatchObject({ name: 'Configuration', outcome: 'failed' })
  expect(configuration?.found).toContain('SINK_NAME')
  expect(run.exitCode).toBe(1)
})

test('nothing to examine, and what it cannot take, are misuse', async () => {
  const nothing = await doctor([], {})
  expect(nothing.exitCode).toBe(2)
  expect(nothing.stderr).toContain('There is nothing to examine')
  expect(nothing.stderr).toContain('Usage: npm run doctor')
  const lower = await doctor(['--env', 'sink_upsert=true'])
  expect(lower.exitCode).toBe(2)
  expect(lower.stderr).toContain('SINK_UPSERT')
})

describe('a function that is named is asked about', () => {
  test('with all of its mappings, and the tables of their topics', async () => {
    await using lambda = await startLambdaApi()
    lambda.answers.set(configurationPath('sink-prod'), { json: sinkFunction })
    lambda.answers.set(mappingsPath('sink-prod'), { json: { EventSourceMappings: [mapping] } })
    const { AWS_REGION, ...at } = atLambda(lambda.url)
    const args = ['--function', 'sink-prod', '--region', `${AWS_REGION}`, '--json']
    const run = await doctor(args, { ...variables, ...at })
    const { checks, healthy } = diagnosisOf(run)
    const outcomes = new Map(checks.map(({ name, outcome }) => [name, outcome]))
    const wanted = ['Deployment', 'Mappings run', 'Consumer groups', 'Partial responses']
    for (const name of [...wanted, 'Sink function', 'Environment of the sink']) {
      expect([name, outcomes.get(name)]).toEqual([name, 'passed'])
    }
    expect(checks.map(({ name }) => name)).toContainEqual(expect.stringContaining('doctored'))
    expect([healthy, run.exitCode]).toEqual([true, 0])
  })

  test('and a mapping that loses data is a failure', async () => {
    await using lambda = await startLambdaApi()
    const reporting = { ...variables, SINK_PARTIAL_RESPONSES: 'true' }
    const json = { ...sinkFunction, Environment: { Variables: reporting } }
    lambda.answers.set(configurationPath('sink-prod'), { json })
    lambda.answers.set(mappingPath(goodMapping.uuid), { json: mapping })
    const run = await doctor([], {
      ...variables,
      ...atLambda(lambda.url),
      SINK_FUNCTION_NAME: 'sink-prod',
      SINK_EVENT_SOURCE_MAPPINGS: goodMapping.uuid,
    })
    expect(run.stdout).toMatch(/✗ Partial responses: doctored: .*lost\.\n {4}→ /)
    expect(run.stdout).toMatch(/! Environment of the sink: .*SINK_PARTIAL_RESPONSES/)
    expect(run.exitCode).toBe(1)
  })

  test('without a configuration by itself: what the sink has is not looked at, and not called wrong', async () => {
    await using lambda = await startLambdaApi()
    lambda.answers.set(configurationPath('sink-prod'), { json: sinkFunction })
    lambda.answers.set(mappingsPath('sink-prod'), { json: { EventSourceMappings: [mapping] } })
    const run = await doctor(['--function', 'sink-prod'], atLambda(lambda.url))
    expect(run.stdout).toMatch(/– Configuration: It is not given here/)
    expect(run.stdout).toMatch(/✓ Partial responses|! Partial responses/)
    expect(run.exitCode).toBe(0)
  })

  test('and where AWS does not tell, that is a failure with its mend', async () => {
    const { run, mend } = await deniedTo(['--function', 'sink-prod'], {})
    expect(run.stdout).toMatch(/✗ Deployment: .*lambda:GetFunctionConfiguration on sink-prod/)
    expect(run.stdout).toMatch(mend)
    expect(run.stdout).not.toContain('Mappings run')
    expect(run.exitCode).toBe(1)
  })
})

test('of a function that the environment names, which may have no way to ask, that is a warning', async () => {
  const { run, mend } = await deniedTo([], { SINK_FUNCTION_NAME: 'sink-prod' })
  expect(run.stdout).toMatch(/! Deployment: .*lambda:GetFunctionConfiguration on sink-prod/)
  expect(run.stdout).toMatch(mend)
  expect(run.exitCode).toBe(0)
})

async function deniedTo(args: readonly string[], more: Variables) {
  await using lambda = await startLambdaApi()
  const denied = { error: 'AccessDeniedException', status: 403 }
  lambda.answers.set(configurationPath('sink-prod'), denied)
  lambda.answers.set(mappingsPath('sink-prod'), denied)
  const run = await doctor(args, { ...variables, ...atLambda(lambda.url), ...more })
  return { run, mend: /\n {4}→ Allow whoever runs the doctor lambda:Get/ }
}
