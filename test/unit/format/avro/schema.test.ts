import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { compiled, decoded, schemaFault as fault, field, fields, record } from './registered.ts'
import { shown } from './schema-shown.ts'

function shownOf(schema: unknown, references: Readonly<Record<string, unknown>> = {}): string {
  return shown(compiled(schema, 'glue', references).schemaOf(Buffer.alloc(0)))
}

describe('schemas that a registry accepts', () => {
  test.each<[string, unknown, string, unknown]>([
    ['a default of another type', fields(field('a', 'int', { default: 'x' })), '18', [12]],
    [
      'null as the default of a second branch',
      fields(field('a', ['int', 'null'], { default: null })),
      '02',
      [null],
    ],
    [
      'a default beyond 53 bits',
      '{"type":"record","name":"R","fields":[{"name":"a","type":"long","default":9223372036854775807}]}',
      '18',
      [12],
    ],
    [
      'a default for a member that is missing',
      fields(field('a', record('B', { b: 'int' }), { default: {} })),
      '18',
      [[12]],
    ],
    [
      'names with characters of other languages',
      fields(field('order-id', 'int'), field('größe', 'int'), field('$', 'int')),
      '02 04 06',
      [1, 2, 3],
    ],
    [
      'names that objects inherit',
      fields(field('__proto__', 'int'), field('constructor', 'int')),
      '02 04',
      [1, 2],
    ],
    [
      'the name of a type',
      { type: 'record', name: '__proto__', fields: [field('a', ['null', '__proto__'])] },
      '02 00',
      [[null]],
    ],
    [
      'an enum of such symbols',
      { type: 'enum', name: 'a-b', symbols: ['x-y', '$', '__proto__'], default: 'z' },
      '04',
      '__proto__',
    ],
    ['two aliases alike', { ...fields(field('a', 'int')), aliases: ['R', 'R', '1'] }, '18', [12]],
  ])('%s', (_, schema, hex, value) => {
    expect(decoded(schema, hex)).toEqual(value)
  })

  test('a type that is wrapped once more', () => {
    expect(shownOf({ type: { type: 'array', items: { type: { type: 'string' } } } })).toBe(
      '[string]',
    )
  })

  test('the names of members are as they were written', () => {
    expect(shownOf(fields(field('__proto__', 'int'), field('a.b', 'int')))).toBe(
      'R:{__proto__: int32, a.b: int32}',
    )
  })
})

describe('names', () => {
  const fixed = (name: string, more = {}) => ({ type: 'fixed', name, size: 1, ...more })
  const inside = (type: unknown, name = 'R', more = {}) => ({
    type: 'record',
    name,
    ...more,
    fields: [field('a', type), field('b', 'F')],
  })
  const bytes = 'bytes(connect.fixed.size=1)'

  test.each([
    [
      'the namespace encloses',
      inside(fixed('F'), 'R', { namespace: 'n.s' }),
      `n.s.R:{a: n.s.F:${bytes}, b: n.s.F:${bytes}}`,
    ],
    [
      'the namespace in a name wins',
      inside(fixed('F'), 'n.R', { namespace: 'x' }),
      `n.R:{a: n.F:${bytes}, b: n.F:${bytes}}`,
    ],
    [
      'a type may leave it',
      fields(field('a', { ...inside(fixed('F', { namespace: '' }), 'n.R') })),
      `R:{a: n.R:{a: F:${bytes}, b: F:${bytes}}}`,
    ],
    [
      'a name may begin at the root',
      inside(fixed('.F'), 'n.R'),
      `n.R:{a: F:${bytes}, b: F:${bytes}}`,
    ],
    [
      'the nearer name wins',
      fields(field('x', fixed('F')), field('y', inside(fixed('F'), 'n.Q'))),
      `R:{x: F:${bytes}, y: n.Q:{a: n.F:${bytes}, b: n.F:${bytes}}}`,
    ],
    [
      'a primitive has no namespace',
      { ...fields(field('a', 'int')), namespace: 'n' },
      'n.R:{a: int32}',
    ],
  ])('%s', (_, schema, wanted) => {
    expect(shownOf(schema)).toBe(wanted)
  })
})

describe('references', () => {
  const address = { ...record('Address', { city: 'string' }), namespace: 'n' }

  test('define what the schema refers to, and each other', () => {
    const person = { ...record('Person', { at: 'Address' }), namespace: 'n' }
    const schema = record('Order', { to: 'n.Person', from: ['null', 'n.Address'] })
    const references = { 'n.Address': address, 'n.Person': person }
    expect(shownOf(schema, references)).toBe(
      'Order:{to: n.Person:{at: n.Address:{city: string}}, from: n.Address:{city: string}?}',
    )
    const codec = compiled(schema, 'glue', references)
    expect(codec.decode(Buffer.from('0278' + '00', 'hex'))).toEqual([[['x']], null])
  })

  test('may define several types, and be the schema itself', () => {
    expect(shownOf('"n.Address"', { both: [address, record('Other', {})] })).toBe(
      'n.Address:{city: string}',
    )
  })

  test('that are missing are named', () => {
    expect(fault(record('Order', { to: 'n.Person' }))).toBe(
      'ERR_RECORD_SCHEMA: Avro schema, Order.to: unknown type "n.Person"; define it in the schema, or register its schema as a reference',
    )
  })

  test('say where their own faults are', () => {
    expect(fault('"int"', { 'n.Address': '{' })).toContain('references["n.Address"]: is not JSON')
  })
})

