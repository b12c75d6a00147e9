import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { compiled, decoded, record } from './registered.ts'

const UNDECODABLE = 'ERR_RECORD_UNDECODABLE'

/** A positive long as Avro writes it. */
function long(value: number): Buffer {
  const bytes: number[] = []
  let left = value * 2
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128)
  return Buffer.of(...bytes, left)
}

function fault(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof RecordError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'no fault'
}

describe('a body cannot claim more than its bytes can hold', () => {
  const nulls = { type: 'array', items: 'null' }
  const truncated = 'the body ends in the middle of the value'
  const block = 'a block of more items than the rest of the body can hold'

  test.each<[string, unknown, string, string]>([
    ['2^31 nulls', nulls, '80 80 80 80 10', 'more than 4194304 values, the most that is read'],
    ['2^31 nulls, with a size', nulls, 'ff ff ff ff 0f 00', 'more than 4194304 values'],
    ['millions of nulls again and again', nulls, '80 80 80 04 02 00', 'more than 4194304 values'],
    ['2^63 nulls', nulls, 'ff ff ff ff ff ff ff ff ff 01 00', block],
    ['2^31 longs', { type: 'array', items: 'long' }, '80 80 80 80 10', block],
    ['2^31 entries', { type: 'map', values: 'null' }, '80 80 80 80 10', block],
    ['two doubles in 8 bytes', { type: 'array', items: 'double' }, `04${'00'.repeat(9)}`, block],
    ['a block beyond the end', { type: 'array', items: 'int' }, '01 7e 02 00', block],
    ['a block of a negative size', { type: 'array', items: 'int' }, '01 01 02 00', block],
    ['2^31 bytes of text', '"string"', '80 80 80 80 10', truncated],
    ['2^62 bytes', '"bytes"', '80 80 80 80 80 80 80 80 80 01', truncated],
    ['minus one byte', '"bytes"', '01', 'a negative length'],
    ['a large fixed', { type: 'fixed', name: 'f', size: 2147483647 }, '00', truncated],
  ])('%s', (_, schema, hex, message) => {
    expect(fault(() => decoded(schema, hex))).toContain(message)
    expect(fault(() => decoded(schema, hex))).toContain(UNDECODABLE)
  })

  test('as many values as are allowed, in each body anew', () => {
    const codec = compiled(nulls)
    const millions = Buffer.concat([long(4_190_000), Buffer.of(0)])
    expect(codec.decode(millions)).toHaveLength(4_190_000)
    expect(codec.decode(millions)).toHaveLength(4_190_000)
  })

  const fixed = Array.from({ length: 3000 }, (_, at) => ({
    type: 'fixed',
    name: `F${at}`,
    size: 0,
  }))
  const decimal = { type: 'bytes', logicalType: 'decimal', precision: 1000, scale: 1000 }
  const wide = record('Wide', { a: 'int', none: fixed })

  test.each<[string, unknown, string]>([
    ['empty bytes', 'bytes', '00'],
    ['empty maps', { type: 'map', values: 'int' }, '00'],
    ['arrays of arrays', { type: 'array', items: { type: 'array', items: 'int' } }, '02 00 00'],
    ['unions of many', fixed, '00'],
    ['records that hold such', wide, '00 00'],
    ['nullable records that hold such', ['null', wide], '02 00 00'],
    ['nullable bytes', ['null', 'bytes'], '02 00'],
    ['decimals whose zeros stand nowhere', decimal, '02 00'],
    ['what leads back to itself', record('Node', { a: fixed, n: ['null', 'Node'] }), '00 00'],
  ])('%s take more room than their bytes', (_, items, hex) => {
    const codec = compiled({ type: 'array', items })
    const item = Buffer.from(hex.replaceAll(' ', ''), 'hex')
    const [ten, many] = [10, 500_000].map((count) =>
      Buffer.concat([long(count), Buffer.alloc(count * item.length, item), Buffer.of(0)]),
    )
    expect(codec.decode(ten ?? item)).toHaveLength(10)
    expect(fault(() => codec.decode(many ?? item))).toContain('more than 4194304 values')
  })

  test('nothing at all may stand for 2^40 nulls', () => {
    let schema: unknown = record('r0', { a: 'null', b: 'null' })
    for (let level = 1; level <= 40; level += 1) {
      schema = record(`r${level}`, { a: schema, b: `r${level - 1}` })
    }
    expect(fault(() => decoded(schema, ''))).toContain('more than 4194304 values')
  })

  test('records of records of nulls, which take no bytes however many they are', () => {
    const doubled = (name: string, of: unknown) =>
      record(name, { a: of, b: name === 'r0' ? 'null' : `r${Number(name.slice(1)) - 1}` })
    let schema: unknown = record('r0', { a: 'null', b: 'null' })
    for (let level = 1; level <= 12; level += 1) schema = doubled(`r${level}`, schema)
    expect(fault(() => decoded({ type: 'array', items: schema }, 'f4 03 00'))).toContain(
      'more than 4194304 values',
    )
  })
})

