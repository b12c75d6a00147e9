import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitQuoted, unquoteName } from '../../../lib/table/quoted-name.ts'
import {
  parseTableKeys,
  splitTableKeys,
  type TableKey,
  tableKeyTypes,
} from '../../../lib/table/table-key.ts'

function fromProperties(properties: Readonly<Record<string, string>>) {
  const faults: string[] = []
  const texts = Object.entries(properties).map(([selector, columns]) => ({
    place: `tableKey.${selector}`,
    selector,
    columns,
  }))
  const keys = parseTableKeys(texts, (fault) => faults.push(fault))
  return { keys, faults }
}

function fromList(text: string) {
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const keys = parseTableKeys(splitTableKeys(text, 'SINK_TABLE_KEYS', report), report)
  return { keys, faults }
}

describe('the order of a sort key', () => {
  test('is taken off its columns, in any letter case', () => {
    const { keys, faults } = fromList('COLUMNSTORE=created_at DESC, `day desc`, id  asc, `n` Desc')
    expect(faults).toEqual([])
    expect(keys).toEqual([
      {
        type: 'COLUMNSTORE',
        name: null,
        columns: ['created_at', 'day desc', 'id', 'n'],
        descending: ['created_at', 'n'],
      },
    ])
  })

  test.each(['PRIMARY', 'UNIQUE', 'SHARD', 'KEY'])('is refused in a key %s', (type) => {
    for (const order of ['DESC', 'asc']) {
      const { keys, faults } = fromList(`${type}=a, b ${order}`)
      expect(keys).toEqual([])
      expect(faults).toEqual([
        expect.stringContaining('column "b" has an order, which only COLUMNSTORE'),
      ])
    }
  })

  test('makes no two columns of one', () => {
    expect(fromList('COLUMNSTORE=a DESC, a').faults).toEqual([expect.stringContaining('twice')])
  })
})

describe("the connector's properties", () => {
  test("the documentation's example makes its three keys", () => {
    const { keys, faults } = fromProperties({
      PRIMARY: 'id',
      COLUMNSTORE: 'data,created_at',
      'UNIQUE.unique_email': 'email',
    })
    expect(faults).toEqual([])
    expect(keys).toEqual([
      { type: 'PRIMARY', name: null, columns: ['id'] },
      { type: 'COLUMNSTORE', name: null, columns: ['data', 'created_at'] },
      { type: 'UNIQUE', name: 'unique_email', columns: ['email'] },
    ])
  })

  test('a name is all that follows the type, dots included', () => {
    expect(fromProperties({ 'KEY.by.day': 'day' }).keys).toEqual([
      { type: 'KEY', name: 'by.day', columns: ['day'] },
    ])
  })

  test('type names may be written in any letter case', () => {
    expect(fromProperties({ 'unique.u': 'a', Shard: 'a' }).keys.map(({ type }) => type)).toEqual([
      'UNIQUE',
      'SHARD',
    ])
  })

  test('back-quoted columns may hold commas and doubled back-quotes', () => {
    expect(fromProperties({ PRIMARY: '`a,b`, c ,`d``e`,`x.y z`' }).keys[0]?.columns).toEqual([
      'a,b',
      'c',
      'd`e',
      'x.y z',
    ])
  })

  test('a SHARD key without columns is kept: rows are distributed at random', () => {
    expect(fromProperties({ SHARD: '' })).toEqual({
      keys: [{ type: 'SHARD', name: null, columns: [] }],
      faults: [],
    })
  })

  test('the name of a primary key, which the server ignores, may be that of another', () => {
    const { keys, faults } = fromProperties({ 'primary.keyName': 'id', 'key.keyName': 'a' })
    expect(faults).toEqual([])
    expect(keys.map(({ name }) => name)).toEqual(['keyName', 'keyName'])
    expect(fromProperties({ 'key.K': 'a', 'primary.k': 'id' }).faults).toEqual([])
  })

  test('names made to break SQL or objects are kept as they are', () => {
    expect(fromProperties({ 'KEY.__proto__': "__proto__,a';--,constructor" }).keys).toEqual([
      { type: 'KEY', name: '__proto__', columns: ['__proto__', "a';--", 'constructor'] },
    ])
  })
})

