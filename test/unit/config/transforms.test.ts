import { describe, expect, test } from 'vitest'
import { faultsOf, givenConfig } from './given-config.ts'

describe('a single message transform is refused once, with what stands in for it', () => {
  test.each([
    ['io.debezium.transforms.ExtractNewRecordState', 'unwrapped without; leave it out'],
    [
      'io.debezium.connector.mongodb.transforms.ExtractNewDocumentState',
      'unwrapped without; leave it out',
    ],
    ['org.apache.kafka.connect.transforms.InsertField$Value', 'SINK_EXTRA_COLUMNS'],
    ['org.apache.kafka.connect.transforms.InsertField$Key', 'SINK_EXTRA_COLUMNS'],
    ['org.apache.kafka.connect.transforms.RegexRouter', 'SINK_TABLE_NAMES'],
    ['org.apache.kafka.connect.transforms.ReplaceField$Value', 'fields.whitelist'],
    ['org.apache.kafka.connect.transforms.Flatten$Value', 'SINK_COLUMN_TO_FIELD'],
    ['org.apache.kafka.connect.transforms.Filter', 'SINK_FILTER'],
    ['org.example.Other', 'transform.ts'],
  ])('%s', (type, mend) => {
    const properties = `transforms=first\ntransforms.first.type=${type}\ntransforms.first.a.b=hush`
    const faults = faultsOf({}, properties)
    expect(faults).toEqual([expect.stringContaining(mend)])
    expect(faults[0]).toMatch(
      /^transforms\.first( \(\w+\))?: single message transforms are not run; /,
    )
    expect(faults[0]).not.toMatch(/hush|Other/)
  })

  test('several, each by its alias', () => {
    const properties = [
      'transforms=route,unwrap',
      'transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter',
      'transforms.route.predicate=p',
      'transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState',
      'predicates=p',
      'predicates.p.type=org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
    ]
    expect(faultsOf({}, properties.join('\n')).map((fault) => fault.replace(/:.*/, ''))).toEqual([
      'transforms.route (RegexRouter)',
      'transforms.unwrap (ExtractNewRecordState)',
    ])
  })

  test.each(['transforms=a', 'predicates=p', 'predicates.p.type=x'])('without any: %s', (given) => {
    expect(faultsOf({}, given)).toEqual([
      expect.stringMatching(`^${given.replace(/=.*/, '')}: single message transforms are not run`),
    ])
  })
})

test('no transforms are none', () => {
  const { ignoredProperties } = givenConfig({}, 'transforms=\npredicates= ')
  expect(ignoredProperties).toEqual(['transforms', 'predicates'])
})
