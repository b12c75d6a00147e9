import { describe, expect, test } from 'vitest'
import type { Settings } from '../../../../infra/deployment/settings.ts'
import { deploymentFragments } from '../../../../infra/deployment/template.ts'
import type { Template } from '../../../../infra/deployment/upgrade/deployed.ts'
import { judgeUpgrade } from '../../../../infra/deployment/upgrade/upgrade-faults.ts'
import { mskSettings, selfManagedSettings } from '../../../support/settings.ts'
import { templateFaults } from '../cloudformation/template-faults.ts'

/** The template of a deployment, with the sink's function as osls makes it. */
function template(settings: Settings): Template {
  const partial = settings.polling.mode === 'provisioned' && settings.polling.partialResponses
  const variables = { ...settings.environment, SINK_PARTIAL_RESPONSES: String(partial) }
  const parts = deploymentFragments(settings).map(({ Resources: of }) => of ?? {})
  return {
    Resources: {
      ...Object.assign({}, ...parts),
      SinkLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: variables } },
      },
    },
  }
}

const judge = (before: Settings, after: Settings) => judgeUpgrade(template(before), template(after))
const nothing = { faults: [], warnings: [] }
const msk = mskSettings()
const { polling } = msk
if (polling.mode !== 'provisioned') throw new Error('the builder polls provisioned')

const removed = 'deploy once with mapping-enabled=removed, then as you want it'

describe('an upgrade is held against what is deployed', () => {
  test('what is changed in place stands', () => {
    expect(judge(msk, msk)).toEqual(nothing)
    expect(
      judge(msk, { ...msk, topics: ['orders', 'more'], batchSize: 5, memoryMb: 3008 }),
    ).toEqual(nothing)
    expect(judge({ ...msk, topics: ['orders', 'gone'] }, msk)).toEqual(nothing)
  })

  test('a first deployment, and one whose template says nothing, has nothing to break', () => {
    expect(judgeUpgrade({}, template(msk))).toEqual(nothing)
  })

  test('a mapping beside one of the same topic is refused with the two steps, and these are let through', () => {
    const after = mskSettings({ consumerGroupPrefix: 'other' })
    expect(judge(msk, after).faults).toEqual([
      expect.stringContaining(`topic orders: its consumer group changes`),
    ])
    expect(judge(msk, after).faults[0]).toContain(removed)
    const between = mskSettings({ topics: [] })
    expect(judge(msk, between)).toEqual(nothing)
    expect(judge(between, after)).toEqual(nothing)
  })

  test('so is a mapping of an earlier revision, whatever it was called', () => {
    const earlier: Template = {
      Resources: {
        SinkEventSource: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: {
            SelfManagedEventSource: {
              Endpoints: {
                KafkaBootstrapServers: { 'Fn::Split': [',', 'pkc-1.example.com:9092'] },
              },
            },
            Topics: ['orders'],
            StartingPosition: 'TRIM_HORIZON',
            FunctionResponseTypes: { 'Fn::If': ['ReportsPartially', [], {}] },
          },
        },
      },
    }
    const { faults } = judgeUpgrade(earlier, template(selfManagedSettings()))
    expect(faults[0]).toContain(removed)
  })

  test('another starting position replaces a mapping', () => {
    const { faults } = judge(msk, mskSettings({ startingPosition: 'LATEST' }))
    expect(faults).toEqual([expect.stringContaining('starting-position changes')])
  })

  test('another cluster is no upgrade: the ledger knows one', () => {
    const brokers = { ...msk.brokers, clusterArn: 'arn:aws:kafka:eu-central-1:1:cluster/b/2' }
    const { faults } = judge(msk, { ...msk, brokers } as Settings)
    expect(faults).toEqual([expect.stringContaining('Read it with another sink-name')])
    expect(judge(msk, selfManagedSettings()).faults).toEqual([
      expect.stringContaining('source changes'),
    ])
  })

  test('other servers of self-managed brokers may be another cluster, which is said', () => {
    const before = selfManagedSettings()
    const brokers = { ...before.brokers, bootstrapServers: ['pkc-2.example.com:9092'] }
    expect(judge(before, { ...before, brokers } as Settings)).toEqual({
      faults: [],
      warnings: [expect.stringContaining('bootstrap-servers changes')],
    })
  })

  test('partial responses are switched on only where the mapping heeds them already', () => {
    const onDemand = mskSettings({ polling: { mode: 'on-demand' } })
    const silent = mskSettings({ polling: { ...polling, partialResponses: false } })
    expect(judge(onDemand, msk).faults).toEqual([
      expect.stringContaining('Deploy once with partial-responses=false, then with true'),
    ])
    expect(judge(onDemand, silent)).toEqual(nothing)
    expect(judge(silent, msk)).toEqual(nothing)
    expect(judge(msk, onDemand)).toEqual(nothing)
  })

  test('nor while a mapping that does not heed them goes away: it goes after the function has changed', () => {
    const onDemand = mskSettings({ polling: { mode: 'on-demand' } })
    expect(judge(onDemand, mskSettings({ topics: [] })).faults).toEqual([
      expect.stringContaining('Deploy once with partial-responses=false, then with true'),
    ])
    const silent = mskSettings({ topics: [], polling: { ...polling, partialResponses: false } })
    expect(judge(onDemand, silent)).toEqual(nothing)
    expect(judge(silent, msk)).toEqual(nothing)
  })

  test('a stack that another sink has is not taken over', () => {
    const environment = { ...msk.environment, SINK_NAME: 'shop-eu' }
    expect(judge(msk, { ...msk, environment })).toEqual({
      faults: [expect.stringContaining('the stack of this name is the sink "shop"')],
      warnings: [],
    })
  })

  test('a ledger that stays behind is said', () => {
    const environment = { ...msk.environment, SINGLESTORE_DATABASE: 'other' }
    expect(judge(msk, { ...msk, environment }).warnings).toEqual([
      'SINGLESTORE_DATABASE changes: the ledger stays behind, and what is delivered again is written again',
    ])
  })
})

test.each([
  ['MSK', mskSettings({ topics: [] })],
  ['self-managed', selfManagedSettings({ topics: [] })],
])(
  'without mappings the rest of a deployment of %s is still what CloudFormation takes',
  (_, settings) => {
    const fragments = deploymentFragments(settings)
    const resources = Object.assign({}, ...fragments.map(({ Resources: of }) => of ?? {}))
    const stack = { Resources: resources, Outputs: {} }
    expect(templateFaults(stack).filter((fault) => !/LambdaFunction|LogGroup/.test(fault))).toEqual(
      [],
    )
    expect(JSON.stringify(resources)).not.toMatch(/"(?:Resource|Action)":\[\]/)
  },
)
