import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SinkError } from '../../../../lib/errors.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import type { Decoded } from '../../../../lib/schema.ts'
import { base64, envelope, struct } from '../json/record-text.ts'

const SCHEMA = struct({ id: '"type":"int64"', name: '"type":"string","optional":true' })
const BEGINNING = `{"schema":${SCHEMA},"payload":`

describe('what is an envelope', () => {
  test.each([
    ['{"schema":{"type":"int8"},"payload":1}', 1],
    ['{"payload":1,"schema":{"type":"int8"}}', 1],
    [' { "schema" : {"type":"int8"} , "payload" : 1 } \n', 1],
    ['{"sch\\u0065ma":{"type":"int8"},"\\u0070ayload":1}', 1],
    ['{"\\u0073chema":{"type":"int8"},"payload":1}', 1],
    ['\ufeff{"schema":{"type":"int8"},"payload":1}', 1],
    ['{"schema":{"type":"int8"},"payload":1,"payload":2}', 2],
    ['{"schema":{"type":"string"},"payload":1,"schema":{"type":"int8"}}', 1],
    ['{"schema":{"type":"string"},"payload":"a\\"},{\\"payload\\":["}', 'a"},{"payload":['],
  ])('%s', (text, value) => {
    for (const name of ['auto', 'connect-json'] as const) {
      const format = createFormat(name)
      expect(format.peek(base64(text))).not.toBeNull()
      expect(format.decode(base64(text))).toMatchObject({ value, schema: { optional: false } })
    }
  })

  test.each([
    '{}',
    '[]',
    '1',
    'null',
    '"schema"',
    '{"schema":{"type":"int8"}}',
    '{"payload":1}',
    '{"schema":{"type":"int8"},"payload":1,"op":"c"}',
    '{"id":1,"schema":{"type":"int8"},"payload":1}',
    '{"Schema":{"type":"int8"},"payload":1}',
    '{"schema":{"type":"int8"},"payload":{"x":1},"":2}',
    '{"envelope":{"schema":{"type":"int8"},"payload":1}}',
    '[{"schema":{"type":"int8"},"payload":1}]',
    '{"sku":"a"}',
    '{"price":1}',
    '{ "price":1}',
    '{"\\u0070rice":1}',
    `{"${'x'.repeat(100)}":1}`,
  ])('%s is none: JSON as it stands to auto, refused by connect-json', (text) => {
    const auto = createFormat('auto')
    expect(auto.peek(base64(text))).toBeNull()
    expect(auto.decode(base64(text))).toEqual({ schema: null, value: JSON.parse(text) })
    const connect = createFormat('connect-json')
    expect(() => connect.peek(base64(text))).toThrow('value is no Connect envelope')
    expect(() => connect.decode(base64(text))).toThrow('value is no Connect envelope')
  })

  test.each([
    '{"schema":nonsense,"schema":{"type":"int8"},"payload":1}',
    '{"payload":1 2,"payload":1,"schema":{"type":"int8"}}',
    '{"schema":{"type":"int8"},"payload":1 2}',
    '{"schema":{"type":"int8"}{},"payload":1}',
    '{"schema":{"type":"int8"},"payload":1,}',
    '{"schema":{"type":"int8"} "payload":1}',
    '{"schema":{"type":"int8"},"payload" 1}',
    '{"schema":{"type":"int8"},"payload":1}}',
    '{"schema":,"payload":1}',
    '{"schema":{"type":"int8"},"payload":}',
    '{"schema":{"type":"int8"},"payload":"1}',
    '{"schema":{"type":"int8"},"payload',
  ])('%s is no JSON at all', (text) => {
    for (const name of ['auto', 'connect-json'] as const) {
      expect(() => createFormat(name).decode(base64(text))).toThrow('value is not JSON')
    }
  })

  test('json never looks for one', () => {
    const format = createFormat('json')
    const text = '{"schema":{"type":"int8"},"payload":1}'
    expect(format.peek(base64(text))).toBeNull()
    expect(format.decode(base64(text))).toEqual({ schema: null, value: JSON.parse(text) })
  })
})

describe('a delete', () => {
  test.each([
    ['{"schema":null,"payload":null}', null],
    ['{"payload":null,"schema":null}', null],
    [`{"schema":${SCHEMA},"payload":null}`, 'struct'],
    ['{"schema":{"type":"string"},"payload":null}', 'string'],
    ['{"schema":{"type":"string","optional":true},"payload":null}', 'string'],
  ])('%s is a null value, though the schema require one', (text, type) => {
    for (const name of ['auto', 'connect-json'] as const) {
      const decoded = createFormat(name).decode(base64(text))
      expect(decoded.value).toBeNull()
      expect(decoded.schema?.type ?? null).toBe(type)
    }
  })

  test('a schema with a default has that default instead', () => {
    const schema = '{"type":"string","optional":true,"default":"none"}'
    expect(createFormat('auto').decode(envelope(schema, 'null')).value).toBe('none')
  })

  test('the text null is one where no envelope is wanted', () => {
    expect(createFormat('json').decode(base64('null'))).toEqual({ schema: null, value: null })
    expect(createFormat('auto').decode(base64('null'))).toEqual({ schema: null, value: null })
  })
})