describe('a body cannot lead deeper than is read', () => {
  const node = record('Node', { value: 'int', next: ['null', 'Node'] })
  const list = (length: number) => Buffer.from(`${'0202'.repeat(length - 1)}0200`, 'hex')

  test('as deep as 1000', () => {
    const codec = compiled(node)
    let value = codec.decode(list(1000))
    let depth = 0
    for (; Array.isArray(value); value = value[1]) depth += 1
    expect(depth).toBe(1000)
    expect(fault(() => codec.decode(list(1001)))).toContain('Node: nests deeper than 1000 levels')
    expect(codec.decode(list(1000))).toHaveLength(2)
  })

  test('a depth between the circles counts', () => {
    const items = { type: 'array', items: { type: 'array', items: 'Tree' } }
    const tree = compiled(record('Tree', { trees: items }))
    const deep = (levels: number) =>
      Buffer.from(`${'0202'.repeat(levels - 1)}00${'0000'.repeat(levels - 1)}`, 'hex')
    expect(fault(() => tree.decode(deep(333)))).toBe('no fault')
    expect(fault(() => tree.decode(deep(334)))).toContain('Tree: nests deeper')
  })

  test('a union that is a struct is a level', () => {
    const person = compiled(record('Person', { follows: ['null', 'string', 'Person'] }))
    const chain = (length: number) => Buffer.concat([Buffer.alloc(length - 1, 4), Buffer.of(0)])
    expect(fault(() => person.decode(chain(500)))).toBe('no fault')
    expect(fault(() => person.decode(chain(501)))).toContain('Person: nests deeper')
  })

  test('what stands side by side does not count', () => {
    const tree = compiled(record('Tree', { trees: { type: 'array', items: 'Tree' } }))
    const leaves = Buffer.concat([Buffer.from('a01f', 'hex'), Buffer.alloc(2001)])
    expect(tree.decode(leaves)).toEqual([Array.from({ length: 2000 }, () => [[]])])
  })

  test('a record too wide to be repeated so often', () => {
    const flags = Array.from({ length: 2000 }, (_, at) => [`flag${at}`, 'boolean'])
    const wide = compiled(record('Wide', { ...Object.fromEntries(flags), next: ['null', 'Wide'] }))
    const level = Buffer.concat([Buffer.alloc(2000), Buffer.of(2)])
    const body = Buffer.concat(Array.from({ length: 1000 }, () => level))
    expect(fault(() => wide.decode(body))).toBe(`${UNDECODABLE}: value: nests too deep to be read`)
    expect(fault(() => wide.decode(level))).toBe(
      `${UNDECODABLE}: Wide.flag0: the body ends in the middle of the value`,
    )
  })

  test('a record that holds itself', () => {
    expect(fault(() => decoded(record('R', { r: 'R' }), ''))).toContain('R: nests deeper')
  })

  test('a truncated body does not lead round in a circle', () => {
    const circle = record('R', { r: ['R', 'null'] })
    expect(fault(() => decoded(circle, '00 00'))).toContain(UNDECODABLE)
  })
})

