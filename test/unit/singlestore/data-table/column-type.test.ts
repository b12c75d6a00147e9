import { describe, expect, test } from 'vitest'
import { DATE, DECIMAL, type PrimitiveType, type Schema } from '../../../../lib/schema.ts'
import { columnType } from '../../../../lib/singlestore/data-table/column-type.ts'
import { SOURCE_TYPES } from '../../../support/source-types.ts'
import { array, date, decimal, map, primitive, struct, time, timestamp } from '../build-schema.ts'

const UTF8 = 'CHARACTER SET utf8mb4'
const EXACT = `${UTF8} COLLATE utf8mb4_bin`

type Parameters = Readonly<Record<string, string>>

function of(type: PrimitiveType, name: string | null = null, parameters: Parameters = {}): Schema {
  return primitive(type, { name, parameters: new Map(Object.entries(parameters)) })
}

function named(schema: Schema, name: string, parameters: Parameters = {}): Schema {
  return { ...schema, name, parameters: new Map(Object.entries(parameters)) }
}

function source(type: string, length: string, scale?: string): Parameters {
  const known = {
    '__debezium.source.column.type': type,
    '__debezium.source.column.length': length,
  }
  return scale === undefined ? known : { ...known, '__debezium.source.column.scale': scale }
}

function proto(type: string): Schema {
  return of('int64', null, { 'io.confluent.connect.protobuf.Type': type })
}

const lossless = (schema: Schema) => columnType(schema, false, 'lossless')
const inKey = (schema: Schema) => columnType(schema, true, 'lossless')
const dbz = 'io.debezium'
const calendar = struct(['year', primitive('int32')])
const scaled = struct(['scale', primitive('int32')], ['value', primitive('bytes')])