describe('an envelope known from an earlier record', () => {
  const outcome = (decode: () => Decoded) => {
    try {
      return decode()
    } catch (error) {
      if (!(error instanceof SinkError)) throw error
      return { code: error.code, message: error.message }
    }
  }

  const warm = (name: 'auto' | 'connect-json') => {
    const format = createFormat(name)
    format.decode(base64(`${BEGINNING}{"id":1}}`))
    return format
  }

  const tails = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 019.e-ntx\n'), maxLength: 12 }),
    fc.constantFrom(
      '{"id":2}}',
      '{"id":2}} \n',
      ' {"id":2} }',
      '{"id":2},"x":1}',
      '{"id":2},"payload":{"id":3}}',
      '{"id":2},"schema":null}',
      '{"id":2}}}',
      '{"id":2}}{}',
      '{"id":2}',
      'null}',
      '}',
      '',
      '{"id":9007199254740993}}',
      '{"id":"x"}}',
      '{"id":2,"name":"\\ud800"}}',
      `${'['.repeat(2000)}}`,
    ),
  )

  test('reads whatever follows as it reads an envelope it has never seen', () => {
    fc.assert(
      fc.property(fc.constantFrom('auto', 'connect-json'), tails, (name, tail) => {
        const value = base64(BEGINNING + tail)
        expect(outcome(() => warm(name).decode(value))).toEqual(
          outcome(() => createFormat(name).decode(value)),
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('is not taken for another whose beginning differs in its last character', () => {
    for (const padding of ['', 'a', 'ab', 'abc']) {
      const schema = struct({ id: '"type":"int8"', [padding]: '"type":"int8","optional":true' })
      const format = createFormat('auto')
      format.decode(envelope(schema, '{"id":1}'))
      for (const name of ['payloac', 'payloae', 'payload2', 'payload\\u0041']) {
        const text = `{"schema":${schema},"${name}":{"id":1}}`
        expect(format.peek(base64(text))).toBeNull()
        expect(format.decode(base64(text)).schema).toBeNull()
      }
    }
  })

  test('is not taken for a text whose colon is damaged', () => {
    for (const padding of ['', 'a', 'ab', 'abc']) {
      const schema = struct({ id: '"type":"int8"', [padding]: '"type":"int8","optional":true' })
      const format = createFormat('auto')
      format.decode(envelope(schema, '{"id":1}'))
      for (const colon of ['8', '9', ';', '?', '0', ',']) {
        const text = `{"schema":${schema},"payload"${colon}{"id":1}}`
        expect(() => format.decode(base64(text))).toThrow('value is not JSON')
      }
    }
  })

  test('has its schema before its payload: one that comes later may be another', () => {
    const format = createFormat('auto')
    const record = (type: string) => base64(`{"payload":1,"schema":{"type":"${type}"}}`)
    for (const type of ['int8', 'int16', 'int8'] as const) {
      expect(format.peek(record(type))?.type).toBe(type)
      expect(format.decode(record(type)).schema?.type).toBe(type)
    }
  })

  test('gives one schema object to every layout that holds the same schema text', () => {
    const format = createFormat('auto')
    const first = format.peek(base64(`${BEGINNING}{"id":1}}`))
    expect(format.peek(base64(`{"payload":{"id":1},"schema":${SCHEMA}}`))).toBe(first)
    expect(format.peek(base64(`{ "schema":${SCHEMA},  "payload": null}`))).toBe(first)
    expect(format.decode(base64(`${BEGINNING}{"id":2}}`)).schema).toBe(first)
    expect(format.decode(base64(`{"payload":{"id":1},"schema":${SCHEMA}}`)).schema).toBe(first)
  })

  test('is told from others, many of them, in any order', () => {
    const format = createFormat('auto')
    const schemas = Array.from({ length: 50 }, (_, at) => struct({ [`f${at}`]: '"type":"int8"' }))
    const records = schemas.map((schema, at) => envelope(schema, `{"f${at}":${at}}`))
    const first = records.map((record) => format.peek(record))
    for (const at of [0, 49, 3, 3, 17, 0, 48, 49]) {
      const decoded = format.decode(records[at] ?? '')
      expect(decoded.value).toEqual([at])
      expect(decoded.schema).toBe(first[at])
    }
  })

  test('holds text of several bytes a character in its schema', () => {
    const schema = struct({ 'größe😀': '"type":"string"' })
    const format = createFormat('auto')
    for (const text of ['ä', '😀', 'aß']) {
      expect(format.decode(envelope(schema, `{"größe😀":"${text}"}`)).value).toEqual([text])
    }
  })

  test('does not hide damage behind it', () => {
    const format = warm('auto')
    const whole = base64(`${BEGINNING}{"id":1}}`)
    for (const damaged of [
      whole.slice(0, -1),
      `${whole}=`,
      `${whole} `,
      `${whole.slice(0, -8)}*${whole.slice(-7)}`,
    ]) {
      expect(() => format.decode(damaged)).toThrow('value is not base64')
    }
    const invalid = Buffer.concat([
      Buffer.from(`${BEGINNING}{"id":1,"name":"`),
      Buffer.from([0xc3]),
      Buffer.from('"}}'),
    ])
    expect(() => format.decode(invalid.toString('base64'))).toThrow('value is not UTF-8')
  })
})
