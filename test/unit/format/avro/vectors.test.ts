import { describe, expect, test } from 'vitest'
import { compiled, decoded, record } from './registered.ts'

describe('the examples of the Avro specification', () => {
  test.each([
    ['00', 0],
    ['01', -1],
    ['02', 1],
    ['03', -2],
    ['04', 2],
    ['7f', -64],
    ['8001', 64],
  ])('zigzag %s is %d, for int and long', (hex, integer) => {
    expect(decoded('"int"', hex)).toBe(integer)
    expect(decoded('"long"', hex)).toBe(integer)
  })

  test.each<[string, unknown, string, unknown]>([
    ['string', '"string"', '06 66 6f 6f', 'foo'],
    ['record', record('test', { a: 'long', b: 'string' }), '36 06 66 6f 6f', [27, 'foo']],
    ['enum', { type: 'enum', name: 'Foo', symbols: ['A', 'B', 'C', 'D'] }, '06', 'D'],
    ['array', { type: 'array', items: 'long' }, '04 06 36 00', [3, 27]],
    ['null of a union', ['null', 'string'], '00', null],
    ['string of a union', ['null', 'string'], '02 02 61', 'a'],
  ])('%s', (_, schema, hex, value) => {
    expect(decoded(schema, hex)).toEqual(value)
  })
})

describe('blocks', () => {
  const longs = { type: 'array', items: 'long' }
  const map = { type: 'map', values: 'int' }

  test.each<[string, unknown, string, unknown]>([
    ['several', longs, '02 06 04 36 01 00', [3, 27, -1]],
    ['with sizes', longs, '03 04 06 36 00', [3, 27]],
    ['with and without sizes', longs, '01 02 06 02 36 00', [3, 27]],
    ['none', longs, '00', []],
    [
      'of a map',
      map,
      '02 02 61 02 01 06 02 62 04 00',
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    ],
    ['with a key twice: the later counts', map, '04 02 61 02 02 61 04 00', new Map([['a', 2]])],
    [
      'of nulls, which take no bytes',
      { type: 'array', items: 'null' },
      '06 00',
      [null, null, null],
    ],
  ])('%s', (_, schema, hex, value) => {
    expect(decoded(schema, hex)).toEqual(value)
  })
})

describe('what other implementations wrote', () => {
  const product = record('Product', { id: 'int', name: 'string', price: 'double' })

  test('a Java serializer', () => {
    const body = Buffer.from('0g8MTGFwdG9wUrgehes/j0A=', 'base64')
    expect(compiled(product).decode(body)).toEqual([1001, 'Laptop', 999.99])
  })

  test('the Glue serializer, after its frame', () => {
    const framed = Buffer.from('AwBXT2qalUhN6oaj2CwEeaEWFFBvd2VydG9vbHMK', 'base64')
    const codec = compiled(record('Tool', { name: 'string', version: 'int' }), 'glue')
    expect(codec.decode(framed.subarray(18))).toEqual(['Powertools', 5])
  })
})

describe('64 bits are exact', () => {
  test.each<[string, number | bigint]>([
    ['fe ff ff ff ff ff ff ff ff 01', 2n ** 63n - 1n],
    ['ff ff ff ff ff ff ff ff ff 01', -(2n ** 63n)],
    ['fe ff ff ff ff ff ff 1f', Number.MAX_SAFE_INTEGER],
    ['80 80 80 80 80 80 80 20', 2n ** 53n],
    ['82 80 80 80 80 80 80 20', 2n ** 53n + 1n],
    ['fd ff ff ff ff ff ff 1f', Number.MIN_SAFE_INTEGER],
    ['81 80 80 80 80 80 80 20', -(2n ** 53n) - 1n],
  ])('%s is %s', (hex, long) => {
    expect(decoded('"long"', hex)).toBe(long)
    expect(decoded({ type: 'long', logicalType: 'timestamp-micros' }, hex)).toBe(long)
    expect(decoded(record('r', { a: ['null', 'long'] }), `02${hex}`)).toEqual([long])
    expect(decoded({ type: 'map', values: 'long' }, `02 02 61 ${hex} 00`)).toEqual(
      new Map([['a', long]]),
    )
  })
})

describe('a schema that is all bytes', () => {
  test('has no length under Confluent framing', () => {
    expect(decoded('"bytes"', '06 66 6f 6f', 'confluent')).toEqual(Buffer.from('\x06foo'))
    expect(decoded('"bytes"', '', 'confluent')).toEqual(Buffer.alloc(0))
  })

  test('keeps its logical type', () => {
    const decimal = { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 }
    expect(decoded(decimal, '00 9c', 'confluent')).toBe('1.56')
  })

  test('has one under Glue framing, and inside a union', () => {
    expect(decoded('"bytes"', '06 66 6f 6f', 'glue')).toEqual(Buffer.from('foo'))
    expect(decoded(['null', 'bytes'], '02 06 66 6f 6f', 'confluent')).toEqual(Buffer.from('foo'))
  })

  test('gives bytes of its own, not those of the body', () => {
    const body = Buffer.from('foo')
    const value = compiled('"bytes"', 'confluent').decode(body)
    body.fill(0)
    expect(value).toEqual(Buffer.from('foo'))
  })
})

test('a body may be any Uint8Array, and a part of a larger one', () => {
  const bytes = new Uint8Array([9, 9, 6, 0x66, 0x6f, 0x6f, 9])
  expect(compiled('"string"').decode(bytes.subarray(2, 6))).toBe('foo')
})
