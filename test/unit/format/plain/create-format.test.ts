import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventError, RecordError } from '../../../../lib/errors.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import type { ValueFormat } from '../../../../lib/format/plain/format.ts'
import { base64, envelope } from '../json/record-text.ts'

const TEXT_FORMATS = ['auto', 'connect-json', 'json', 'string'] as const
const ALL_FORMATS: readonly ValueFormat[] = [...TEXT_FORMATS, 'bytes']

function refusal(format: ValueFormat, value: string): unknown {
  try {
    createFormat(format).decode(value)
  } catch (error) {
    return error
  }
  throw new Error(`${format} read it`)
}

describe('string', () => {
  const format = createFormat('string')

  test.each(['', 'plain', '{"a":1}', 'null', '\ufeffmarked', 'ä😀\ufffd', '\0', ' \n'])(
    'keeps %j as it stands',
    (text) => {
      expect(format.decode(base64(text)).value).toBe(text)
    },
  )

  test('has one schema, an optional string without a name', () => {
    const schema = format.peek(base64('a'))
    expect(schema).toMatchObject({ type: 'string', optional: true, name: null, default: null })
    expect(format.decode(base64('b')).schema).toBe(schema)
  })

  test('keeps a text longer than a record usually is', () => {
    const text = 'ä'.repeat(200_000)
    expect(format.decode(base64(text)).value).toBe(text)
  })
})

describe('bytes', () => {
  const format = createFormat('bytes')

  test('keeps every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const { value } = format.decode(Buffer.from(bytes).toString('base64'))
        expect(value).toBeInstanceOf(Uint8Array)
        expect(Buffer.from(bytes).equals(value as Uint8Array)).toBe(true)
      }),
    )
  })

  test('has one schema, optional bytes without a name', () => {
    const schema = format.peek('AA==')
    expect(schema).toMatchObject({ type: 'bytes', optional: true, name: null, default: null })
    expect(format.decode('AQ==').schema).toBe(schema)
  })
})

describe('damage is refused', () => {
  test.each(ALL_FORMATS)('%s: what is no base64 is a fault of the event', (format) => {
    const good = format === 'bytes' || format === 'string' ? base64('abcde') : base64('"abc"')
    for (const bad of [
      good.slice(0, -1),
      `${good.slice(0, 4)} ${good.slice(4)}`,
      `${good}\n`,
      `${good}AAAA`,
      good.replace(/.$/, '\u0141'),
      `-${good.slice(1)}`,
      `_${good.slice(1)}`,
      `*${good.slice(1)}`,
      'AAA',
      'A',
      '====',
      'AB==',
    ]) {
      const error = refusal(format, bad)
      expect(error).toBeInstanceOf(EventError)
      expect(error).toMatchObject({ code: 'ERR_EVENT_INVALID' })
    }
  })

  test.each(TEXT_FORMATS)('%s: bytes that are no UTF-8 are a fault of the record', (format) => {
    for (const bytes of [
      [0xff],
      [0xc3],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0x22, 0xe2, 0x82, 0x22],
      [0xef, 0xbf, 0xbd, 0xff],
    ]) {
      const error = refusal(format, Buffer.from(bytes).toString('base64'))
      expect(error).toBeInstanceOf(RecordError)
      expect(error).toMatchObject({
        code: 'ERR_RECORD_UNDECODABLE',
        message: expect.stringContaining('not UTF-8'),
      })
    }
    const large = Buffer.concat([Buffer.alloc(100_000, 0x20), Buffer.from([0xff])])
    expect(refusal(format, large.toString('base64'))).toMatchObject({
      message: expect.stringContaining('not UTF-8'),
    })
  })

  test.each(['auto', 'json'] as const)('%s: what is no JSON is a fault of the record', (format) => {
    expect(refusal(format, base64('hello'))).toMatchObject({ code: 'ERR_RECORD_UNDECODABLE' })
    expect(refusal(format, '')).toMatchObject({
      code: 'ERR_RECORD_UNDECODABLE',
      message: expect.stringContaining('value is empty'),
    })
  })
})

test('a byte order mark before JSON is no part of it', () => {
  for (const format of ['auto', 'json'] as const) {
    expect(createFormat(format).decode(base64('\ufeff{"a":1}')).value).toEqual({ a: 1 })
  }
})

test('U+FFFD in a text is a character like any other', () => {
  expect(createFormat('json').decode(base64('"\ufffd"')).value).toBe('\ufffd')
})

test('no message holds anything of the record', () => {
  const secret = 'SECRET'
  const schema = '{"type":"struct","fields":[{"field":"id","type":"int32"}]}'
  const values = [
    `${secret}`,
    `{"${secret}":}`,
    `{"${secret}":12345678901234567890,}`,
    `"${secret}\\ud800"`,
    `{"schema":${schema},"payload":{"id":"${secret}"}}`,
    `{"schema":${schema},"payload":{"id":[{"${secret}":1}]}}`,
    `{"schema":${schema},"payload":"${secret}"}`,
    `{"schema":{"type":"bytes"},"payload":"${secret}!"}`,
    `{"schema":${schema},"payload":{"id":1},"${secret}":"${secret}"}`,
  ]
  for (const value of values) {
    const error = refusal('connect-json', base64(value))
    expect(error).toBeInstanceOf(RecordError)
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret)
  }
})

test('names that JavaScript knows are members like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
  const fields = names.map((name) => `{"field":"${name}","type":"string","optional":true}`)
  const schema = `{"type":"struct","fields":[${fields.join(',')}]}`
  const format = createFormat('auto')
  expect(format.decode(envelope(schema, '{}')).value).toEqual([null, null, null, null, null])
  const payload = `{${names.map((name) => `"${name}":"own ${name}"`).join(',')}}`
  expect(format.decode(envelope(schema, payload)).value).toEqual(names.map((name) => `own ${name}`))

  const map = '{"type":"map","keys":{"type":"string"},"values":{"type":"string"}}'
  const entries = format.decode(envelope(map, payload)).value
  expect(entries).toEqual(new Map(names.map((name) => [name, `own ${name}`])))

  const hostile = '{"__proto__":{"polluted":true},"n":12345678901234567890}'
  const { value } = format.decode(base64(hostile))
  expect(Object.keys(value as object)).toEqual(['__proto__', 'n'])
  expect('polluted' in Object.prototype).toBe(false)
  expect(Object.hasOwn({}, 'polluted')).toBe(false)
})
