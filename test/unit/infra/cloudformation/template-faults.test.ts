import { describe, expect, test } from 'vitest'
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