describe('a fault is refused by name', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'an unknown type, with the list of types',
      { PRIMRY: 'id' },
      'tableKey.PRIMRY: unknown type of key; wants one of PRIMARY, UNIQUE, SHARD, COLUMNSTORE, KEY',
    ],
    ['a second primary key', { PRIMARY: 'a', 'PRIMARY.p': 'b' }, 'a second PRIMARY key'],
    ['a second shard key', { SHARD: 'a', 'SHARD.s': 'b' }, 'a second SHARD key'],
    ['a second sort key', { COLUMNSTORE: 'a', 'COLUMNSTORE.c': 'b' }, 'a second COLUMNSTORE key'],
    ['a column twice in one key', { PRIMARY: 'id,other,ID' }, 'names column "ID" twice'],
    ['an empty column', { 'UNIQUE.u': 'a,,b' }, 'column 2 is empty or wrongly quoted'],
    ['an empty quoted column', { 'UNIQUE.u': '``' }, 'column 1 is empty or wrongly quoted'],
    ['text behind a quoted column', { 'UNIQUE.u': '`a`b' }, 'column 1 is empty or wrongly quoted'],
    ['an open back-quote', { 'UNIQUE.u': '`a,b' }, 'a back-quote is not closed'],
    ['no column', { PRIMARY: '' }, 'tableKey.PRIMARY: names no column'],
    ['no column of a sort key', { COLUMNSTORE: ' ' }, 'tableKey.COLUMNSTORE: names no column'],
    ['two keys of one name', { 'UNIQUE.k': 'a', 'KEY.K': 'b' }, 'a second key named "K"'],
    ['an empty name', { 'UNIQUE.': 'a' }, 'the name of the key is empty'],
  ])('%s', (_, properties, fault) => {
    expect(fromProperties(properties).faults).toEqual([expect.stringContaining(fault)])
  })

  test('all faults of a set are told, and sound keys stay', () => {
    const { keys, faults } = fromProperties({ WRONG: 'a', PRIMARY: 'id', UNIQUE: '' })
    expect(keys).toHaveLength(1)
    expect(faults).toHaveLength(2)
  })
})

describe('the list of SINK_TABLE_KEYS', () => {
  test('keys are separated by semicolons, and space around them does not count', () => {
    const list = ' PRIMARY = id ; UNIQUE.unique_email=email, tenant;SHARD=; '
    expect(fromList(list)).toEqual({
      keys: [
        { type: 'PRIMARY', name: null, columns: ['id'] },
        { type: 'UNIQUE', name: 'unique_email', columns: ['email', 'tenant'] },
        { type: 'SHARD', name: null, columns: [] },
      ],
      faults: [],
    })
  })

  test('separators inside back-quotes belong to the name', () => {
    expect(fromList('KEY.`a;b=c`=`d;e`,`f=g`').keys).toEqual([
      { type: 'KEY', name: 'a;b=c', columns: ['d;e', 'f=g'] },
    ])
  })

  test('keys that a comma joins are refused, and a quoted name may hold the sign', () => {
    expect(fromList('PRIMARY=id,COLUMNSTORE=ts').faults).toEqual([
      expect.stringContaining('column 2 holds "="; several keys stand by semicolon'),
    ])
    expect(fromList('PRIMARY=`a=b`').keys).toEqual([
      { type: 'PRIMARY', name: null, columns: ['a=b'] },
    ])
  })

  test('several keys of one type need no name', () => {
    expect(fromList('KEY=a; KEY=b').keys).toHaveLength(2)
  })

  test.each([
    ['a piece without "="', 'PRIMARY=id; email', 'key 2 has no "="'],
    ['an open back-quote', 'PRIMARY=`id', 'a back-quote is not closed'],
  ])('%s is refused', (_, list, fault) => {
    expect(fromList(list).faults).toEqual([expect.stringContaining(fault)])
  })
})

describe('for any names', () => {
  const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``
  const anyName = fc.string({ minLength: 1, unit: 'grapheme' })
  const distinct = (names: readonly string[]) =>
    new Set(names.map((name) => name.toLowerCase())).size === names.length
  const anyColumns = fc.array(anyName, { minLength: 1, maxLength: 4 }).filter(distinct)
  const anyKey: fc.Arbitrary<TableKey> = fc.record({
    type: fc.constantFrom(...tableKeyTypes),
    name: fc.option(anyName, { nil: null }),
    columns: anyColumns,
  })

  test('quoting and unquoting give the name back', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(unquoteName(quoted(name))).toBe(name)
      }),
    )
  })

  test('a key written with back-quotes is read back', () => {
    fc.assert(
      fc.property(anyKey, ({ type, name, columns }) => {
        const selector = name === null ? type : `${type}.${quoted(name)}`
        const text = `${selector}=${columns.map(quoted).join(',')}`
        expect(fromList(text)).toEqual({ keys: [{ type, name, columns }], faults: [] })
      }),
    )
  })

  test('splitting loses nothing but space at the edges', () => {
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 1 }), (names) => {
        expect(splitQuoted(names.map(quoted).join(' ; '), ';')).toEqual(names.map(quoted))
      }),
    )
  })

  test('any text is either read or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'`;=,. PUa') }), (text) => {
        const { keys, faults } = fromList(text)
        if (/[^;\s]/.test(text)) expect(keys.length + faults.length).toBeGreaterThan(0)
      }),
    )
  })
})
