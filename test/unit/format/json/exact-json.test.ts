import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { ExactNumber, type JsonObject, type JsonValue } from '../../../../lib/schema.ts'
import { anyText } from '../connect-json/connect-values.ts'

/** What a text means, number literals as they are written. */
type Tree =
  | { readonly kind: 'plain'; readonly value: null | boolean | string }
  | { readonly kind: 'number'; readonly literal: string }
  | { readonly kind: 'array'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Tree])[] }

const digitRuns = fc.oneof(
  fc.nat({ max: 99 }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String),
  fc.bigInt({ min: 2n ** 53n - 9n, max: 2n ** 53n + 9n }).map(String),
  fc.constantFrom('0', '000', '00012', '1000000000000000', '10000000000000000000000'),
)

const literals = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: digitRuns,
    fraction: fc.option(digitRuns, { nil: null }),
    exponent: fc.option(fc.constantFrom('e5', 'E+12', 'e-7', 'e22', 'e400', 'E-400', 'e0005'), {
      nil: null,
      freq: 3,
    }),
  })
  .map(({ sign, whole, fraction, exponent }) => {
    return `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent ?? ''}`
  })

const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'a', 'b', '\\', '"', '1', '\n'),
  anyText,
)

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .oneof(fc.constant(null), fc.boolean(), anyText)
      .map((value): Tree => ({ kind: 'plain', value })),
    literals.map((literal): Tree => ({ kind: 'number', literal })),
    fc.array(tie('tree'), { maxLength: 4 }).map((items): Tree => ({ kind: 'array', items })),
    fc
      .array(fc.tuple(names, tie('tree')), { maxLength: 5 })
      .map((members): Tree => ({ kind: 'object', members })),
  ),
}))

function write(node: Tree, space: string): string {
  const around = (text: string) => space + text + space
  switch (node.kind) {
    case 'plain':
      return around(JSON.stringify(node.value))
    case 'number':
      return around(node.literal)
    case 'array':
      return around(`[${node.items.map((item) => write(item, space)).join(',')}${space}]`)
    case 'object': {
      const members = node.members.map(
        ([name, member]) => `${around(JSON.stringify(name))}:${write(member, space)}`,
      )
      return around(`{${members.join(',')}${space}}`)
    }
  }
}

function expectSame(node: Tree, value: JsonValue | undefined): void {
  switch (node.kind) {
    case 'plain':
      expect(value).toBe(node.value)
      break
    case 'number':
      expectNumber(node.literal, value)
      break
    case 'array':
      expect(Array.isArray(value) && value.length).toBe(node.items.length)
      node.items.forEach((item, at) => {
        expectSame(item, (value as readonly JsonValue[])[at])
      })
      break
    case 'object': {
      const last = new Map(node.members)
      const object = value as JsonObject
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
      expect(Object.keys(object).toSorted()).toEqual([...last.keys()].toSorted())
      for (const [name, member] of last) expectSame(member, object[name])
    }
  }
}

function expectNumber(literal: string, value: JsonValue | undefined): void {
  if (value instanceof ExactNumber) {
    expect(value.literal).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/)
    expect(fractionOf(value.literal)).toEqual(fractionOf(literal))
    return
  }
  expect(typeof value).toBe('number')
  expect(fractionOf(String(value))).toEqual(fractionOf(literal))
  expect(Object.is(value, -0)).toBe(Number(literal) === 0 && literal.startsWith('-'))
}

/** A literal as an integer and a power of ten, made unique. */
function fractionOf(literal: string): readonly [bigint, number] {
  const [mantissa = '', power = '0'] = literal.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  let unscaled = BigInt(whole.replace('-', '') + fraction)
  let exponent = Number(power) - fraction.length
  if (unscaled === 0n) return [0n, 0]
  while (unscaled % 10n === 0n) {
    unscaled /= 10n
    exponent += 1
  }
  return [literal.startsWith('-') ? -unscaled : unscaled, exponent]
}

