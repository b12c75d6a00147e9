import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consumerGroup, functionName, mappingId } from '../../../../infra/deployment/names.ts'
import { mskSettings, selfManagedSettings } from '../../../support/settings.ts'

const topic = fc.stringMatching(/^[a-zA-Z0-9._-]{1,249}$/, { size: 'max' })
const topics = fc.uniqueArray(topic, { minLength: 2, maxLength: 20 })
const prefix = fc.stringMatching(/^[a-zA-Z0-9\-/*:_+=.@]{1,150}$/, { size: 'max' })

test('a consumer group is one that Lambda takes, and each topic has its own', () => {
  fc.assert(
    fc.property(prefix, topics, (consumerGroupPrefix, names) => {
      const groups = names.map((name) => consumerGroup({ consumerGroupPrefix }, name))
      expect(new Set(groups).size).toBe(names.length)
      for (const group of groups) expect(group).toMatch(/^[a-zA-Z0-9\-/*:_+=.@]{1,200}$/)
    }),
  )
})

test('long names that differ at their end alone have groups of their own', () => {
  const group = (name: string) => consumerGroup({ consumerGroupPrefix: 'p' }, name)
  expect(group('x'.repeat(198))).toBe(`p-${'x'.repeat(198)}`)
  expect(group(`${'x'.repeat(248)}a`)).toHaveLength(200)
  expect(group(`${'x'.repeat(248)}a`)).not.toBe(group(`${'x'.repeat(248)}b`))
})

describe('the name of a mapping in the template', () => {
  test('is one that CloudFormation takes, and each topic has its own', () => {
    fc.assert(
      fc.property(prefix, topics, (consumerGroupPrefix, names) => {
        const ids = names.map((name) => mappingId({ consumerGroupPrefix }, name))
        expect(new Set(ids).size).toBe(names.length)
        for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9]{1,255}$/)
      }),
    )
    const ids = ['a-b', 'a.b', 'a_b', 'ab', 'AB'].map((name) => mappingId(mskSettings(), name))
    expect(new Set(ids).size).toBe(5)
  })

  // What Lambda never changes of a mapping, and CloudFormation would try to, must make another one.
  test('changes with the topic and the group', () => {
    const id = mappingId(mskSettings(), 'orders')
    expect(mappingId(mskSettings(), 'payments')).not.toBe(id)
    expect(mappingId(mskSettings({ consumerGroupPrefix: 'other' }), 'orders')).not.toBe(id)
  })

  test('changes with nothing else: neither position nor brokers, which CloudFormation replaces', () => {
    const id = mappingId(mskSettings(), 'orders')
    const { consumerGroupPrefix } = mskSettings()
    for (const settings of [
      mskSettings({ startingPosition: 'LATEST' }),
      mskSettings({ polling: { mode: 'on-demand' }, batchSize: 1 }),
      mskSettings({ topics: ['payments', 'orders'] }),
      mskSettings({ stage: 'dev', stackName: 'other', sinkName: 'other' }),
      selfManagedSettings({ consumerGroupPrefix }),
    ]) {
      expect(mappingId(settings, 'orders')).toBe(id)
    }
  })

  test('stays as it is from release to release', () => {
    expect(mappingId(mskSettings(), 'orders')).toBe('MappingOrders6ea662b1')
  })
})

test('the sink has the name of the stack, the others their own behind it', () => {
  const name = functionName.bind(null, { stackName: 's' })
  expect([name('sink'), name('ledger'), name('redrive'), name('doctor')]).toEqual([
    's',
    's-ledger',
    's-redrive',
    's-doctor',
  ])
})
