import { expect, test } from 'vitest'
import { keyCharsetCheck } from '../../../../lib/singlestore/changes/key-charset.ts'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import { escapeField } from '../../../../lib/singlestore/tsv.ts'

function check(collation: string | null, text: string): void {
  const column = describeColumn('word', 'varchar(20)', null, '', 'NO', collation)
  keyCharsetCheck([describeColumn('id', 'int', null, ''), column])(['1', escapeField(text)])
}

test.each([
  ['utf8_general_ci', '😀'],
  ['utf8_bin', 'a😀'],
  ['utf8mb3_unicode_ci', '𠀀'],
  ['latin1_swedish_ci', 'ł'],
  ['latin1_bin', 'a\u0080'],
  ['ascii_general_ci', 'é'],
])('under %s the key %j is told before a statement holds it', (collation, text) => {
  const error = expect.objectContaining({
    code: 'ERR_RECORD_UNMAPPABLE',
    coordinates: { column: 'word' },
    message: expect.stringMatching(new RegExp(`^(?!.*${text}).*"word".*${collation}`)),
  })
  expect(() => check(collation, text)).toThrow(error)
})

test.each([
  ['utf8_general_ci', 'ł€\uffff\t\\'],
  ['latin1_swedish_ci', 'é€Ÿ\u0081'],
  ['ascii_bin', 'a\t\\~'],
  ['utf8mb4_general_ci', '😀'],
  ['binary', '😀'],
  ['koi8r_general_ci', '😀'],
  [null, '😀'],
])('under %s the key %j passes', (collation, text) => {
  expect(() => check(collation, text)).not.toThrow()
})

test('the characters of latin1 are those that Windows 1252 has', () => {
  const decoder = new TextDecoder('windows-1252')
  for (let byte = 0; byte < 256; byte += 1) {
    expect(() => check('latin1_swedish_ci', decoder.decode(Uint8Array.of(byte)))).not.toThrow()
  }
})
