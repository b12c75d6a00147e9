import { describe, expect, test } from 'vitest'
import { compiled, record } from './registered.ts'
import { shown } from './schema-shown.ts'

/** Name, Avro schema, schema in Connect's terms, body in hexadecimal digits, value. */
type Case = readonly [string, unknown, string, string, unknown]

function holds(_: string, schema: unknown, wanted: string, hex: string, value: unknown): void {
  const codec = compiled(schema)
  const body = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  expect(shown(codec.schemaOf(body))).toBe(wanted)
  expect(codec.decode(body)).toEqual(value)
  expect(codec.schemaOf(body)).toBe(codec.schemaOf(Buffer.of(0)))
}

const KAFKA = 'org.apache.kafka.connect.data'
const UNION = 'io.confluent.connect.avro.Union'
const ENUM = 'io.debezium.data.Enum'
const FIXED = 'connect.fixed.size'

describe('primitives', () => {
  test.each<Case>([
    ['boolean', '"boolean"', 'boolean', '01', true],
    ['boolean as an object', { type: 'boolean' }, 'boolean', '00', false],
    ['int', '"int"', 'int32', '18', 12],
    ['long', '"long"', 'int64', '18', 12],
    ['float', '"float"', 'float32', '33 33 43 41', Math.fround(12.2)],
    ['double', '"double"', 'float64', '66 66 66 66 66 66 28 40', 12.2],
    ['infinity', '"float"', 'float32', '00 00 80 ff', Number.NEGATIVE_INFINITY],
    ['NaN', '"double"', 'float64', '00 00 00 00 00 00 f8 7f', Number.NaN],
    ['string', '"string"', 'string', '0c 73 74 72 69 6e 67', 'string'],
    [
      'string of Java',
      { type: 'string', 'avro.java.string': 'String' },
      'string(avro.java.string=String)',
      '02 78',
      'x',
    ],
    ['bytes', '"bytes"', 'bytes', '06 66 6f 6f', Buffer.from('foo')],
    ['null alone', '"null"', 'string?', '', null],
    ['int8', { type: 'int', 'connect.type': 'int8' }, 'int8', '18', 12],
    ['int8 at its end', { type: 'int', 'connect.type': 'int8' }, 'int8', 'ff 01', -128],
    ['int16', { type: 'int', 'connect.type': 'int16' }, 'int16', 'fe ff 03', 32767],
    ['an unknown connect.type', { type: 'int', 'connect.type': 'int24' }, 'int32', '18', 12],
    [
      'a connect.type beside a logical type',
      { type: 'int', 'connect.type': 'int8', logicalType: 'date' },
      `${KAFKA}.Date:int32`,
      '80 02',
      128,
    ],
    [
      'fixed',
      { type: 'fixed', name: 'sample', size: 4 },
      `sample:bytes(${FIXED}=4)`,
      '66 6f 6f 62',
      Buffer.from('foob'),
    ],
    [
      'enum',
      { type: 'enum', name: 'TestEnum', doc: 'some documentation', symbols: ['foo', 'bar', 'baz'] },
      `${ENUM}:string(allowed=foo,bar,baz)`,
      '02',
      'bar',
    ],
  ])('%s', holds)
})

