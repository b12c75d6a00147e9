import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toStoreError } from '../../../../lib/singlestore/session/store-error.ts'
import { driverError } from './driver-error.ts'

function messageOf(text: string, errno: number): string {
  return toStoreError(driverError(text, { errno }), 'loading rows').message
}

describe('a refused row is told in our words, with the name of the key or column', () => {
  test.each([
    [
      1062,
      "Duplicate entry 'ann@example.org' for key 'email'",
      'error 1062: a duplicate key (email)',
    ],
    [
      1062,
      "Leaf Error (10.0.0.1:3307): Duplicate entry 'x' for key 'PRIMARY'",
      'error 1062: a duplicate key (PRIMARY)',
    ],
    [
      1366,
      "Leaf Error (h:1): Incorrect integer value: 'x' for column 'c' at row 1",
      'error 1366: a value of the wrong type (c)',
    ],
    [
      1366,
      "Incorrect string value: '\\xF0\\x9F' for column `db`.`t`.`c` at row 12",
      'error 1366: a value of the wrong type (c)',
    ],
    [
      1264,
      "Out of range value for column 'c' at row 3",
      'error 1264: a number or date out of range (c)',
    ],
    [1265, "Data truncated for column 'c' at row 1", 'error 1265: a value that would be cut (c)'],
    [1406, "Data too long for column 'c' at row 1", 'error 1406: a value too long (c)'],
    [
      1048,
      "Leaf Error (h:1): Column 'a' cannot be null",
      'error 1048: a NOT NULL column was given NULL (a)',
    ],
    [
      1364,
      "Field 'f' doesn't have a default value",
      'error 1364: a column without a default was given no value (f)',
    ],
    [1292, "Truncated incorrect DOUBLE value: 'x'", 'error 1292: an invalid date or number'],
    [3140, 'Invalid JSON text: "Invalid value." at position 1', 'error 3140: invalid JSON'],
    [1690, "BIGINT value is out of range in '(5 - 9)'", 'error 1690: a value'],
  ])('%s %s', (errno, text, told) => {
    expect(messageOf(text, errno)).toBe(`While loading rows: ${told}`)
  })
})

describe('no value of a row survives', () => {
  /** Marked, so that it is found again wherever it goes; around it, all that could lead a reader astray. */
  const MARK = 'SECRET'
  const noise = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "' for key '",
      " for column '",
      "' for column 'x' at row 1",
      ' for column `',
      "Column '",
      "' cannot be null",
      "Field '",
      "' doesn't have a default value",
      '"',
      '`',
      '\n',
      ': ',
    ),
  )
  const value = fc
    .tuple(fc.array(noise), fc.array(noise), fc.array(noise))
    .map((parts) => parts.map((part) => part.join('')).join(MARK))

  const TEMPLATES: readonly (readonly [number, (value: string) => string])[] = [
    [1062, (x) => `Duplicate entry '${x}' for key 'K'`],
    [1062, (x) => `Leaf Error (h:3307): Duplicate entry '${x}' for key 'PRIMARY'`],
    [1366, (x) => `Leaf Error (h:3307): Incorrect integer value: '${x}' for column 'c' at row 1`],
    [1292, (x) => `Incorrect datetime value: '${x}' for column 'c' at row 7`],
    [1292, (x) => `Truncated incorrect DOUBLE value: '${x}'`],
    [1411, (x) => `Incorrect datetime value: '${x}' for function str_to_date`],
    [1300, (x) => `Invalid utf8mb4 character string: '${x}'`],
    [1525, (x) => `Incorrect DATE value: '${x}'`],
    [1367, (x) => `Illegal double '${x}' value found during parsing`],
    [3140, (x) => `Invalid JSON text: "${x}" at position 1 in value for column 't.c'.`],
    [1105, (x) => `Leaf Error (h:3307): Invalid value '${x}'`],
    [2407, (x) => `Bad row: "${x}"`],
    [2408, (x) => `Bad row: \`${x}\` is odd`],
  ]

  test.each(TEMPLATES)('in error %s', (errno, template) => {
    fc.assert(
      fc.property(value, (contents) => {
        const error = toStoreError(driverError(template(contents), { errno }), 'loading rows')
        expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(MARK)
        const { cause } = error
        expect(cause instanceof Error ? `${cause.message} ${cause.stack}` : MARK).not.toContain(
          MARK,
        )
      }),
      { numRuns: 500 },
    )
  })
})

describe('what quotes only names is told in full', () => {
  test.each([
    [1054, "Unknown column 'x' in 'field list'"],
    [1146, "Table 'shop.orders' doesn't exist"],
    [1064, "You have an error in your SQL syntax; near 'x' at line 1"],
    [
      1706,
      "Feature 'Reference Table without a Primary Key' is not supported by SingleStore Distributed",
    ],
  ])('%s', (errno, text) => {
    expect(messageOf(text, errno)).toBe(`While loading rows: ${text}`)
  })
})

test('an unknown error is told up to its first quote, with its number', () => {
  expect(messageOf("The unique key named: u cannot be created because 'x'", 1999)).toBe(
    'While loading rows: error 1999: The unique key named: u cannot be created because …',
  )
  expect(messageOf('Out of memory', 1712)).toBe('While loading rows: error 1712: Out of memory')
})
