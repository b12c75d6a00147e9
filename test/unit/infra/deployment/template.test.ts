import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fragment, Resource, Value } from '../../../../infra/deployment/cloudformation.ts'
import { functionIds } from '../../../../infra/deployment/names.ts'
import type { Polling, Settings } from '../../../../infra/deployment/settings.ts'
import { deploymentFragments } from '../../../../infra/deployment/template.ts'
import { templateFaults } from '../cloudformation/template-faults.ts'
import { generatedSettings } from './generated-settings.ts'

const polling: fc.Arbitrary<Polling> = fc.oneof(
  fc.constant({ mode: 'on-demand' } as const),
  fc.record({
    mode: fc.constant('provisioned'),
    minimumPollers: fc.integer({ min: 1, max: 200 }),
    maximumPollers: fc.integer({ min: 1, max: 2000 }),
    pollerGroup: fc.constantFrom(null, 'group'),
    partialResponses: fc.boolean(),
    maximumRetryAttempts: fc.constantFrom(-1, 0, 10_000),
    maximumRecordAgeSeconds: fc.constantFrom(-1, 60),
    halveFailedBatches: fc.boolean(),
    logLevel: fc.constantFrom('DEBUG', 'INFO', 'WARN'),
  }),
)
const deployments: fc.Arbitrary<Settings> = fc
  .tuple(generatedSettings, polling, fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.boolean())
  .map(([settings, polls, most, enabled, dashboard]) => ({
    ...settings,
    polling: polls,
    topics: settings.topics.slice(0, most),
    mappingEnabled: enabled,
    dashboard,
  }))

/** What osls makes of the functions in serverless.yml. */
const ofOsls = Object.fromEntries(
  (['sink', 'ledger', 'redrive', 'doctor'] as const).flatMap((key) => [
    [
      functionIds(key).lambda,
      { Type: 'AWS::Lambda::Function', Properties: { Code: {}, Role: 'role' } },
    ],
    [functionIds(key).logGroup, { Type: 'AWS::Logs::LogGroup', Properties: {} }],
  ]),
)

const resourcesOf = (fragments: readonly Fragment[]): readonly [string, Resource][] =>
  fragments.flatMap(({ Resources = {} }) => Object.entries(Resources))

/** Mappings by their properties. */
const mappingsOf = (settings: Settings): readonly Readonly<Record<string, Value>>[] =>
  resourcesOf(deploymentFragments(settings)).flatMap(([, { Type, Properties }]) =>
    Type === 'AWS::Lambda::EventSourceMapping' ? [Properties ?? {}] : [],
  )

test('whatever is deployed, the template is one that CloudFormation accepts, and no name stands for two things', () => {
  fc.assert(
    fc.property(deployments, (settings) => {
      const fragments = deploymentFragments(settings)
      const resources = resourcesOf(fragments)
      expect(new Set(resources.map(([id]) => id)).size).toBe(resources.length)
      const template = { Resources: { ...ofOsls, ...Object.fromEntries(resources) } }
      expect(templateFaults(JSON.parse(JSON.stringify(template)))).toEqual([])
      for (const id of fragments.flatMap(({ extensions = {} }) => Object.keys(extensions))) {
        expect(ofOsls).toHaveProperty(id)
      }
    }),
    { numRuns: 40 },
  )
})

test('nothing of it is undefined, which JSON would leave out', () => {
  fc.assert(
    fc.property(deployments, (settings) => {
      const fragments = deploymentFragments(settings)
      expect(JSON.parse(JSON.stringify(fragments))).toStrictEqual(fragments)
    }),
    { numRuns: 40 },
  )
})

test('each topic has one mapping and one group, and a destination where one is asked for', () => {
  fc.assert(
    fc.property(deployments, (settings) => {
      const mappings = mappingsOf(settings)
      expect(mappings.flatMap(({ Topics }) => Topics)).toEqual(settings.topics)
      const groups = mappings.map((mapping) =>
        JSON.stringify(
          mapping.AmazonManagedKafkaEventSourceConfig ?? mapping.SelfManagedKafkaEventSourceConfig,
        ),
      )
      expect(new Set(groups).size).toBe(mappings.length)
      for (const mapping of mappings) {
        expect('DestinationConfig' in mapping).toBe(settings.onFailure.kind !== 'none')
      }
    }),
    { numRuns: 40 },
  )
})