describe('logical types', () => {
  const decimal = (more: object) => ({ type: 'bytes', logicalType: 'decimal', ...more })
  const fixed = (size: number, more: object) => ({ type: 'fixed', name: 'f', size, ...more })
  const named = (type: string, name: string, more = {}) => ({
    type,
    'connect.name': `${KAFKA}.${name}`,
    ...more,
  })

  test.each<Case>([
    [
      'decimal',
      decimal({ precision: 50, scale: 2 }),
      `${KAFKA}.Decimal:bytes(scale=2, connect.decimal.precision=50)`,
      '04 00 9c',
      '1.56',
    ],
    [
      'decimal of a scale alone',
      decimal({ scale: 3 }),
      `${KAFKA}.Decimal:bytes(scale=3)`,
      '02 ff',
      '-0.001',
    ],
    [
      'decimal without a scale',
      decimal({ precision: 4 }),
      `${KAFKA}.Decimal:bytes(scale=0, connect.decimal.precision=4)`,
      '04 00 9c',
      '156',
    ],
    [
      'decimal of the precision that means unknown',
      decimal({ precision: 64, scale: 2 }),
      `${KAFKA}.Decimal:bytes(scale=2)`,
      '02 80',
      '-1.28',
    ],
    [
      'decimal of a negative scale',
      decimal({ precision: 4, scale: -2 }),
      `${KAFKA}.Decimal:bytes(scale=-2, connect.decimal.precision=4)`,
      '02 07',
      '700',
    ],
    [
      'decimal of more bytes than a number holds',
      decimal({ precision: 20, scale: 0 }),
      `${KAFKA}.Decimal:bytes(scale=0, connect.decimal.precision=20)`,
      '10 80 00 00 00 00 00 00 01',
      '-9223372036854775807',
    ],
    [
      'decimal on a fixed',
      fixed(4, { logicalType: 'decimal', precision: 9, scale: 2 }),
      `${KAFKA}.Decimal:bytes(${FIXED}=4, scale=2, connect.decimal.precision=9)`,
      '00 00 00 9c',
      '1.56',
    ],
    [
      'decimal on a fixed of 1000 bytes',
      fixed(1000, { logicalType: 'decimal', scale: 2 }),
      `${KAFKA}.Decimal:bytes(${FIXED}=1000, scale=2)`,
      `${'ff'.repeat(998)}ff64`,
      '-1.56',
    ],
    [
      'decimal on a fixed of 16 bytes',
      fixed(16, { logicalType: 'decimal', precision: 38, scale: 9 }),
      `${KAFKA}.Decimal:bytes(${FIXED}=16, scale=9, connect.decimal.precision=38)`,
      `${'ff'.repeat(15)}64`,
      '-0.000000156',
    ],
    [
      'a scale beyond the precision',
      decimal({ precision: 2, scale: 3 }),
      `${KAFKA}.Decimal:bytes(scale=3, connect.decimal.precision=2)`,
      '04 00 9c',
      '0.156',
    ],
    [
      'another version beside the logical type',
      named('long', 'Timestamp', { logicalType: 'timestamp-millis', 'connect.version': 2 }),
      `${KAFKA}.Timestamp:int64v2`,
      '00',
      0,
    ],
    [
      'nothing on a fixed of 1000 bytes',
      fixed(1000, { logicalType: 'decimal', scale: 2 }),
      `${KAFKA}.Decimal:bytes(${FIXED}=1000, scale=2)`,
      '00'.repeat(1000),
      '0.00',
    ],
    [
      'minus one on a fixed of 1000 bytes',
      fixed(1000, { logicalType: 'decimal', scale: 2 }),
      `${KAFKA}.Decimal:bytes(${FIXED}=1000, scale=2)`,
      'ff'.repeat(1000),
      '-0.01',
    ],
    ['decimal of an impossible scale', decimal({ scale: 'two' }), 'bytes', '02 07', Buffer.of(7)],
    [
      'decimal in other letters',
      { type: 'bytes', logicalType: 'Decimal', scale: 1 },
      `${KAFKA}.Decimal:bytes(scale=1)`,
      '02 07',
      '0.7',
    ],
    [
      'Decimal by name',
      named('bytes', 'Decimal', { 'connect.version': 1, 'connect.parameters': { scale: '2' } }),
      `${KAFKA}.Decimal:bytesv1(scale=2)`,
      '04 00 9c',
      '1.56',
    ],
    [
      'Decimal by name without a scale',
      named('bytes', 'Decimal'),
      'bytes',
      '04 00 9c',
      Buffer.of(0, 0x9c),
    ],
    [
      'Decimal by name on a string',
      named('string', 'Decimal', { 'connect.parameters': { scale: '2' } }),
      'string(scale=2)',
      '02 31',
      '1',
    ],
    ['date', { type: 'int', logicalType: 'date' }, `${KAFKA}.Date:int32`, 'a0 9c 01', 10_000],
    [
      'Date by name',
      named('int', 'Date', { 'connect.version': 1 }),
      `${KAFKA}.Date:int32v1`,
      'a0 9c 01',
      10_000,
    ],
    ['Date by name on a long', named('long', 'Date'), 'int64', 'a0 9c 01', 10_000],
    [
      'time-millis',
      { type: 'int', logicalType: 'time-millis' },
      `${KAFKA}.Time:int32`,
      'a0 9c 01',
      10_000,
    ],
    ['Time by name', named('int', 'Time'), `${KAFKA}.Time:int32`, 'a0 9c 01', 10_000],
    [
      'timestamp-millis',
      { type: 'long', logicalType: 'timestamp-millis' },
      `${KAFKA}.Timestamp:int64`,
      'a0 9c 01',
      10_000,
    ],
    [
      'Timestamp by name',
      named('long', 'Timestamp'),
      `${KAFKA}.Timestamp:int64`,
      'a0 9c 01',
      10_000,
    ],
    [
      'the name beside the logical type',
      named('long', 'Timestamp', { logicalType: 'timestamp-millis', 'connect.version': 1 }),
      `${KAFKA}.Timestamp:int64v1`,
      '00',
      0,
    ],
    [
      'another name beside the logical type',
      { type: 'long', 'connect.name': 'com.custom.Timestamp', logicalType: 'timestamp-millis' },
      `${KAFKA}.Timestamp:int64`,
      '00',
      0,
    ],
    [
      'time-micros',
      { type: 'long', logicalType: 'time-micros' },
      'io.debezium.time.MicroTime:int64',
      '04',
      2,
    ],
    [
      'timestamp-micros',
      { type: 'long', logicalType: 'timestamp-micros' },
      'io.debezium.time.MicroTimestamp:int64',
      '04',
      2,
    ],
    [
      'timestamp-nanos',
      { type: 'long', logicalType: 'timestamp-nanos' },
      'io.debezium.time.NanoTimestamp:int64',
      '04',
      2,
    ],
    [
      'local-timestamp-millis',
      { type: 'long', logicalType: 'local-timestamp-millis' },
      `${KAFKA}.Timestamp:int64`,
      '04',
      2,
    ],
    [
      'local-timestamp-micros',
      { type: 'long', logicalType: 'local-timestamp-micros' },
      'io.debezium.time.MicroTimestamp:int64',
      '04',
      2,
    ],
    [
      'local-timestamp-nanos',
      { type: 'long', logicalType: 'local-timestamp-nanos' },
      'io.debezium.time.NanoTimestamp:int64',
      '04',
      2,
    ],
    ['uuid', { type: 'string', logicalType: 'uuid' }, 'io.debezium.data.Uuid:string', '02 78', 'x'],
    [
      'uuid on a fixed',
      fixed(16, { logicalType: 'uuid' }),
      'io.debezium.data.Uuid:string',
      '00112233445566778899aabbccddeeff',
      '00112233-4455-6677-8899-aabbccddeeff',
    ],
    [
      'uuid on another fixed',
      fixed(2, { logicalType: 'uuid' }),
      `f:bytes(${FIXED}=2)`,
      '00 11',
      Buffer.of(0, 0x11),
    ],
    [
      'duration',
      fixed(12, { logicalType: 'duration' }),
      'f:{months: int64(io.confluent.connect.protobuf.Type=uint32), days: int64(io.confluent.connect.protobuf.Type=uint32), millis: int64(io.confluent.connect.protobuf.Type=uint32)}',
      '01000000 ffffffff 00000080',
      [1, 4_294_967_295, 2_147_483_648],
    ],
    [
      'big-decimal',
      { type: 'bytes', logicalType: 'big-decimal' },
      'io.debezium.data.VariableScaleDecimal:{scale: int32, value: bytes}',
      '08 04 00 9c 04',
      [2, Buffer.of(0, 0x9c)],
    ],
    [
      'an unknown logical type',
      { type: 'string', logicalType: 'telephone' },
      'string',
      '02 78',
      'x',
    ],
    ['one on a wrong type', { type: 'string', logicalType: 'date' }, 'string', '02 78', 'x'],
    [
      'one named as what every object inherits',
      { type: 'long', logicalType: 'constructor' },
      'int64',
      '04',
      2,
    ],
    [
      "Debezium's by name",
      { type: 'long', 'connect.name': 'io.debezium.time.MicroTimestamp', 'connect.version': 1 },
      'io.debezium.time.MicroTimestamp:int64v1',
      '04',
      2,
    ],
  ])('%s', holds)
})

