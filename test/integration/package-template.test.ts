import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deploymentExamples } from '../support/deployment-examples.ts'
import { copyProject, packageStage, serverless, writeStages } from '../support/serverless.ts'
import { clusterArn, secretArn } from '../support/settings.ts'
import type { JsonObject, Template } from '../unit/infra/cloudformation/template.ts'
import { templateFaults } from '../unit/infra/cloudformation/template-faults.ts'

const project = join(import.meta.dirname, '..', '..')
const snapshots = join(project, 'test', 'unit', 'infra', 'deployment', '__snapshots__')
/** Without one, alarms are warned of. */
const recipient = '--param=alarm-email=on-call@example.com'
const complete = [
  recipient,
  '--param=sink-name=shop',
  `--param=msk-cluster-arn=${clusterArn}`,
  '--param=singlestore-endpoint=svc.example.com:3306',
  '--param=singlestore-database=shop',
  `--param=singlestore-secret-arn=${secretArn('singlestore')}`,
]
/** Its variable has no value where another stage is packaged. */
const otherStage = '    topics: \u0024{env:NOWHERE}'

const block = `\
    topics: \${env:TOPICS}
    memory-mb: null
    timeout-seconds: 840
    SINK_UPSERT: true
    SINK_TABLE_KEYS: PRIMARY=id`

let folder: string
/** By the title of an example. */
const made = new Map<string, Awaited<ReturnType<typeof packaged>>>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'))
  // In the project itself, which builds the functions; all others use them.
  await packageStage(project, join(folder, 'project'), 'prod', [...complete, '--param=topics=a'])
  // Two at a time, each in a folder of its own: nearly all of it is osls as it starts.
  const waiting = [...deploymentExamples]
  const work = async (name: string) => {
    const own = await copied(name)
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      made.set(next.title, await packaged(own, next.lines, [recipient]))
    }
  }
  await Promise.all([work('one'), work('other')])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Titles of examples → what is said of them. */
const warnings: ReadonlyMap<string, string> = new Map([
  ['On demand', 'gives a batch up after 10 retries'],
  ['Into a bucket of your own', 'sends its events to EventBridge'],
  ['Nowhere', 'a record over 6 MB is dropped without a trace'],
])

async function copied(name: string): Promise<string> {
  const own = join(folder, name)
  await copyProject(own)
  await writeStages(own, new Map())
  return own
}

/** Packages the stage prod of a project whose serverless.yml says this of it. */
async function packaged(
  at: string,
  lines: string,
  given: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
) {
  await writeStages(
    at,
    new Map([
      ['prod', lines],
      ['other', otherStage],
    ]),
  )
  return await packageStage(at, join(at, 'packaged'), 'prod', given, environment)
}

function exampleOf(title: string) {
  return made.get(title) ?? { text: 'not packaged', template: { Resources: {} } }
}

function propertiesOf(template: Template, id: string): JsonObject {
  return template.Resources[id]?.Properties ?? {}
}

function mappingsOf(template: Template): readonly JsonObject[] {
  return Object.values(template.Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Lambda::EventSourceMapping' && Properties !== undefined ? [Properties] : [],
  )
}

/** For a file to compare with: without the moment, and without the dashboard's body, which has a test of its own. */
function legible(value: unknown): string {
  const text = JSON.stringify(value, (name, each) => (name === 'DashboardBody' ? '…' : each), 2)
  return `${text.replaceAll(/\d{13}-\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')}\n`
}