describe('in the lossless profile', () => {
  test.each<readonly [Schema, string]>([
    [of('boolean'), 'TINYINT'],
    [of('int8'), 'TINYINT'],
    [of('int16'), 'SMALLINT'],
    [of('int32'), 'INT'],
    [of('int64'), 'BIGINT'],
    [proto('int64'), 'BIGINT'],
    [proto('uint32'), 'INT UNSIGNED'],
    [proto('fixed32'), 'INT UNSIGNED'],
    [proto('uint64'), 'BIGINT UNSIGNED'],
    [proto('fixed64'), 'BIGINT UNSIGNED'],
    [of('float32'), 'FLOAT'],
    [of('float64'), 'DOUBLE'],
    [decimal(2, 10), 'DECIMAL(10,2)'],
    [named(scaled, `${dbz}.data.VariableScaleDecimal`), 'DECIMAL(65,30)'],
    [date, 'DATE'],
    [of('int32', `${dbz}.time.Date`), 'DATE'],
    [of('string', `${dbz}.time.IsoDate`), 'DATE'],
    [named(calendar, `${dbz}.time.StructuredDate`), 'DATE'],
    [time, 'TIME(6)'],
    [of('int64', 'org.apache.kafka.connect.data.Time'), 'TIME(6)'],
    [of('int32', `${dbz}.time.Time`), 'TIME(6)'],
    [of('int64', `${dbz}.time.MicroTime`), 'TIME(6)'],
    [of('string', `${dbz}.time.IsoTime`), 'TIME(6)'],
    [named(calendar, `${dbz}.time.StructuredTime`), 'TIME(6)'],
    [of('int64', `${dbz}.time.NanoTime`), 'BIGINT'],
    [timestamp, 'DATETIME(6)'],
    [of('int64', `${dbz}.time.Timestamp`), 'DATETIME(6)'],
    [of('int64', `${dbz}.time.MicroTimestamp`), 'DATETIME(6)'],
    [of('int64', 'google.protobuf.Timestamp'), 'DATETIME(6)'],
    [of('string', `${dbz}.time.ZonedTimestamp`), 'DATETIME(6)'],
    [of('string', `${dbz}.time.IsoTimestamp`), 'DATETIME(6)'],
    [named(calendar, `${dbz}.time.StructuredTimestamp`), 'DATETIME(6)'],
    [named(calendar, `${dbz}.time.StructuredZonedTimestamp`), 'DATETIME(6)'],
    [of('int64', `${dbz}.time.NanoTimestamp`), 'BIGINT'],
    [of('int32', `${dbz}.time.Year`), 'SMALLINT'],
    [of('int64', `${dbz}.time.MicroDuration`), 'BIGINT'],
    [of('int64', `${dbz}.time.NanoDuration`), 'BIGINT'],
    [of('bytes', `${dbz}.data.Bits`, { length: '64' }), 'BIGINT UNSIGNED'],
    [of('bytes', `${dbz}.data.Bits`, { length: '65' }), 'VARBINARY(9)'],
    [of('bytes', null, { 'connect.fixed.size': '16' }), 'VARBINARY(16)'],
    [of('bytes', 'my.Fixed', { 'connect.fixed.size': '16383' }), 'VARBINARY(16383)'],
    [of('string', `${dbz}.data.Json`), 'JSON'],
    [array(primitive('string')), 'JSON'],
    [map(primitive('string'), primitive('int8')), 'JSON'],
    [map(primitive('int8'), primitive('int8')), 'JSON'],
    [struct(['a', primitive('int8')]), 'JSON'],
    [named(calendar, `${dbz}.time.StructuredDuration`), 'JSON'],
    [named(calendar, `${dbz}.data.geometry.Point`), 'JSON'],
    [named(array(primitive('float32')), `${dbz}.data.FloatVector`), 'JSON'],
    [named(array(primitive('float64')), `${dbz}.data.DoubleVector`), 'JSON'],
    [
      named(array(primitive('float32')), `${dbz}.data.FloatVector`, source('VECTOR', '3')),
      'VECTOR(3,F32)',
    ],
    [
      named(array(primitive('float64')), `${dbz}.data.DoubleVector`, source('VECTOR', '1024')),
      'VECTOR(1024,F64)',
    ],
  ])('%o is %s, in a key too', (schema, type) => {
    expect(lossless(schema)).toBe(type)
    expect(inKey(schema)).toBe(type)
  })

  test.each<readonly [Schema, string]>([
    [of('string', `${dbz}.data.Enum`, { allowed: 'a,b' }), 'VARCHAR(255)'],
    [of('string', `${dbz}.data.EnumSet`), 'VARCHAR(255)'],
    [of('string', `${dbz}.data.Uuid`), 'CHAR(36)'],
    [of('string', `${dbz}.time.Interval`), 'VARCHAR(128)'],
    [of('string', `${dbz}.time.ZonedTime`), 'VARCHAR(32)'],
    [named(calendar, `${dbz}.time.StructuredZonedTime`), 'VARCHAR(32)'],
    [decimal(40, 50), 'VARCHAR(53)'],
    ...[
      ...['CHAR', 'VARCHAR', 'NCHAR', 'NVARCHAR', 'VARCHAR2', 'NVARCHAR2', 'BPCHAR'],
      ...['CHARACTER', 'CHARACTER VARYING', 'NATIONAL CHARACTER VARYING', 'varchar'],
    ].map((type) => [of('string', null, source(type, '40')), 'VARCHAR(40)'] as const),
    [of('string', null, source('VARCHAR', '16383')), 'VARCHAR(16383)'],
  ])('%o is %s, and compares exactly in a key', (schema, type) => {
    expect(lossless(schema)).toBe(`${type} ${UTF8}`)
    expect(inKey(schema)).toBe(`${type} ${EXACT}`)
  })

  test.each([
    of('string'),
    of('string', `${dbz}.data.Xml`),
    of('string', `${dbz}.data.Ltree`),
    of('string', `${dbz}.data.Tsvector`),
    of('string', null, source('VARCHAR', '16384')),
    of('string', null, source('VARCHAR', '2147483647')),
    of('string', null, source('VARCHAR', '0')),
    of('string', null, source('DECIMAL', '10', '2')),
    of('string', null, source('VARBINARY', '10')),
    of('string', null, source('VARCHAR () FOR BIT DATA', '10')),
    of('string', null, { '__debezium.source.column.length': '10' }),
    of('string', `${dbz}.data.Enum`, { allowed: `a,${'x'.repeat(256)}` }),
    of('string', `${dbz}.data.EnumSet`, { allowed: 'ab,'.repeat(90) }),
    decimal(40),
  ])('%o is text without a bound, and has one in a key', (schema) => {
    expect(lossless(schema)).toBe(`LONGTEXT ${UTF8}`)
    expect(inKey(schema)).toBe(`VARCHAR(255) ${EXACT}`)
  })

  test.each([
    of('bytes'),
    of('bytes', null, { 'connect.fixed.size': '16384' }),
    of('bytes', `${dbz}.data.Bits`),
    of('bytes', `${dbz}.data.Bits`, { length: '2147483647' }),
  ])('%o is bytes without a bound, and has one in a key', (schema) => {
    expect(lossless(schema)).toBe('LONGBLOB')
    expect(inKey(schema)).toBe('VARBINARY(255)')
  })

  test('many short symbols fit: an Enum holds one of them, an EnumSet may hold all', () => {
    const allowed = 'ab,'.repeat(90)
    expect(lossless(of('string', `${dbz}.data.Enum`, { allowed }))).toBe(`VARCHAR(255) ${UTF8}`)
  })
})

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
    expect(lossless(decimal(scale, precision))).toBe(type)
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
      expect(lossless(decimal(scale, precision))).toBe(type)
    },
  )

  test('whose precision is no positive integer is as wide as DECIMAL goes', () => {
    for (const precision of ['0', '-3', '1.5', 'ten', '']) {
      const parameters = { scale: '2', 'connect.decimal.precision': precision }
      expect(lossless(of('bytes', DECIMAL, parameters))).toBe('DECIMAL(65,2)')
    }
  })

  test('whose scale is no integer leaves the refusal to who decodes it', () => {
    for (const scale of ['two', '1.5', 'NaN', 'Infinity']) {
      expect(lossless(of('bytes', DECIMAL, { scale }))).toBe('DECIMAL(65,0)')
    }
  })

  test.each([
    ['DECIMAL', '12', '2', 'DECIMAL(12,2)'],
    ['DECIMAL UNSIGNED ZEROFILL', '12', '2', 'DECIMAL(12,2)'],
    ['numeric', '12', '2', 'DECIMAL(12,2)'],
    ['NUMBER', '12', '3', 'DECIMAL(65,2)'],
    ['NUMERIC', '131089', '2', 'DECIMAL(65,2)'],
    ['NUMERIC', '1', '2', 'DECIMAL(65,2)'],
    ['BIGINT UNSIGNED', '5', '2', 'DECIMAL(65,2)'],
  ])('of scale 2 from a column %s(%s,%s) is %s', (type, length, scale, column) => {
    const parameters = { scale: '2', ...source(type, length, scale) }
    expect(lossless(of('bytes', DECIMAL, parameters))).toBe(column)
    const named = { ...parameters, 'connect.decimal.precision': '20' }
    expect(lossless(of('bytes', DECIMAL, named))).toBe('DECIMAL(20,2)')
  })

  test.each([
    ['NUMBER', '20', '4', 'DECIMAL(20,4)'],
    ['NUMBER', '38', undefined, 'DECIMAL(65,30)'],
    ['NUMERIC', '131089', '0', 'DECIMAL(65,30)'],
    ['NUMERIC', '50', '31', 'DECIMAL(65,30)'],
  ])('of variable scale from a column %s(%s,%s) is %s', (type, length, scale, column) => {
    const parameters = source(type, length, scale)
    expect(lossless(named(scaled, `${dbz}.data.VariableScaleDecimal`, parameters))).toBe(column)
  })
})

