import { expect, test } from 'vitest'
import { faultsOf, givenConfig as read } from './given-config.ts'

test.each<[string, string, Record<string, string>]>([
  ['avro', 'avro', {}],
  ['orders=avro; songs=JSON', 'auto', { orders: 'avro', songs: 'json' }],
  ['json; orders=protobuf', 'json', { orders: 'protobuf' }],
  [' orders = json-schema ;lambda-json; ', 'lambda-json', { orders: 'json-schema' }],
  ['`a;b=c`=string; __proto__=bytes', 'auto', { 'a;b=c': 'string', ['__proto__']: 'bytes' }],
  ['avro=json', 'auto', { avro: 'json' }],
])('formats are named for all topics and for single ones: %s', (text, otherwise, byTopic) => {
  const expected = { otherwise, byTopic: new Map(Object.entries(byTopic)) }
  for (const [name, member] of [
    ['SINK_VALUE_FORMAT', 'valueFormats'],
    ['SINK_KEY_FORMAT', 'keyFormats'],
  ] as const) {
    expect(read({ [name]: text })[member]).toEqual(expected)
  }
})

test.each([
  ['orders=avor', 'topic "orders": wants one of auto, connect-json, json, avro'],
  ['songs=json; orders=avor', 'topic "orders": wants one of'],
  ['=avro', 'the topic is empty'],
  ['``=avro', 'the topic is empty'],
  ['`a`b=avro', 'the topic is empty, wrongly quoted'],
  [`${'t'.repeat(250)}=avro`, 'longer than 249 characters'],
  ['a=avro=json', 'wants one of'],
  ['a=avro; a=json', 'names topic "a" twice'],
  ['avro; json', 'names the format of all other topics twice'],
  ['`a=avro', 'a back-quote is not closed'],
])('what is no list of formats is refused: %s', (text, fault) => {
  for (const name of ['SINK_VALUE_FORMAT', 'SINK_KEY_FORMAT']) {
    expect(faultsOf({ [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name}: .*`))])
    expect(faultsOf({ [name]: text })[0]).toContain(fault)
  }
})

test('a converter of keys that is not known counts for nothing', () => {
  const properties = 'key.converter=org.apache.kafka.connect.converters.LongConverter'
  expect(read({ SINK_PROPERTIES: properties }).keyFormats.otherwise).toBe('auto')
})

test.each([
  { SINK_DELETE_ENABLED: 'true' },
  { SINK_UPSERT: 'true' },
  { SINK_KEY_COLUMNS: 'id' },
  { SINK_EXTRA_COLUMNS: 'key' },
])('a converter of keys that is not known is refused where keys are read: %j', (environment) => {
  const properties = 'key.converter=org.apache.kafka.connect.converters.LongConverter'
  expect(faultsOf(environment, properties)).toEqual([
    expect.stringMatching(/^key\.converter: this converter is not known; .*SINK_KEY_FORMAT/),
  ])
  expect(faultsOf({ ...environment, SINK_KEY_FORMAT: 'bytes' }, properties)).toEqual([])
})
