import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'

function read(environment: Readonly<Record<string, string>>) {
  return readConfig({
    SINGLESTORE_ENDPOINT: 'db.example.com',
    SINGLESTORE_DATABASE: 'shop',
    SINK_NAME: 'orders',
    ...environment,
  })
}

describe.each([
  ['SINK_TYPE_PROFILE', 'typeProfile', ['lossless', 'connector'], 'lossless or connector'],
  ['SINK_OUT_OF_RANGE', 'outOfRange', ['reject', 'null', 'clamp'], 'reject, null or clamp'],
  ['SINK_ERRORS_TOLERANCE', 'tolerance', ['none', 'all'], 'none or all'],
] as const)('%s', (variable, member, words, wants) => {
  test('is the first of its words where it is not given', () => {
    expect(read({})[member]).toBe(words[0])
    expect(read({ [variable]: ' ' })[member]).toBe(words[0])
  })

  test.each(words)('takes %s, in any case', (word) => {
    expect(read({ [variable]: word })[member]).toBe(word)
    expect(read({ [variable]: word.toUpperCase() })[member]).toBe(word)
  })

  test('refuses any other word by its name, and says which it takes', () => {
    expect(() => read({ [variable]: 'sometimes' })).toThrow(ConfigError)
    expect(() => read({ [variable]: 'sometimes' })).toThrow(
      new RegExp(`${variable}.*: wants ${wants}`),
    )
  })
})
