import { describe, expect, test } from 'vitest'
import type { StructSchema } from '../../../../lib/schema.ts'
import { codecOf, refusal, schemaOf } from './read-by-schema.ts'

const BASE = 'https://example.com/schemas/order.json'
const ITEM = { type: 'object', title: 'Item', properties: { sku: { type: 'string' } } }
const order = (ref: string, more: object = {}) => ({ properties: { item: { $ref: ref } }, ...more })

describe('a $ref leads to', () => {
  test.each([
    ['a definition', order('#/definitions/item', { definitions: { item: ITEM } }), {}],
    ['a definition of 2019-09', order('#/$defs/item', { $defs: { item: ITEM } }), {}],
    ['any place', order('#/x-parts/1', { 'x-parts': [{}, ITEM] }), {}],
    ['an escaped name', order('#/$defs/a~1b~01~0%20c', { $defs: { 'a/b~1~ c': ITEM } }), {}],
    ['an anchor', order('#item', { $defs: { item: { $anchor: 'item', ...ITEM } } }), {}],
    ['an id of draft 4', order('#item', { definitions: { item: { id: '#item', ...ITEM } } }), {}],
    ['an id of draft 7', order('#item', { definitions: { item: { $id: '#item', ...ITEM } } }), {}],
    [
      'an id beside the base',
      order('item.json', { $id: BASE, $defs: { i: { $id: 'item.json', ...ITEM } } }),
      {},
    ],
    [
      'an absolute id',
      order('https://example.com/schemas/i.json', {
        $id: BASE,
        $defs: { i: { $id: 'i.json', ...ITEM } },
      }),
      {},
    ],
    [
      'an anchor of another id',
      order('i.json#x', {
        $id: BASE,
        $defs: { i: { $id: 'i.json', $defs: { x: { $anchor: 'x', ...ITEM } } } },
      }),
      {},
    ],
    [
      'a property that is named as a keyword',
      order('#/properties/default', {
        properties: { item: { $ref: '#item' }, default: { $anchor: 'item', ...ITEM } },
      }),
      {},
    ],
    ['a reference by its name', order('item.json'), { 'item.json': ITEM }],
    [
      'a reference by a URL',
      order('https://example.com/i.json'),
      { 'https://example.com/i.json': ITEM },
    ],
    [
      'a reference relative to the base',
      order('item.json', { $id: BASE }),
      { 'https://example.com/schemas/item.json': ITEM },
    ],
    [
      'a reference by its id',
      order('https://example.com/i.json'),
      { 'items-value': { $id: 'https://example.com/i.json', ...ITEM } },
    ],
    ['a part of a reference', order('item.json#/$defs/i'), { 'item.json': { $defs: { i: ITEM } } }],
    [
      'what a reference refers to in itself',
      order('a.json'),
      { 'a.json': { $ref: '#/$defs/i', $defs: { i: ITEM } } },
    ],
    [
      'what a reference refers to beside it',
      order('a.json'),
      { 'item.json': ITEM, 'a.json': { $ref: 'item.json' } },
    ],
    ['a name with its fragment', order('item.json#/i'), { 'item.json#/i': ITEM }],
  ])('%s', (_what, schema, references) => {
    const { fields } = schemaOf(schema, references) as StructSchema
    expect(fields[0]).toMatchObject({
      name: 'item',
      schema: { type: 'struct', name: 'Item', fields: [{ name: 'sku' }] },
    })
  })

  test('the first schema of its name, and not the text of an example', () => {
    const schema = order('#item', {
      examples: [{ $anchor: 'item' }],
      const: { $anchor: 'item' },
      $defs: { item: { $anchor: 'item', ...ITEM } },
    })
    expect((schemaOf(schema) as StructSchema).fields[0]?.schema.name).toBe('Item')
  })

  test.each([
    ['other.json', '"other.json"'],
    ['#/$defs/none', '"#/$defs/none"'],
    ['#none', '"#none"'],
    ['#/properties/toString', '"#/properties/toString"'],
    ['#/required/01', '"#/required/01"'],
    ['#/%E0%A4%A', '"#/%E0%A4%A"'],
    [
      'https://json-schema.org/draft/2020-12/schema',
      '"https://json-schema.org/draft/2020-12/schema"',
    ],
  ])('%s: nothing, which is refused by name and not fetched', (ref, named) => {
    const error = refusal(() => codecOf(order(ref, { required: [ITEM, ITEM] })))
    expect(error.code).toBe('ERR_RECORD_SCHEMA')
    expect(error.message).toContain(`schema.item: $ref ${named} leads to no schema; register it`)
  })
})

describe('what stands beside a $ref', () => {
  const $defs = { item: ITEM }

  test('and says nothing of the value leaves it the same struct, wherever it is used', () => {
    const { fields } = schemaOf({
      properties: {
        one: { $ref: '#/$defs/item', 'connect.index': 0 },
        two: { $ref: '#/$defs/item', description: 'the same' },
      },
      $defs,
    }) as StructSchema
    expect(fields[0]?.schema).toBe(fields[1]?.schema)
  })

  test('and names members adds them', () => {
    const schema = {
      $ref: '#/$defs/item',
      title: 'More',
      properties: { price: { type: 'number' } },
      $defs,
    }
    expect(schemaOf(schema)).toMatchObject({
      name: 'More',
      fields: [{ name: 'sku' }, { name: 'price' }],
    })
  })
})

describe('a schema that contains itself', () => {
  const tree = (children: object) => ({
    type: 'object',
    properties: { children, value: { type: 'integer' } },
  })

  test.each([
    [
      'in an array',
      tree({ type: 'array', items: { $ref: '#' } }),
      '{"children":[{"value":1}]}',
      [[[null, 1]], null],
    ],
    [
      'in a map',
      tree({ type: 'object', additionalProperties: { $ref: '#' } }),
      '{"children":{"k":{"value":1}}}',
      [new Map([['k', [null, 1]]]), null],
    ],
    [
      'or null',
      tree({ anyOf: [{ $ref: '#' }, { type: 'null' }] }),
      '{"children":{"children":null}}',
      [[null, null], null],
    ],
    [
      'and is nullable',
      { ...tree({ $ref: '#' }), type: ['object', 'null'] },
      '{"children":{"children":null}}',
      [[null, null], null],
    ],
    [
      'through a definition',
      { $ref: '#/$defs/t', $defs: { t: tree({ type: 'array', items: { $ref: '#' } }) } },
      '{"children":[{"value":1}]}',
      [[[null, 1]], null],
    ],
    [
      'through a union',
      { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#' } }] },
      '["a",["b"]]',
      [
        null,
        [
          ['a', null],
          [null, [['b', null]]],
        ],
      ],
    ],
    ['with nothing else', { type: 'array', items: { $ref: '#' } }, '[[],[[]]]', ['[]', '[[]]']],
  ])('%s reads', (_what, schema, body, value) => {
    expect(codecOf(schema).decode(Buffer.from(body))).toEqual(value)
  })

  test('is the same object inside', () => {
    const schema = schemaOf(tree({ type: 'array', items: { $ref: '#' } })) as StructSchema
    expect(schema.fields[0]?.schema).toMatchObject({ type: 'array', items: schema })
  })

  test('names the place of a fault deep inside', () => {
    const codec = codecOf(tree({ anyOf: [{ $ref: '#' }, { type: 'null' }] }))
    const { message } = refusal(() =>
      codec.decode(Buffer.from('{"children":{"children":{"value":"x"}}}')),
    )
    expect(message).toBe('value.children.children.value: int64 wanted, string found')
  })
})
