import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeField, NULL_FIELD, unescapeField } from '../../../lib/singlestore/tsv.ts'
import { readTsv } from './read-tsv.ts'

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['\\N', '\\\\N'],
  ['a\tb', 'a\\tb'],
  ['a\nb', 'a\\nb'],
  ['\\', '\\\\'],
  ['\\t', '\\\\t'],
  ['a\r\0\u001ab', 'a\r\0\u001ab'],
  ['"quoted", \'too\'', '"quoted", \'too\''],
  ['😀', '😀'],
])('%j is written as %j', (text, field) => {
  expect(escapeField(text)).toBe(field)
})

test('what LOAD DATA reads is what was written, NULL and the text \\N apart', () => {
  const hostile = fc.stringMatching(/^[\\Nntr0bZ\t\n\r\0 "']*$/)
  const cell = fc.option(fc.oneof(hostile, fc.string({ unit: 'binary' })), { nil: null })
  const rows = fc
    .integer({ min: 2, max: 5 })
    .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns })))
  fc.assert(
    fc.property(rows, (table) => {
      const file = table.map(
        (row) =>
          `${row.map((text) => (text === null ? NULL_FIELD : escapeField(text))).join('\t')}\n`,
      )
      expect(readTsv(file.join(''))).toEqual(table)
    }),
    { numRuns: 150 },
  )
})

test('a field gives back the text it was written of', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\\', '\t', '\n', 't', 'n', 'N', 'é') }),
      (text) => {
        expect(unescapeField(escapeField(text))).toBe(text)
        expect(unescapeField(escapeField(text))).toBe(
          readTsv(`${escapeField(`${text}.`)}\n`)[0]?.[0]?.slice(0, -1),
        )
      },
    ),
  )
})