describe('arrays and maps', () => {
  const pair = (key: unknown, value: unknown) =>
    record('io.confluent.connect.avro.MapEntry', { key, value })

  test.each<Case>([
    ['array', { type: 'array', items: 'int' }, '[int32]', '04 18 1a 00', [12, 13]],
    [
      'array of records without a namespace',
      { type: 'array', items: record('item', { value: 'int' }) },
      '[item:{value: int32}]',
      '02 18 00',
      [[12]],
    ],
    [
      'map',
      { type: 'map', values: 'int' },
      '<string, int32>',
      '02 06 66 6f 6f 18 00',
      new Map([['foo', 12]]),
    ],
    [
      'map of optional values',
      { type: 'map', values: ['null', 'int'] },
      '<string, int32?>',
      '04 02 61 00 02 62 02 18 00',
      new Map([
        ['a', null],
        ['b', 12],
      ]),
    ],
    [
      'map of keys that are no strings',
      { type: 'array', items: pair('int', 'int') },
      '<int32, int32>',
      '02 18 1a 00',
      new Map([[12, 13]]),
    ],
    [
      'map of optional keys',
      { type: 'array', items: pair(['null', 'string'], 'int') },
      '<string?, int32>',
      '04 00 18 02 02 61 1a 00',
      new Map([
        [null, 12],
        ['a', 13],
      ]),
    ],
    [
      'map with a name',
      {
        type: 'array',
        'connect.name': 'foo.bar',
        items: {
          ...record('foo.bar', { key: ['null', 'string'], value: 'int' }),
          'connect.internal.type': 'MapEntry',
        },
      },
      'foo.bar:<string?, int32>',
      '02 00 18 00',
      new Map([[null, 12]]),
    ],
    [
      'map whose value comes first',
      {
        type: 'array',
        items: record('io.confluent.connect.avro.MapEntry', { value: 'int', key: 'string' }),
      },
      '<string, int32>',
      '02 18 02 61 00',
      new Map([['a', 12]]),
    ],
    [
      'entries that are none',
      { type: 'array', items: record('io.confluent.connect.avro.MapEntry', { key: 'int' }) },
      '[io.confluent.connect.avro.MapEntry:{key: int32}]',
      '02 18 00',
      [[12]],
    ],
  ])('%s', holds)
})

