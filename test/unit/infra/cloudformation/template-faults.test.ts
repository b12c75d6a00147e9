import { describe, expect, test } from 'vitest'
import { resolveTemplate } from './resolve-template.ts'
import type { JsonObject, Template } from './template.ts'
import { templateFaults } from './template-faults.ts'

const functionProperties = {
  Code: { ZipFile: '' },
  Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
  Timeout: '300',
}
const mappingProperties = {
  FunctionName: { Ref: 'Function' },
  Topics: ['orders'],
  Enabled: true,
  BatchSize: 100,
}

function template(changes: JsonObject, more: Partial<Template> = {}): Template {
  return {
    ...more,
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      Function: { Type: 'AWS::Lambda::Function', Properties: functionProperties },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        DependsOn: 'Role',
        Properties: { ...mappingProperties, ...changes },
      },
      ...more.Resources,
    },
  }
}

describe('the check of a template against the CloudFormation specification', () => {
  test('passes a template without fault', () => {
    expect(templateFaults(template({}))).toEqual([])
  })

  test.each<[string, JsonObject, string]>([
    ['an unknown property', { Topic: 'orders' }, 'Mapping.Topic: there is no such property'],
    [
      'an unknown nested property',
      { AmazonManagedKafkaEventSourceConfig: { GroupId: 'g' } },
      'Mapping.AmazonManagedKafkaEventSourceConfig.GroupId: there is no such property',
    ],
    [
      'an unknown property in a list',
      { SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', Uri: 'arn' }] },
      'Mapping.SourceAccessConfigurations[0].Uri: there is no such property',
    ],
    ['text in place of a list', { Topics: 'orders' }, 'Mapping.Topics is no array: "orders"'],
    ['a list in place of text', { EventSourceArn: ['a'] }, 'Mapping.EventSourceArn is no string'],
    ['a number in a list of texts', { Topics: [7] }, 'Mapping.Topics[0] is no string: 7'],
    ['text in place of a number', { BatchSize: 'many' }, 'Mapping.BatchSize is no integer: "many"'],
    ['text in place of a boolean', { Enabled: 'yes' }, 'Mapping.Enabled is no boolean: "yes"'],
    [
      'a nested value of another type',
      { ProvisionedPollerConfig: { MinimumPollers: '' } },
      'Mapping.ProvisionedPollerConfig.MinimumPollers is no integer: ""',
    ],
    [
      'text in place of an object',
      { ProvisionedPollerConfig: '2' },
      'Mapping.ProvisionedPollerConfig is no ref: "2"',
    ],
    ['a reference to nothing', { KmsKeyArn: { Ref: 'Key' } }, 'Ref to Key, which does not exist'],
    [
      'an attribute of nothing',
      { KmsKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      'GetAtt of Key, which does not exist',
    ],
    [
      'an attribute that the type lacks',
      { KmsKeyArn: { 'Fn::GetAtt': ['Role', 'Name'] } },
      'AWS::IAM::Role has no attribute Name',
    ],
  ])('finds %s', (_, changes, fault) => {
    expect(templateFaults(template(changes))).toEqual([expect.stringContaining(fault)])
  })

  test('finds a missing property that is required, a dependency on nothing and an unknown type', () => {
    const faulty = template(
      {},
      {
        Resources: {
          Policy: {
            Type: 'AWS::IAM::RolePolicy',
            Properties: { PolicyName: 'p' },
            DependsOn: ['X'],
          },
          Topic: { Type: 'AWS::Lambda::KafkaTopic' },
        },
      },
    )
    expect(templateFaults(faulty)).toEqual([
      'Policy.RoleName is required',
      'Topic: there is no resource type AWS::Lambda::KafkaTopic',
      'Policy depends on X, which does not exist',
    ])
  })
})

describe('resolving a template', () => {
  const conditions = {
    Private: { 'Fn::Not': [{ 'Fn::Equals': ['subnet-1,subnet-2', ''] }] },
    Provisioned: { 'Fn::Equals': ['a', 'b'] },
    Both: { 'Fn::And': [{ Condition: 'Private' }, { Condition: 'Provisioned' }] },
    Either: { 'Fn::Or': [{ Condition: 'Private' }, { Condition: 'Provisioned' }] },
  }
  const choose = (condition: string) => ({ 'Fn::If': [condition, 'yes', { Ref: 'AWS::NoValue' }] })

  test('takes the branch whose condition holds, and takes away what has no value', () => {
    const { Resources: resources } = resolveTemplate(
      template(
        { A: choose('Private'), B: choose('Both'), C: [choose('Either'), choose('Provisioned')] },
        { Conditions: conditions },
      ),
    )
    expect(resources.Mapping?.Properties).toEqual({ ...mappingProperties, A: 'yes', C: ['yes'] })
  })

  test('leaves out a resource whose condition does not hold', () => {
    const resolved = resolveTemplate(
      template(
        {},
        {
          Conditions: conditions,
          Resources: { Policy: { Type: 'AWS::IAM::RolePolicy', Condition: 'Both' } },
        },
      ),
    )
    expect(Object.keys(resolved.Resources)).toEqual(['Role', 'Function', 'Mapping'])
  })

  test('splits, selects and joins text', () => {
    const parts = { 'Fn::Split': [':', 'a:b'] }
    const { Resources: resources } = resolveTemplate(
      template({ A: parts, B: { 'Fn::Join': ['/', [{ 'Fn::Select': [1, parts] }, 'c']] } }),
    )
    expect(resources.Mapping?.Properties).toMatchObject({ A: ['a', 'b'], B: 'b/c' })
  })

  test('refuses a condition that does not exist', () => {
    expect(() => resolveTemplate(template({ A: choose('Nowhere') }))).toThrow(
      'there is no condition Nowhere',
    )
  })
})