describe('what is no Avro', () => {
  const doubling = (length: number) => [
    record('r0', { a: 'int' }),
    ...Array.from({ length }, (_, at) => record(`r${at + 1}`, { a: `r${at}`, b: `r${at}` })),
  ]

  test.each<[string, unknown, string]>([
    ['no JSON', '{"type":', 'value: is not JSON'],
    ['a number', '7', 'value: a type is a name, an object or an array'],
    ['an object without a type', {}, 'value: a type is'],
    ['an unknown type', { type: 'array', items: 'text' }, 'value[]: unknown type "text"'],
    ['a map without values', { type: 'map' }, 'value[value]: a type is'],
    ['a record without fields', { type: 'record', name: 'R' }, 'value: a record needs "fields"'],
    [
      'a record without a name',
      { type: 'record', fields: [] },
      'value: a record, an enum and a fixed need "name"',
    ],
    [
      'a field without a name',
      fields({ type: 'int' }),
      'value: each field of a record needs "name"',
    ],
    ['a field that is none', fields(7), 'value: each field of a record needs "name"'],
    ['a field without a type', fields({ name: 'a' }), 'R.a: a type is'],
    [
      'two fields of a name',
      fields(field('a', 'int'), field('a', 'int')),
      'R.a: two fields have this name',
    ],
    ['an enum without symbols', { type: 'enum', name: 'E' }, 'value: an enum needs "symbols"'],
    [
      'a symbol that is no string',
      { type: 'enum', name: 'E', symbols: [1] },
      'value: an enum needs "symbols"',
    ],
    ['a fixed without a size', { type: 'fixed', name: 'F' }, 'value: a fixed needs "size"'],
    [
      'a fixed of half a byte',
      { type: 'fixed', name: 'F', size: 0.5 },
      'value: a fixed needs "size"',
    ],
    [
      'a fixed of a negative size',
      { type: 'fixed', name: 'F', size: -1 },
      'value: a fixed needs "size"',
    ],
    [
      'a fixed of too many bytes',
      '{"type":"fixed","name":"F","size":99999999999999999999}',
      'value: a fixed needs "size"',
    ],
    ['a union in a union', [['int']], 'value[branch 0]: a union stands directly in a union'],
    [
      'two branches of a type',
      ['int', { type: 'int', logicalType: 'date' }],
      'value[branch 1]: two branches are "int"',
    ],
    [
      'a type as two branches',
      [record('R', {}), record('R', {})],
      'value[branch 1]: two branches are "record R"',
    ],
    ...(
      [
        ['a field more', record('B', { a: 'int', b: 'int' })],
        ['another type of a field', record('B', { a: { type: 'int', logicalType: 'date' } })],
        ['another name of a field', record('B', { b: 'int' })],
        ['another kind', { type: 'fixed', name: 'B', size: 1 }],
      ] as const
    ).map(
      ([what, again]) =>
        [
          `a type defined twice, with ${what}`,
          fields(field('x', record('B', { a: 'int' })), field('y', again)),
          'R.y: "B" is defined twice, and not alike',
        ] as [string, unknown, string],
    ),
    ['a type named as a primitive', record('int', {}), 'value: "int" is the name of a primitive'],
    [
      'branches that have one name',
      [record('array', {}), { type: 'array', items: 'int' }],
      'two branches of a union have the same name: "array", "array"',
    ],
    ['what objects inherit', '"constructor"', 'unknown type "constructor"'],
  ])('%s', (_, schema, message) => {
    expect(fault(schema)).toContain(message)
    expect(fault(schema)).toContain('ERR_RECORD_SCHEMA: Avro schema, ')
  })

  test('names that double without end are read as far as a body leads', () => {
    const codec = compiled(['null', ...doubling(900)])
    expect(codec.decode(Buffer.of(0))).toBeNull()
    expect(codec.decode(Buffer.of(2, 6))?.valueOf()).toContainEqual([3])
    expect(() => codec.decode(Buffer.from(`8e0e${'00'.repeat(9)}`, 'hex'))).toThrow(RecordError)
  })

  test('types that stand for types nest no deeper than 1000', () => {
    const chain = Array.from({ length: 1001 }, (_, at) => [
      `r${at}`,
      record(`r${at}`, { a: at === 0 ? 'int' : `r${at - 1}` }),
    ])
    expect(fault('"r999"', Object.fromEntries(chain.slice(0, 1000)))).toBe('no fault')
    expect(fault('"r1000"', Object.fromEntries(chain))).toContain(
      'ERR_RECORD_SCHEMA: Avro schema, references.r1000: nests deeper than 1000 levels',
    )
  })

  test('a record may have as many fields as are read, and containers nest as deep', () => {
    const names = Array.from({ length: 49_999 }, (_, at) => field(`f${at}`, 'boolean'))
    const wide = compiled(fields(...names))
    expect(wide.decode(Buffer.alloc(names.length, 1))).toHaveLength(names.length)
    expect(fault(fields(...names, field('last', 'int')))).toContain('more than 50000 types')
    const open = '{"type":"array","items":'.repeat(999)
    const deep = compiled(`${open}"int"${'}'.repeat(999)}`)
    expect(deep.decode(Buffer.concat([Buffer.alloc(998, 2), Buffer.alloc(999)]))).toHaveLength(1)
  })
})