describe('records', () => {
  const nested = record('nested', { nestedString: 'string' })

  test.each<Case>([
    [
      'record',
      { ...record('Record', { int32: 'int', string: 'string' }), namespace: 'io.test' },
      'io.test.Record:{int32: int32, string: string}',
      '18 02 78',
      [12, 'x'],
    ],
    ['record without fields', record('Empty', {}), 'Empty:{}', '', []],
    [
      'record of an optional value',
      record('R', { a: ['null', 'int'] }),
      'R:{a: int32?}',
      '02 18',
      [12],
    ],
    [
      'record of an optional value that is null',
      record('R', { a: ['null', 'int'] }),
      'R:{a: int32?}',
      '00',
      [null],
    ],
    [
      'record of an optional array',
      record('R', { a: ['null', { type: 'array', items: 'int' }] }),
      'R:{a: [int32]?}',
      '02 02 18 00',
      [[12]],
    ],
    [
      'record of an optional record',
      record('R', { a: ['null', nested] }),
      'R:{a: nested:{nestedString: string}?}',
      '02 02 78',
      [['x']],
    ],
    [
      'record of an optional record that is null',
      record('R', { a: ['null', nested] }),
      'R:{a: nested:{nestedString: string}?}',
      '00',
      [null],
    ],
    [
      'a record that a converter named',
      record('io.confluent.connect.avro.ConnectDefault2', { a: 'int' }),
      '{a: int32}',
      '18',
      [12],
    ],
    ['an error', { ...record('E', { a: 'int' }), type: 'error' }, 'E:{a: int32}', '18', [12]],
    [
      'metadata',
      {
        ...record('io.confluent.test.TestSchema', { int32: 'int' }),
        'connect.name': 'other',
        'connect.version': 12,
        'connect.doc': 'doc',
      },
      'other:{int32: int32}v12',
      '18',
      [12],
    ],
    [
      'metadata of an optional primitive',
      [
        {
          type: 'string',
          'connect.name': 'io.confluent.stringtype',
          'connect.version': 2,
          'connect.default': 'foo',
          'connect.parameters': { foo: 'bar', baz: 'baz' },
        },
        'null',
      ],
      'io.confluent.stringtype:stringv2(foo=bar, baz=baz)?',
      '00 02 78',
      'x',
    ],
    [
      'metadata that is none',
      {
        type: 'string',
        'connect.name': 7,
        'connect.version': '2',
        'connect.parameters': { foo: 1, bar: 'b' },
      },
      'string(bar=b)',
      '02 78',
      'x',
    ],
    ['null as a member', record('R', { a: 'null' }), 'R:{a: string?}', '', [null]],
    [
      "a name of Connect's on a record",
      { ...record('R', { a: 'int' }), 'connect.name': `${KAFKA}.Decimal` },
      '{a: int32}',
      '18',
      [12],
    ],
    [
      'a variant, its bytes as they are',
      { ...record('Variant', { metadata: 'bytes', value: 'bytes' }), logicalType: 'variant' },
      'Variant:{metadata: bytes, value: bytes}',
      '02 01 02 02',
      [Buffer.of(1), Buffer.of(2)],
    ],
    [
      'a value without a schema of its own',
      record('io.confluent.connect.avro.Anything', {
        int: ['null', 'int'],
        string: ['null', 'string'],
      }),
      'io.confluent.connect.avro.Anything:{int: int32?, string: string?}',
      '02 18 00',
      [12, null],
    ],
    [
      'two schemas that differ by a property of Java',
      record('R', { listingUuid: { type: 'string', 'avro.java.string': 'String' } }),
      'R:{listingUuid: string(avro.java.string=String)}',
      '02 78',
      ['x'],
    ],
    [
      'parameters at a field whose enum another shares',
      {
        type: 'record',
        name: 'Order',
        fields: [
          {
            name: 'first',
            type: { type: 'enum', name: 'Status', symbols: ['A', 'B'] },
            'connect.parameters': { tag: '5' },
          },
          { name: 'second', type: 'Status', 'connect.parameters': { tag: '6' } },
        ],
      },
      `Order:{first: ${ENUM}:string(allowed=A,B, tag=5), second: ${ENUM}:string(allowed=A,B, tag=6)}`,
      '00 02',
      ['A', 'B'],
    ],
    [
      'parameters at fields and a type shared by items and values',
      {
        type: 'record',
        name: 'Parent',
        fields: [
          {
            name: 'one',
            type: record('Address', { city: 'string' }),
            'connect.parameters': { tag: '2', more: 'x' },
          },
          { name: 'two', type: 'Address', 'connect.parameters': { tag: '3' } },
          { name: 'items', type: { type: 'array', items: 'Address' } },
          { name: 'values', type: { type: 'map', values: 'Address' } },
        ],
      },
      'Parent:{one: Address:{city: string}(tag=2, more=x), two: Address:{city: string}(tag=3), items: [Address:{city: string}], values: <string, Address:{city: string}>}',
      '02 61 02 62 02 02 63 00 00',
      [['a'], ['b'], [['c']], new Map()],
    ],
    [
      'parameters at a field deeper down',
      record('Outer', {
        inner: {
          type: 'record',
          name: 'Inner',
          fields: [
            {
              name: 'at',
              type: record('Address', { city: 'string' }),
              'connect.parameters': { tag: '4' },
            },
          ],
        },
      }),
      'Outer:{inner: Inner:{at: Address:{city: string}(tag=4)}}',
      '02 61',
      [[['a']]],
    ],
    [
      'parameters at the fields that share a type',
      {
        type: 'record',
        name: 'Parent',
        fields: [
          {
            name: 'home',
            type: [
              'null',
              { ...record('Address', { city: 'string' }), 'connect.parameters': { tag: '2' } },
            ],
          },
          { name: 'work', type: ['null', 'Address'], 'connect.parameters': { tag: '3' } },
        ],
      },
      'Parent:{home: Address:{city: string}(tag=2)?, work: Address:{city: string}(tag=3)?}',
      '00 02 02 78',
      [null, ['x']],
    ],
  ])('%s', holds)
})

