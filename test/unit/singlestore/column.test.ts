import { describe, expect, test } from 'vitest'
import { describeColumn } from '../../../lib/singlestore/column.ts'

describe('the kind of a column', () => {
  test.each([
    ['tinyint(4)', 'integer'],
    ['tinyint(1)', 'integer'],
    ['smallint(6)', 'integer'],
    ['mediumint(9)', 'integer'],
    ['int(11)', 'integer'],
    ['bigint(20) unsigned', 'integer'],
    ['BIGINT', 'integer'],
    ['year(4)', 'integer'],
    ['decimal(10,2)', 'decimal'],
    ['numeric(10,2)', 'decimal'],
    ['float', 'float'],
    ['double', 'float'],
    ['char(36)', 'text'],
    ['varchar(255)', 'text'],
    ['tinytext', 'text'],
    ['text', 'text'],
    ['mediumtext', 'text'],
    ['longtext', 'text'],
    ["enum('a','b')", 'text'],
    ["set('a','b')", 'text'],
    ['binary(16)', 'binary'],
    ['varbinary(255)', 'binary'],
    ['tinyblob', 'binary'],
    ['blob', 'binary'],
    ['mediumblob', 'binary'],
    ['longblob', 'binary'],
    ['JSON', 'json'],
    ['date', 'date'],
    ['time(6)', 'time'],
    ['datetime(6)', 'datetime'],
    ['timestamp', 'datetime'],
    ['bit(64)', 'bit'],
    ['geographypoint', 'other'],
    ['vector(3, F32)', 'other'],
    ['bson', 'other'],
    ['', 'other'],
  ])('of %j is %s', (type, kind) => {
    expect(describeColumn('c', type, null, '').kind).toBe(kind)
  })
})

test('the digits of a decimal stand before and behind its point', () => {
  expect(describeColumn('c', 'decimal(65,30)', null, '').digits).toEqual({
    integer: 35,
    fraction: 30,
  })
  expect(describeColumn('c', 'DECIMAL(10, 0) unsigned', null, '').digits).toEqual({
    integer: 10,
    fraction: 0,
  })
  expect(describeColumn('c', 'decimal(7)', null, '').digits).toEqual({ integer: 7, fraction: 0 })
  expect(describeColumn('c', 'bigint(20)', null, '').digits).toBeNull()
})

describe('the server fills a column that a row leaves out', () => {
  test.each([
    [null, '', false],
    ['0', '', true],
    ['', '', true],
    [null, 'auto_increment', true],
    [null, 'computed', true],
    [null, 'VIRTUAL GENERATED', true],
    [null, 'on update CURRENT_TIMESTAMP', false],
  ])('default %j, extra %j: %s', (defaultText, extra, filled) => {
    expect(describeColumn('c', 'int(11)', defaultText, extra).hasDefault).toBe(filled)
  })
})
