import { describe, expect, test } from 'vitest'
import { createEnvelopeCache } from '../../../../lib/format/connect-json/envelope-cache.ts'
import { createSchemaCache } from '../../../../lib/format/connect-json/schema-cache.ts'

const schemaText = (name: string) => `{"type":"int8","name":"${name}"}`

describe('the cache of schemas', () => {
  test('gives the same object while it remembers, and begins again when it is full', () => {
    const schemas = createSchemaCache({ entries: 2, characters: 1000 })
    const a = schemas(schemaText('a'))
    const b = schemas(schemaText('b'))
    expect(schemas(schemaText('a'))).toBe(a)
    expect(schemas(schemaText('b'))).toBe(b)
    schemas(schemaText('c'))
    expect(schemas(schemaText('a'))).not.toBe(a)
    expect(schemas(schemaText('a'))).toEqual({ ...a, read: expect.any(Function) })
  })

  test('is bounded by the length of the texts as well', () => {
    const schemas = createSchemaCache({ entries: 1000, characters: 200 })
    const first = schemas(schemaText('x'.repeat(100)))
    expect(schemas(schemaText('x'.repeat(100)))).toBe(first)
    schemas(schemaText('y'.repeat(100)))
    expect(schemas(schemaText('x'.repeat(100)))).not.toBe(first)
  })

  test('does not remember what it refused', () => {
    const schemas = createSchemaCache()
    expect(() => schemas('{"type":"x"}')).toThrow('unknown type')
    expect(() => schemas('{"type":"x"}')).toThrow('unknown type')
  })
})

describe('the cache of envelopes', () => {
  const beginning = (name: string) => `{"schema":${schemaText(name)},"payload":`
  const record = (name: string) => Buffer.from(`${beginning(name)}1}`).toString('base64')
  const known = createSchemaCache()(schemaText('a'))

  test('finds an envelope while it remembers, and begins again when it is full', () => {
    const envelopes = createEnvelopeCache({ entries: 2, characters: 1000 })
    envelopes.remember(beginning('a'), known)
    envelopes.remember(beginning('a'), known)
    envelopes.remember(beginning('b'), known)
    expect(envelopes.find(record('a'))?.known).toBe(known)
    expect(envelopes.find(record('b'))?.known).toBe(known)
    envelopes.remember(beginning('c'), known)
    expect(envelopes.find(record('a'))).toBeNull()
    expect(envelopes.find(record('c'))?.known).toBe(known)
  })

  test('is bounded by the length of the texts as well', () => {
    const envelopes = createEnvelopeCache({ entries: 1000, characters: 300 })
    envelopes.remember(beginning('x'.repeat(100)), known)
    expect(envelopes.find(record('x'.repeat(100)))).not.toBeNull()
    envelopes.remember(beginning('y'.repeat(100)), known)
    expect(envelopes.find(record('x'.repeat(100)))).toBeNull()
    expect(envelopes.find(record('y'.repeat(100)))).not.toBeNull()
  })
})
