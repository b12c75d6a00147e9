import { expect, test } from 'vitest'
import { refersTo } from '../../../../infra/local/commands/try/schema-references.ts'

const record = (...fields: readonly (readonly [string, unknown])[]) =>
  JSON.stringify({
    type: 'record',
    name: 'Order',
    namespace: 'shop',
    fields: fields.map(([name, type]) => ({ name, type })),
  })

test.each<[string, string, boolean]>([
  ['by its full name', record(['a', 'shop.Party']), true],
  ['by its short name in the same namespace', record(['a', 'Party']), true],
  ['in a union', record(['a', ['null', 'shop.Party']]), true],
  ['in an array', record(['a', { type: 'array', items: 'Party' }]), true],
  ['in a map', record(['a', { type: 'map', values: { type: 'Party' } }]), true],
  [
    'inside of another record',
    record(['a', { type: 'record', name: 'B', fields: [{ name: 'p', type: 'Party' }] }]),
    true,
  ],
  ['as the whole schema', '"shop.Party"', true],
  ['not by a field of its name', record(['Party', 'string'], ['shop.Party', 'long']), false],
  ['not from another namespace', record(['a', 'other.Party']), false],
  [
    'not where it is defined in place',
    record(['a', { type: 'record', name: 'Party', fields: [] }], ['b', 'Party']),
    false,
  ],
  ['not in what is no JSON', '{"type":"shop.Party"', false],
  ['not in what is no schema', '{"type":{"items":{"type":5}}}', false],
])('Avro refers to a type %s', (_, text, refers) => {
  expect(refersTo('AVRO', text, 'shop.Party')).toBe(refers)
})

test.each<[string, boolean]>([
  ['import "shop/money.proto";', true],
  ["import public 'shop/money.proto';", true],
  ['import\n  weak "shop/money.proto";', true],
  ['import "money.proto";', false],
  ['message A { string b = 1; } // shop/money.proto', false],
])('Protobuf refers to what it imports: %j', (text, refers) => {
  expect(refersTo('PROTOBUF', text, 'shop/money.proto')).toBe(refers)
})