test('a logical type of Kafka Connect goes by its name, whatever its base type says', () => {
  expect(lossless({ ...array(primitive('int8')), name: DATE })).toBe('DATE')
})

test('another name than a logical type, and a name of Debezium on another type, change nothing', () => {
  expect(lossless(of('int32', 'toString'))).toBe('INT')
  expect(lossless(of('string', `${dbz}.time.Date`))).toBe(`LONGTEXT ${UTF8}`)
  expect(lossless(of('int32', `${dbz}.data.Bits`, { length: '8' }))).toBe('INT')
})

describe('in the connector profile', () => {
  const columns: Readonly<Record<Schema['type'], string>> = {
    boolean: 'TINYINT',
    int8: 'TINYINT',
    int16: 'SMALLINT',
    int32: 'INT',
    int64: 'BIGINT',
    float32: 'FLOAT',
    float64: 'DOUBLE',
    string: 'TEXT',
    bytes: 'VARBINARY(1024)',
    array: 'JSON',
    map: 'JSON',
    struct: 'JSON',
  }

  test.each(SOURCE_TYPES)('only the base type counts, in a key or not: $named', ({ schemas }) => {
    for (const schema of schemas) {
      expect(columnType(schema, false, 'connector')).toBe(columns[schema.type])
      expect(columnType(schema, true, 'connector')).toBe(columns[schema.type])
    }
  })
})

test('types that the README puts in one line have one column', () => {
  for (const { named: line, schemas } of SOURCE_TYPES) {
    expect(new Set(schemas.map(lossless)), line).toHaveProperty('size', 1)
    expect(new Set(schemas.map(inKey)), line).toHaveProperty('size', 1)
  }
})