describe('unions', () => {
  const one = record('Test1', { test: 'int' })
  const other = record('io.confluent.Test2', { test: 'int' })
  const four = `${UNION}:{int: int32?, string: string?, Test1: Test1:{test: int32}?, Test2: io.confluent.Test2:{test: int32}?}`
  const fixeds = [
    { type: 'fixed', name: 'sample', size: 4 },
    { type: 'fixed', name: 'other', size: 6 },
    { type: 'fixed', name: 'sameOther', size: 6 },
  ]
  const ofFixeds = `${UNION}:{sample: sample:bytes(${FIXED}=4)?, other: other:bytes(${FIXED}=6)?, sameOther: sameOther:bytes(${FIXED}=6)?}`

  test.each<Case>([
    ['null first', ['null', 'string'], 'string?', '02 02 78', 'x'],
    ['null last', ['string', 'null'], 'string?', '02', null],
    ['of one', ['string'], 'string', '00 06 62 61 72', 'bar'],
    ['of null alone', ['null'], 'string?', '00', null],
    ['an int', ['int', 'string', one, other], four, '00 18', [12, null, null, null]],
    ['a string', ['int', 'string', one, other], four, '02 02 78', [null, 'x', null, null]],
    ['a record', ['int', 'string', one, other], four, '06 18', [null, null, null, [12]]],
    [
      'null among several',
      ['int', 'null', 'string'],
      `${UNION}:{int: int32?, string: string?}?`,
      '02',
      null,
    ],
    [
      'what follows null among several',
      ['int', 'null', 'string'],
      `${UNION}:{int: int32?, string: string?}?`,
      '04 02 78',
      [null, 'x'],
    ],
    ['fixeds', fixeds, ofFixeds, '04 66 6f 6f 62 61 72', [null, null, Buffer.from('foobar')]],
    [
      'an array and a map',
      [
        { type: 'array', items: 'int' },
        { type: 'map', values: 'int' },
      ],
      `${UNION}:{array: [int32]?, map: <string, int32>?}`,
      '00 00',
      [[], null],
    ],
    [
      'an enum',
      ['null', { type: 'enum', name: 'UserType', symbols: ['ANONYMOUS', 'REGISTERED'] }],
      `${ENUM}:string(allowed=ANONYMOUS,REGISTERED)?`,
      '02 00',
      'ANONYMOUS',
    ],
    [
      'an enum and a string',
      ['null', 'string', { type: 'enum', name: 'a.UserType', symbols: ['ANONYMOUS'] }],
      `${UNION}:{string: string?, UserType: ${ENUM}:string(allowed=ANONYMOUS)?}?`,
      '04 00',
      [null, 'ANONYMOUS'],
    ],
    [
      'two records of one short name',
      [record('Test1', { test: 'int' }), record('io.confluent.Test1', { test: 'int' })],
      `${UNION}:{Test1: Test1:{test: int32}?, io.confluent.Test1: io.confluent.Test1:{test: int32}?}`,
      '02 18',
      [null, [12]],
    ],
    [
      'of no branch but one inside an array',
      { type: 'array', items: [] },
      `[${UNION}:{}]`,
      '00',
      [],
    ],
  ])('%s', holds)
})

