import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failedBatches } from '../../../../infra/deployment/failed-batches.ts'
import { functionIds, mappingId } from '../../../../infra/deployment/names.ts'
import { permissions } from '../../../../infra/deployment/permissions/permissions.ts'
import type { Brokers, Settings } from '../../../../infra/deployment/settings.ts'
import { templateFaults } from '../cloudformation/template-faults.ts'
import { generatedSettings } from './generated-settings.ts'
import { type Right, rightsOf } from './granted.ts'
import { variants } from './permissions-variants.ts'

const everyDeployment = (promise: (settings: Settings) => void) =>
  fc.assert(fc.property(generatedSettings, promise), { numRuns: 80 })

/** What AWS lets be allowed on no narrower resource; the code says of each why. */
const ON_EVERYTHING = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'ec2:UnassignPrivateIpAddresses',
  'glue:GetSchemaVersion',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]

describe('whatever the deployment', () => {
  test('nothing is allowed on everything but what AWS allows on nothing less', () => {
    everyDeployment((settings) => {
      for (const { action, resource } of allowed(settings)) {
        if (resource === '*') expect(ON_EVERYTHING).toContain(action)
        else expect(resource.replace(/\$\{\*\}/g, '')).toMatch(/^[^*?]+(\/\*)?$/)
      }
    })
  })

  test('no action is a pattern', () => {
    everyDeployment((settings) => {
      for (const { action } of rightsOf(permissions(settings))) {
        expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/)
      }
    })
  })

  test('each secret is read by those that need it, and by nobody else', () => {
    everyDeployment((settings) => {
      const { databaseSecretArn: database, registrySecretArn: registry, brokers } = settings
      const forCode = [database, ...(registry === null ? [] : [registry])]
      const forPollers = brokerSecrets(brokers)

      expect(secretsOf(settings, 'SinkRole')).toEqual(new Set([...forCode, ...forPollers]))
      expect(secretsOf(settings, 'RedriveRole')).toEqual(new Set(forCode))
      expect(secretsOf(settings, 'DoctorRole')).toEqual(new Set(forCode))
      expect(secretsOf(settings, 'LedgerRole')).toEqual(new Set([database]))
      expect(secretsOf(settings, 'SinkRole', 'Deny')).toEqual(
        new Set(forPollers.filter((secret) => !forCode.includes(secret))),
      )
    })
  })

  test('a key is of use through the service that it was given for, and no other', () => {
    everyDeployment((settings) => {
      for (const { action, condition } of allowed(settings)) {
        if (action.startsWith('kms:')) expect(condition).toContain('"kms:ViaService"')
      }
    })
  })

  test("a function's own code has nothing of what Lambda does under its role", () => {
    everyDeployment((settings) => {
      const lent = new Set<string>()
      const withheld = new Set<string>()
      for (const { role, effect, action, resource, condition } of rightsOf(permissions(settings))) {
        if (!/^(ec2|kafka|kafka-cluster):/.test(action)) continue
        if (effect === 'Allow') lent.add(`${role} ${action}`)
        else if (resource === '*' && condition.includes('lambda:SourceFunctionArn')) {
          withheld.add(`${role} ${action}`)
        }
      }
      expect(withheld).toEqual(lent)
    })
  })

  test("IAM's limits hold: of what is inline, of what is attached, and of how much is", () => {
    everyDeployment((settings) => {
      const resources = Object.entries(permissions(settings).Resources ?? {})
      for (const [id, { Type: type, Properties: properties = {} }] of resources) {
        const text = JSON.stringify(
          type === 'AWS::IAM::Role' ? properties.Policies : properties.PolicyDocument,
          (_, value) => (Object.keys(value)[0]?.startsWith('Fn::') ? 'x'.repeat(130) : value),
        )
        expect(text.length, id).toBeLessThan(type === 'AWS::IAM::Role' ? 10_240 : 6_144)
      }
      expect(resources.filter(([id]) => id.startsWith('SinkRolePolicy')).length).toBeLessThan(21)
    })
  })
})

test.each(Object.entries(variants))(
  'the template of %s is one to CloudFormation',
  (_, settings) => {
    const referred = (['sink', 'ledger', 'redrive', 'doctor'] as const).flatMap((key) => {
      const { lambda, logGroup, role } = functionIds(key)
      const Role = { 'Fn::GetAtt': [role, 'Arn'] }
      return [
        [lambda, { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role } }],
        [logGroup, { Type: 'AWS::Logs::LogGroup' }],
      ]
    })
    const mappings = settings.topics.map((topic) => [
      mappingId(settings, topic),
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'sink' } },
    ])
    const made = { ...permissions(settings).Resources, ...failedBatches(settings).Resources }
    const Resources = JSON.parse(
      JSON.stringify({ ...Object.fromEntries([...referred, ...mappings]), ...made }),
    )

    expect(templateFaults({ Resources })).toEqual([])
  },
)

test('a name that IAM would take for a pattern stands for itself alone', () => {
  const groups = allowed(variants['msk-iam-everything'])
    .filter(({ action }) => action === 'kafka-cluster:AlterGroup')
    .map(({ resource }) => resource.split('/').slice(3).join('/'))

  expect(groups).toEqual([`team/\${*}:sink-orders`])
})

test('with a hundred topics, each is still read', () => {
  const topics = Array.from({ length: 100 }, (_, index) => `topic-${index}`)
  const rights = allowed({ ...variants['msk-iam'], topics })
  const read = rights.filter(({ action }) => action === 'kafka-cluster:ReadData')
  const mappings = rights.filter(({ action }) => action === 'lambda:GetEventSourceMapping')

  expect(new Set(read.map(({ resource }) => resource.split('/').at(-1)))).toEqual(new Set(topics))
  expect(new Set(mappings.map(({ resource }) => resource)).size).toBe(100)
})

function allowed(settings: Settings): readonly Right[] {
  return rightsOf(permissions(settings)).filter(({ effect }) => effect === 'Allow')
}

function secretsOf(settings: Settings, role: string, effect = 'Allow'): ReadonlySet<string> {
  const rights = rightsOf(permissions(settings)).filter(
    (right) =>
      right.role === role &&
      right.effect === effect &&
      right.action === 'secretsmanager:GetSecretValue',
  )
  return new Set(rights.map(({ resource }) => resource))
}

function brokerSecrets(brokers: Brokers): readonly string[] {
  const login = 'secretArn' in brokers.signIn ? [brokers.signIn.secretArn] : []
  const authority = brokers.kind === 'self-managed' ? brokers.caSecretArn : null
  return authority === null ? login : [...login, authority]
}
