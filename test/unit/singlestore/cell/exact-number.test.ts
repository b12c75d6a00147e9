import { expect, test } from 'vitest'
import { ExactNumber } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { column } from '../build-column.ts'
import { array, primitive } from '../build-schema.ts'

const number = primitive('float64')

test.each([
  ['decimal(30,5)', '12345678901234567.89', '12345678901234567.89'],
  ['decimal(30,5)', '1234567890123456789e-5', '12345678901234.56789'],
  ['bigint(20)', '9007199254740993', '9007199254740993'],
  ['bigint(20)', '9007199254740993.000', '9007199254740993'],
  ['longtext', '12345678901234567.89', '12345678901234567.89'],
  ['json', '12345678901234567.89', '12345678901234567.89'],
  ['double', '12345678901234567.89', '12345678901234568'],
  ['float', '12345678901234567.89', '12345678901234568'],
])('%s of %s is %s', (type, literal, text) => {
  const { write } = compileCell(number, column(type))
  expect(write(new ExactNumber(literal))).toBe(text)
})

test('a column refuses the digits that it cannot hold', () => {
  const { write } = compileCell(number, column('decimal(30,1)'))
  expect(() => write(new ExactNumber('12345678901234567.89'))).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }),
  )
})

test('inside of JSON no digit is lost', () => {
  const { write } = compileCell(array(number), column('json'))
  expect(write([0.1, new ExactNumber('9007199254740993')])).toBe('[0.1,9007199254740993]')
})
