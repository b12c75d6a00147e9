import { expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { compileSafely } from '../../../../lib/format/framed/compile-safely.ts'

function thrownBy(compile: () => unknown): unknown {
  try {
    compileSafely(compile)
  } catch (error) {
    return error
  }
  throw new Error('it was compiled')
}

test('what a compiler throws is the fault of the schema, its cause kept', () => {
  const cause = new TypeError('secret is undefined')
  const fault = thrownBy(() => {
    throw cause
  })
  expect(fault).toBeInstanceOf(RecordError)
  expect(fault).toMatchObject({ code: 'ERR_RECORD_SCHEMA', cause })
  expect(String(fault)).toContain('TypeError')
  expect(String(fault)).not.toContain('secret')
})

test('the end of the stack is one, too', () => {
  const endless = (): number => 1 + endless()
  expect(thrownBy(endless)).toMatchObject({ code: 'ERR_RECORD_SCHEMA' })
})

test('a RecordError stays as it is', () => {
  const own = new RecordError('ERR_RECORD_SCHEMA', 'unknown type')
  expect(
    thrownBy(() => {
      throw own
    }),
  ).toBe(own)
})