describe('reading JSON', () => {
  test('changes no number, no name and no string, and keeps the last of two members', () => {
    const spaces = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 2 })
    fc.assert(
      fc.property(tree, spaces, (node, space) => {
        expectSame(node, parseJson(write(node, space)))
      }),
      { numRuns: 3000 },
    )
  })

  test.each(['0', '-1', '9007199254740991', '1700000000000000', '0.000000000000000001', '1e22'])(
    'gives a number for %s, which a double holds',
    (literal) => {
      expect(parseJson(literal)).toBe(Number(literal))
    },
  )

  test.each([
    '9007199254740992',
    '-9007199254740993',
    '9223372036854775807',
    '1.234567890123456',
    '0.1234567890123456789',
    '1e400',
    '1e-400',
    '5e-324',
  ])('keeps the literal of %s, which a double may not hold', (literal) => {
    expect(parseJson(literal)).toEqual(new ExactNumber(literal))
    expect(parseJson(`{"a":[${literal}]}`)).toEqual({ a: [new ExactNumber(literal)] })
  })

  test('finds a long number wherever it stands in the text', () => {
    for (let before = 0; before < 40; before += 1) {
      const text = `["${'x'.repeat(before)}",9007199254740993]`
      expect(parseJson(text)).toEqual(['x'.repeat(before), new ExactNumber('9007199254740993')])
    }
  })

  test('accepts leading zeros, and keeps none of them', () => {
    expect(parseJson('[0012,-007,00.5,000000009007199254740993]')).toEqual([
      12,
      -7,
      0.5,
      new ExactNumber('9007199254740993'),
    ])
  })

  test('keeps the sign of -0', () => {
    expect(parseJson('-0')).toBe(-0)
    expect(parseJson('[-0.0,12345678901234567890]')).toEqual([
      -0,
      new ExactNumber('12345678901234567890'),
    ])
  })

  test('gives an escaped name its own value after a name that ends in a backslash', () => {
    JSON.parse('{"a\\\\":1}')
    expect(parseJson('{"a\\\\":1}')).toEqual({ 'a\\': 1 })
    expect(parseJson('{"a\\"":2}')).toEqual({ 'a"': 2 })
    expect(parseJson('{"value":"\\"","a\\"" : 2}')).toEqual({ value: '"', 'a"': 2 })
  })

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{"a"}',
    '{a:1}',
    "{'a':1}",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"a\nb"',
    '1.',
    '.5',
    '+1',
    '1e',
    '-',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    'nul',
    'truee',
    '1 2',
    '[1]]',
    '{"a":1}{"b":2}',
    '/**/1',
    '\u00a01',
    '{12:1}',
  ])('refuses %j, alone and beside a number that needs care', (text) => {
    expect(() => parseJson(text)).toThrow('value is not JSON')
    expect(() => parseJson(`[12345678901234567890,${text}]`)).toThrow('value is not JSON')
  })

  test.each(['12345678901234567890:1', '"a":12345678901234567890x', '"a" 12345678901234567890'])(
    'refuses {%s}: a number that needs care makes nothing valid',
    (members) => {
      expect(() => parseJson(`{${members}}`)).toThrow('value is not JSON')
    },
  )

  test.each(['[', '{"a":', '[{"b":1},{"a":'])('refuses %s nested ten thousand deep', (opening) => {
    expect(() => parseJson(opening.repeat(10_000))).toThrow('nests deeper than 1000 levels')
  })

  test('reads a thousand levels, and many brackets that are not deep', () => {
    const deep = `${'['.repeat(1000)}12345678901234567890${']'.repeat(1000)}`
    expect(() => parseJson(deep)).not.toThrow()
    expect(() => parseJson(`[${deep}]`)).toThrow('nests deeper than 1000 levels')
    expect(parseJson(`["${'['.repeat(5000)}",${'[],'.repeat(5000)}{}]`)).toHaveLength(5002)
  })

  test.each([
    '"\\ud800"',
    '["\\udc00\\ud800"]',
    '{"a":"x\\uD83Dx"}',
    '{"\\udfff":1}',
    '{"a":{"b":["\\uDBFF"]}}',
  ])('refuses the lone surrogate in %s', (text) => {
    expect(() => parseJson(text)).toThrow('lone surrogate')
  })

  test('takes a pair of surrogates, and a backslash before "ud800", for what they are', () => {
    expect(parseJson('"\\ud83d\\ude00"')).toBe('😀')
    expect(parseJson('"\\\\ud800"')).toBe('\\ud800')
  })
})
