import { expect, test } from 'vitest'
import { readFailedItems } from '../../../../infra/local/event-source/failed-items.ts'
import { recordsOf, topicOf } from './build-topic.ts'

const records = recordsOf(topicOf(3, 2))
const failure = (partition: unknown, offset: unknown) => ({ itemIdentifier: { partition, offset } })
const report = (...items: readonly unknown[]) => ({ batchItemFailures: items })

test.each([
  ['null', null],
  ['nothing', undefined],
  ['an empty object', {}],
  ['no list', { batchItemFailures: null }],
  ['an empty list', report()],
])('%s reports no failure', (_, response) => {
  expect(readFailedItems(response, records)).toEqual({ kind: 'none' })
})

test('each partition fails from its lowest reported offset on', () => {
  const response = report(failure('t-0', 2), failure('t-1', 0), failure('t-0', 1))
  expect(readFailedItems(response, records)).toEqual({
    kind: 'some',
    lowest: new Map([
      ['t-0', 1],
      ['t-1', 0],
    ]),
  })
})

test.each([
  ['a partition that the event did not hold', report(failure('t-2', 0))],
  ['an offset that the event did not hold', report(failure('t-1', 2))],
  ['one good and one unknown item', report(failure('t-0', 0), failure('t-0', 9))],
  ['an offset as text', report(failure('t-0', '1'))],
  ['a partition as number', report(failure(0, 1))],
  ['no identifier', report({})],
  ['a null identifier', report({ itemIdentifier: null })],
  ['a null item', report(null)],
  ['the identifier of a queue', report({ itemIdentifier: 't-0-1' })],
  [
    'the member that the documentation once named',
    report({ itemIdentifier: { 'topic-partition': 't-0', offset: 1 } }),
  ],
  ['a list that is none', { batchItemFailures: { 't-0': 1 } }],
  ['a text', 'done'],
  ['a bare list', [failure('t-0', 1)]],
])('%s makes the report invalid', (_, response) => {
  expect(readFailedItems(response, records)).toEqual({ kind: 'invalid' })
})
