import { describe, expect, test } from 'vitest'
import { DATE, DECIMAL } from '../../../lib/schema.ts'
import { columnType } from '../../../lib/singlestore/column-type.ts'
import { array, decimal, EVERY_TYPE, map, primitive } from './build-schema.ts'

describe('a Decimal', () => {
  test.each([
    // scale, precision, type
    [2, 10, 'DECIMAL(10,2)'],
    [0, 18, 'DECIMAL(18,0)'],
    [30, 65, 'DECIMAL(65,30)'],
    [2, undefined, 'DECIMAL(65,2)'],
    [0, undefined, 'DECIMAL(65,0)'],
    [30, undefined, 'DECIMAL(65,30)'],
    [-3, undefined, 'DECIMAL(65,0)'],
    [-3, 10, 'DECIMAL(13,0)'],
    [12, 5, 'DECIMAL(12,12)'],
  ])('of scale %s and precision %s is %s', (scale, precision, type) => {
    expect(columnType(decimal(scale, precision), false)).toBe(type)
  })

  test.each([
    [31, 40, 'VARCHAR(43) CHARACTER SET utf8mb4'],
    [2, 66, 'VARCHAR(69) CHARACTER SET utf8mb4'],
    [40, 252, 'VARCHAR(255) CHARACTER SET utf8mb4'],
    [40, 253, 'LONGTEXT CHARACTER SET utf8mb4'],
    [31, undefined, 'LONGTEXT CHARACTER SET utf8mb4'],
    [-10, 60, 'VARCHAR(73) CHARACTER SET utf8mb4'],
    [-1_000, 5, 'LONGTEXT CHARACTER SET utf8mb4'],
    [100, 5, 'VARCHAR(103) CHARACTER SET utf8mb4'],
  ])(
    'of scale %s and precision %s is text, since no DECIMAL holds it: %s',
    (scale, precision, type) => {
      expect(columnType(decimal(scale, precision), false)).toBe(type)
    },
  )

  test('whose precision is no positive integer is as wide as DECIMAL goes', () => {
    for (const precision of ['0', '-3', '1.5', 'ten', '']) {
      const parameters = new Map([
        ['scale', '2'],
        ['connect.decimal.precision', precision],
      ])
      expect(columnType(primitive('bytes', { name: DECIMAL, parameters }), false)).toBe(
        'DECIMAL(65,2)',
      )
    }
  })
})

test('a logical type goes by its name, whatever its base type says', () => {
  expect(columnType({ ...array(primitive('int8')), name: DATE }, false)).toBe('DATE')
})

test('another name than a logical type changes nothing', () => {
  expect(columnType(primitive('int32', { name: 'toString' }), false)).toBe('INT')
  expect(columnType(map(primitive('string'), primitive('int8')), true)).toBe('JSON')
})

test('in a key only text and bytes change their type', () => {
  const changed = EVERY_TYPE.filter(
    ({ schema }) => columnType(schema, true) !== columnType(schema, false),
  )
  expect(changed.map(({ name }) => name)).toEqual(['text', 'raw'])
})