describe('schemas that lead back to themselves', () => {
  test.each<Case>([
    [
      'a list',
      record('linked', { value: 'int', next: ['null', 'linked'] }),
      'linked:{value: int32, next: linked:…?}',
      '02 02 04 00',
      [1, [2, null]],
    ],
    [
      'through an array',
      record('Person', { name: 'string', friends: { type: 'array', items: 'Person' } }),
      'Person:{name: string, friends: [Person:…]}',
      '02 61 02 02 62 00 00',
      ['a', [['b', []]]],
    ],
    [
      'through a map',
      record('Person', { of: { type: 'map', values: 'Person' } }),
      'Person:{of: <string, Person:…>}',
      '02 02 61 00 00',
      [new Map([['a', [new Map()]]])],
    ],
    [
      'through a union',
      record('Person', { follows: ['null', 'string', 'Person'] }),
      `Person:{follows: ${UNION}:{string: string?, Person: Person:…?}?}`,
      '04 02 02 62',
      [[null, [['b', null]]]],
    ],
    [
      'through another record',
      record('A', { b: ['null', record('B', { a: ['null', 'A'] })] }),
      'A:{b: B:{a: A:…?}?}',
      '02 02 00',
      [[[null]]],
    ],
    [
      'the other first seen from outside',
      record('A', { b: record('B', { a: ['null', 'A'] }), c: 'B' }),
      'A:{b: B:{a: A:…?}, c: B:{a: A:…?}}',
      '00 02 00 00',
      [[null], [[[null], [null]]]],
    ],
  ])('%s', holds)
})

test.each([
  [
    'of an int',
    { ...record('R', {}), fields: [{ name: 'f', type: { type: 'int', 'connect.default': 42 } }] },
  ],
  ['of a field', { ...record('R', {}), fields: [{ name: 'f', type: 'int', default: 7 }] }],
  ['of another type', { ...record('R', {}), fields: [{ name: 'f', type: 'float', default: 'x' }] }],
  [
    'of a record',
    {
      ...record('R', {}),
      fields: [{ name: 'f', type: record('S', { a: 'int' }), default: { a: null } }],
    },
  ],
  [
    'of a union',
    { ...record('R', {}), fields: [{ name: 'f', type: ['string', 'int', 'float'], default: '' }] },
  ],
])('a default %s is none here: nothing is absent from a body', (_, schema) => {
  const read = compiled(schema).schemaOf(Buffer.alloc(0))
  expect(read).toMatchObject({ default: null, fields: [{ schema: { default: null } }] })
})
