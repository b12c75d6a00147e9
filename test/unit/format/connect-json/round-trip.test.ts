import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { base64 } from '../json/record-text.ts'
import { layouts, samples, structSamples } from './connect-values.ts'
import { writeEnvelope } from './connect-writer.ts'

describe('an envelope', () => {
  test('reads back as the schema and the value that were written, however it is laid out', () => {
    fc.assert(
      fc.property(samples, layouts, ({ schema, written, expected }, layout) => {
        const decoded = createFormat('auto').decode(base64(writeEnvelope(schema, written, layout)))
        expect(decoded.schema).toEqual(schema)
        expect(decoded.value).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  test('reads the same when its beginning is known from another record', () => {
    fc.assert(
      fc.property(structSamples, layouts, ({ schema, written, expected }, layout) => {
        const format = createFormat('connect-json')
        const value = base64(writeEnvelope(schema, written, layout))
        const first = format.decode(base64(writeEnvelope(schema, null, layout)))
        expect(format.peek(value)).toBe(first.schema)
        const second = format.decode(value)
        expect(second.schema).toBe(first.schema)
        expect(second.value).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
