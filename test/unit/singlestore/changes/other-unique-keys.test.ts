import { expect, test } from 'vitest'
import { otherUniqueKeys } from '../../../../lib/singlestore/changes/other-unique-keys.ts'
import { table } from '../build-column.ts'

const warned = (...uniqueKeys: readonly (readonly string[])[]) =>
  otherUniqueKeys({ ...table(), uniqueKeys })

test.each([
  ['no key', []],
  ['one key', [['id']]],
  ['keys that contain the first', [['id'], ['id'], ['email', 'id']]],
])('rows of a table with %s meet on nothing else', (_, keys) => {
  expect(warned(...keys)).toBeNull()
})

test('other keys that rows can meet on are named, and the one that rows are known by', () => {
  expect(warned(['tenant', 'id'], ['tenant', 'email'], ['tenant', 'id', 'at'], ['tenant'])).toMatch(
    /^Table "orders": its rows are known by the key \(tenant, id\), and \(tenant, email\), \(tenant\) must be unique, too\./,
  )
})