describe('what is no value of its schema', () => {
  test.each<[string, unknown, string, string]>([
    ['a branch that is none', ['null', 'int'], '04', 'none of the 2 branches'],
    ['a negative branch', ['null', 'int'], '01', 'none of the 2 branches'],
    ['a branch of many bits', ['null', 'int'], 'feffffffffffffffff01', 'none of the 2 branches'],
    ['the second branch of one', ['int'], '02 02', 'none of the 1 branches'],
    ['a branch of no branches', [], '00', 'none of the 0 branches'],
    [
      'a symbol that is none',
      { type: 'enum', name: 'E', symbols: ['A'] },
      '02',
      'none of the 1 symbols',
    ],
    ['a boolean', '"boolean"', '02', 'neither 0 nor 1'],
    ['33 bits as an int', '"int"', '80 80 80 80 10', 'more than 32 bits'],
    ['64 bits as an int', '"int"', 'feffffffffffffffff01', 'more than 32 bits'],
    ['65 bits', '"long"', 'ffffffffffffffffff02', 'more than 64 bits'],
    ['70 bits', '"long"', 'ffffffffffffffffff7f', 'more than 64 bits'],
    ['eleven bytes', '"long"', '8080808080808080808000', 'more than 10 bytes'],
    ['text that is not UTF-8', '"string"', '04 c3 28', 'not UTF-8'],
    ['a key that is not UTF-8', { type: 'map', values: 'int' }, '02 02 ff 02 00', 'not UTF-8'],
    ['half a character', '"string"', '06 ed a0 80', 'not UTF-8'],
    ['trailing bytes', '"int"', '02 00', 'the body goes on after the value'],
    ['no bytes', '"double"', '', 'the body ends in the middle'],
    [
      'a decimal cut short',
      { type: 'fixed', name: 'f', size: 4, logicalType: 'decimal', scale: 0 },
      '00',
      'the body ends',
    ],
    [
      'a decimal without a byte',
      { type: 'bytes', logicalType: 'decimal', scale: 0 },
      '00',
      'without a byte',
    ],
    [
      'a big-decimal cut short',
      { type: 'bytes', logicalType: 'big-decimal' },
      '04 02 00',
      'the body ends',
    ],
    [
      'a big-decimal too long',
      { type: 'bytes', logicalType: 'big-decimal' },
      '08 02 01 02 00',
      'goes on',
    ],
  ])('%s', (_, schema, hex, message) => {
    expect(fault(() => decoded(schema, hex))).toContain(message)
    expect(fault(() => decoded(schema, hex))).toContain(UNDECODABLE)
  })

  test.each([
    ['int8', '80 02'],
    ['int8', '81 02'],
    ['int16', '80 80 04'],
  ])('a number outside %s is refused, not wrapped', (type, hex) => {
    const message = fault(() => decoded({ type: 'int', 'connect.type': type }, hex))
    expect(message).toContain('ERR_RECORD_OUT_OF_RANGE')
    expect(message).toContain(`outside ${type}`)
  })

  test('the message has the path, and no contents', () => {
    const lines = { type: 'array', items: record('Line', { sku: 'string' }) }
    const order = record('Order', { lines, tags: { type: 'map', values: 'boolean' } })
    expect(fault(() => decoded(order, '02 04 c3 28 00'))).toBe(
      `${UNDECODABLE}: Line.sku: a string that is not UTF-8`,
    )
    expect(fault(() => decoded(order, '00 02 06 6b 65 79 05'))).toBe(
      `${UNDECODABLE}: Order.tags[value]: a boolean that is neither 0 nor 1`,
    )
  })

  test('a name that is no plain one is quoted and cut', () => {
    const name = `${'long '.repeat(1000)}\n`
    const message = fault(() => decoded(record(name, { a: 'int' }), ''))
    expect(message).toContain('"long long ')
    expect(message.length).toBeLessThan(200)
  })

  test('a number cut short has its path', () => {
    expect(fault(() => decoded(record('Order', { id: 'long' }), '80'))).toBe(
      `${UNDECODABLE}: Order.id: the body ends in the middle of the value`,
    )
  })

  test('U+FFFD by itself is text', () => {
    expect(decoded('"string"', '06 ef bf bd')).toBe('\ufffd')
  })
})

test('a length that does not end spoils nothing for the next body', () => {
  const codec = compiled('"bytes"')
  expect(fault(() => codec.decode(Buffer.alloc(400, 0xff)))).toContain(UNDECODABLE)
  expect(
    fault(() => codec.decode(Buffer.concat([Buffer.alloc(200, 0x80), Buffer.of(0)]))),
  ).toContain(UNDECODABLE)
  expect(codec.decode(Buffer.from('06666f6f', 'hex'))).toEqual(Buffer.from('foo'))
})
