import { expect, test } from 'vitest'
import type { Schema, Value } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { column } from '../build-column.ts'
import { array, primitive } from '../build-schema.ts'

const text = primitive('string')
const bytes = primitive('bytes')
const unmappable = (message: RegExp) =>
  expect.objectContaining({
    code: 'ERR_RECORD_UNMAPPABLE',
    message: expect.stringMatching(message),
  })

test.each<[Schema, Value, string, RegExp]>([
  [text, 'abc  ', 'char(5)', /VARCHAR/],
  [text, ' ', 'char', /VARCHAR/],
  [bytes, Uint8Array.of(1, 2), 'binary(3)', /VARBINARY/],
  [bytes, Uint8Array.of(1, 2, 3, 4), 'binary(3)', /VARBINARY/],
  [text, 'ab', 'binary(3)', /VARBINARY/],
  [primitive('int32'), 12, 'binary(3)', /VARBINARY/],
  [array(text), ['\\'], 'binary(8)', /VARBINARY/],
])('%j of %j is not changed in silence by %s', (schema, value, type, mend) => {
  expect(() => compileCell(schema, column(type)).write(value)).toThrow(unmappable(mend))
  if (typeof value !== 'string') return
  expect(() => writeJsonCell(value, column(type))).toThrow(unmappable(mend))
})

test.each<[Schema, Value, string, string]>([
  [text, 'abc', 'char(5)', 'abc'],
  [text, 'abc  ', 'varchar(5)', 'abc  '],
  [text, '', 'char(5)', ''],
  [bytes, Uint8Array.of(1, 2, 3), 'binary(3)', 'AQID'],
  [bytes, Uint8Array.of(1), 'varbinary(3)', 'AQ=='],
  [array(text), ['\\'], 'binary(6)', '["\\\\\\\\"]'],
  [bytes, null, 'binary(3)', '\\N'],
])('%j of %j is whole in %4$s', (schema, value, type, field) => {
  expect(compileCell(schema, column(type)).write(value)).toBe(field)
})
