import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { refuseTransformingRules } from '../../../lib/registry/rule-set.ts'
import type { JsonObject } from '../../../lib/schema.ts'

const encrypt = {
  name: 'pii',
  kind: 'TRANSFORM',
  mode: 'WRITEREAD',
  type: 'ENCRYPT',
  tags: ['PII'],
}

function refuse(ruleSet: JsonObject | null) {
  return () => refuseTransformingRules({ ruleSet })
}

describe('refused is a rule that changes what is read', () => {
  test.each<[string, JsonObject]>([
    ['encrypts fields', { domainRules: [encrypt] }],
    ['encrypts the whole record', { encodingRules: [{ ...encrypt, type: 'ENCRYPT_PAYLOAD' }] }],
    [
      'transforms a field on reading',
      { domainRules: [{ ...encrypt, mode: 'READ', type: 'CEL_FIELD' }] },
    ],
    ['names neither kind nor mode', { domainRules: [{ name: 'pii', type: 'ENCRYPT' }] }],
    ['stands behind others', { domainRules: [{ ...encrypt, kind: 'CONDITION' }, encrypt] }],
    ['is not disabled', { domainRules: [{ ...encrypt, disabled: false }] }],
  ])('because it %s', (_, ruleSet) => {
    expect(refuse(ruleSet)).toThrow(RecordError)
    expect(refuse(ruleSet)).toThrow(/^its rule "pii" of type "\w+" has readers transform/)
  })

  test('whatever its name is', () => {
    const rule = { ...encrypt, name: `${'n'.repeat(100)}` }
    expect(refuse({ domainRules: [rule] })).toThrow(`rule "${'n'.repeat(64)}" of type "ENCRYPT"`)
    expect(refuse({ domainRules: [{ kind: 'TRANSFORM' }] })).toThrow('rule without one of type')
  })
})

test.each<[string, JsonObject | null]>([
  ['no rules', null],
  ['empty lists', { domainRules: [], encodingRules: null }],
  ['a condition', { domainRules: [{ ...encrypt, kind: 'CONDITION', type: 'CEL' }] }],
  ['a rule of writers', { domainRules: [{ ...encrypt, mode: 'WRITE' }] }],
  ['a disabled rule', { domainRules: [{ ...encrypt, disabled: true }] }],
  ['migrations', { migrationRules: [{ ...encrypt, mode: 'UPGRADE', type: 'JSONATA' }] }],
  ['what is no list of rules', { domainRules: 'ENCRYPT', encodingRules: [null, 'ENCRYPT'] }],
])('read as it is: a schema with %s', (_, ruleSet) => {
  expect(refuse(ruleSet)).not.toThrow()
})