describe('the examples of docs/deployment.md', () => {
  test('are there for every Kafka, every sign-in and every way to poll', () => {
    expect(deploymentExamples.map(({ title }) => title)).toEqual([
      'Amazon MSK with IAM',
      'Confluent Cloud with an API key (SASL/PLAIN)',
      'MSK with SCRAM',
      'MSK with certificates (mTLS)',
      'MSK Serverless',
      'Self-managed brokers with SCRAM',
      'Self-managed brokers with certificates (mTLS), a private authority and a private network',
      'OAuth',
      'Confluent Cloud with OAuth',
      'On demand',
      'For the lowest latency',
      'Failed batches into a topic',
      'Into a bucket of your own',
      'Nowhere',
    ])
  })

  test.each(deploymentExamples.map(({ title }, index) => [title, index] as const))(
    '%s: is packaged without credentials, and is what CloudFormation accepts',
    async (title, index) => {
      const { text, template } = exampleOf(title)
      const warning = warnings.get(title)
      expect(text.match(/^Warning.*/gm) ?? []).toEqual(
        warning === undefined ? [] : [expect.stringContaining(warning)],
      )
      expect(templateFaults(template)).toEqual([])
      expect(template).not.toHaveProperty('Conditions')
      expect(JSON.stringify(template)).not.toMatch(/EXAMPLE|\$\{(?:param|self|env|file)/)
      // All of the first two, of the others how Lambda reads them and in which network the functions stand.
      const { VpcConfig: network = null } = propertiesOf(template, 'SinkLambdaFunction')
      const shown = index < 2 ? template : { network, mappings: mappingsOf(template) }
      const name = title.toLowerCase().replaceAll(/\W+/g, ' ').trim().replaceAll(' ', '-')
      await expect(legible(shown)).toMatchFileSnapshot(join(snapshots, `${name}.json`))
    },
  )
})

describe('the functions', () => {
  let template: Template
  beforeAll(() => {
    ;({ template } = exampleOf('Amazon MSK with IAM'))
  })

  test('are four, on Node 24 and arm64, each with its bundle, role, logs and a description', () => {
    for (const name of ['sink', 'ledger', 'redrive', 'doctor']) {
      const id = `${name[0]?.toUpperCase()}${name.slice(1)}`
      expect(propertiesOf(template, `${id}LambdaFunction`)).toMatchObject({
        FunctionName: `singlestore-sink-shop-prod${name === 'sink' ? '' : `-${name}`}`,
        Handler: `${name}.handler`,
        Code: { S3Key: expect.stringMatching(new RegExp(`/${name}\\.zip$`)) },
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Description: expect.stringMatching(/\w/),
      })
      expect(propertiesOf(template, `${id}LogGroup`).RetentionInDays).toBe(30)
    }
  })

  test('have the same variables, and the doctor what it asks AWS about', () => {
    const variables = (id: string) =>
      (propertiesOf(template, `${id}LambdaFunction`).Environment as JsonObject)
        .Variables as JsonObject
    const sink = variables('Sink')
    expect(sink).toMatchObject({ SINK_NAME: 'shop', SINK_PARTIAL_RESPONSES: 'true' })
    expect(variables('Ledger')).toEqual(sink)
    expect(variables('Redrive')).toEqual(sink)
    const ids = Object.keys(template.Resources).filter((id) => id.startsWith('Mapping'))
    expect(ids).toHaveLength(2)
    expect(variables('Doctor')).toEqual({
      ...sink,
      SINK_FUNCTION_NAME: 'singlestore-sink-shop-prod',
      SINK_EVENT_SOURCE_MAPPINGS: { 'Fn::Join': [',', ids.map((id) => ({ Ref: id }))] },
    })
  })

  test('invoke the sink by the mappings alone, which begin at the start of their topics', () => {
    const mappings = mappingsOf(template)
    expect(mappings.map(({ Topics }) => Topics)).toEqual([['orders'], ['payments']])
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionName: { 'Fn::GetAtt': ['SinkLambdaFunction', 'Arn'] },
        StartingPosition: 'TRIM_HORIZON',
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      })
    }
  })
})

describe.concurrent('parameters', () => {
  test('come from the stage, from --param over it, and from other variables', async () => {
    const environment = { TOPICS: 'orders, payments' }
    const { template, text } = await packaged(
      await copied('stage'),
      block,
      [
        ...complete,
        '--param=SINK_UPSERT=false',
        '--param=compact-daily=false',
        '--param=tracing=true',
      ],
      environment,
    )
    expect(text).not.toMatch(/warning/i)
    expect(templateFaults(template)).toEqual([])
    expect(mappingsOf(template).map(({ Topics }) => Topics)).toEqual([['orders'], ['payments']])
    expect(propertiesOf(template, 'SinkLambdaFunction')).toMatchObject({
      MemorySize: 1769,
      Timeout: 840,
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { SINK_UPSERT: 'false', SINK_TABLE_KEYS: 'PRIMARY=id' } },
    })
    const schedules = Object.values(template.Resources).filter(
      ({ Properties }) => Properties?.ScheduleExpression !== undefined,
    )
    expect(schedules.map(({ Properties }) => Properties)).toEqual([
      expect.objectContaining({ ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }),
    ])
  })

  test('that are missing are named by package, which goes on with examples', async () => {
    const { text, template } = await packaged(await copied('missing'), '    tracing: true')
    expect(text).toContain('topics is not set: give --param="topics=…"')
    expect(text).toContain('singlestore-endpoint is not set: give --param')
    expect(templateFaults(template)).toEqual([])
  })

  test('that are options of the sink are judged by package before anything is built', async () => {
    const given = ['--param=topics=a', '--param=SINK_UPSRET=true', '--param=SINK_TABLE_KEYS=id']
    const own = await copied('options')
    await expect(packaged(own, '    tracing: true', [...complete, ...given])).rejects.toThrow(
      /SINK_UPSRET.+SINK_UPSERT[\s\S]+SINK_TABLE_KEYS/,
    )
    const { text } = await packaged(own, '    SINGLESTORE_PASSWORD: never-told', [
      ...complete,
      '--param=topics=a',
    ])
    expect(text).toMatch(/SINGLESTORE_PASSWORD stands in plain text in the template/)
    expect(text).not.toContain('never-told')
  })

  test('that are missing or wrong are refused by deploy before anything is sent, all at once', async () => {
    const given = ['--param=source=self-managed', '--param=timeout-seconds=900', '--param=topcs=a']
    const { code, text } = await serverless(await copied('wrong'), [
      'deploy',
      '--stage',
      'dev',
      ...given,
    ])
    expect(code).not.toBe(0)
    for (const fault of [
      'bootstrap-servers is not set',
      'broker-secret-arn is not set',
      'timeout-seconds=900 is not a whole number from 1 to 840',
      'topcs is no parameter; did you mean topics?',
    ]) {
      expect(text).toContain(fault)
    }
    expect(text).not.toContain('msk-cluster-arn')
  })

  test('of what is deployed are asked for by the commands that look for it', async () => {
    const { code, text } = await serverless(await copied('asked'), [
      'invoke',
      '-f',
      'doctor',
      '--stage',
      'nothing',
    ])
    expect(code).not.toBe(0)
    expect(text).toContain('sink-name is not set')
    expect(text).not.toContain('topics is not set')
    expect(text).toContain('The region is taken to be us-east-1')
  })
})
