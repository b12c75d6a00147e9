import { describe, expect, test } from 'vitest'
import type { Schema } from '../../../lib/schema.ts'
import type { RecordPart } from '../../../lib/table/extra-column.ts'
import type { FieldPath } from '../../../lib/table/field-path.ts'
import { mapColumns as mapTo } from '../../../lib/table/mapping.ts'
import { type MappingRules, PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { array, map, primitive, struct } from '../singlestore/build-schema.ts'

const int = primitive('int32', { optional: false })
const text = primitive('string', { optional: false })

/** Names and fillings, schemas by their type and `?` where optional. */
function columns(rules: Partial<MappingRules>, value: Schema, key: Schema | null = null) {
  return mapTo('orders', { value, key }, { ...PLAIN_MAPPING, ...rules }).map(
    ({ name, schema, ...filling }) => {
      const where =
        filling.from === 'record' ? filling.part : `${filling.from} ${filling.steps?.join('.')}`
      return `${name} ${schema.type}${schema.optional ? '?' : ''} of ${where}`
    },
  )
}

const unmappable = (message: RegExp, column?: string) =>
  expect.objectContaining({
    code: 'ERR_RECORD_UNMAPPABLE',
    message: expect.stringMatching(message),
    coordinates: column === undefined ? { table: 'orders' } : { table: 'orders', column },
  })

describe('the whitelist', () => {
  const schema = struct(['id', int], ['Age', int], ['name', text])
  const whitelist = (...names: string[]) => ({ whitelist: new Set(names) })

  test('keeps the fields it names, in the order of the schema, and nothing of those it does not know', () => {
    expect(columns(whitelist('name', 'id', 'nonexisting'), schema)).toEqual([
      'id int32 of value 0',
      'name string of value 2',
    ])
  })

  test('tells letter case apart', () => {
    expect(columns(whitelist('id', 'age'), schema)).toEqual(['id int32 of value 0'])
  })

  test('drops a field that would be a second one of its name', () => {
    expect(columns(whitelist('id'), struct(['id', int], ['ID', int]))).toHaveLength(1)
  })

  test('that leaves nothing makes the record bad', () => {
    expect(() => columns(whitelist('nonexisting'), schema)).toThrow(
      unmappable(/SINK_FIELDS_WHITELIST.*keeps no field/),
    )
  })

  test('says nothing of a value that is no struct', () => {
    expect(columns(whitelist('x'), text)).toEqual(['data string of value '])
    expect(columns(whitelist('x'), map(text, int))).toEqual(['data map? of value '])
  })
})

describe('columns that are mapped to fields', () => {
  const inner = struct(['c1', text], ['tags', map(text, int)])
  const schema = struct(['f1', int], ['f3', inner], ['a.b', { ...inner, optional: false }])
  const paths = (entries: Readonly<Record<string, FieldPath>>) => ({
    columnToField: new Map([['orders', new Map(Object.entries(entries))]]),
  })

  test('are the only ones of their table, in the order they were given', () => {
    expect(columns(paths({ c2: ['f3', 'c1'], c1: ['f1'], whole: ['f3'] }), schema)).toEqual([
      'c2 string? of value 1.0',
      'c1 int32 of value 0',
      'whole struct? of value 1',
    ])
  })

  test('are optional where something on the way is', () => {
    expect(
      columns(
        paths({ a: ['a.b', 'c1'], b: ['f3', 'tags', 'x'], c: ['a.b', 'tags', 'x.y'] }),
        schema,
      ),
    ).toEqual(['a string of value 2.0', 'b int32? of value 1.1.x', 'c int32? of value 2.1.x.y'])
  })

  test('may stand in a map that is the whole value', () => {
    expect(columns(paths({ a: ['x'] }), map(text, int))).toEqual(['a int32? of value x'])
  })

  test('take no heed of the whitelist, and leave other tables alone', () => {
    const rules = { ...paths({ a: ['f1'] }), whitelist: new Set(['f3']) }
    expect(columns(rules, schema)).toEqual(['a int32 of value 0'])
    const others = { columnToField: new Map([['Orders', new Map([['a', ['f1']]])]]) }
    expect(columns(others, schema)).toHaveLength(3)
  })

  test.each<[FieldPath]>([
    [['F1']],
    [['f1', 'deeper']],
    [['f3', 'none']],
    [['f3', 'c1', 'deeper']],
    [['f3', 'tags', 'x', 'deeper']],
    [['a', 'b']],
    [['constructor']],
  ])('are refused at the path %j, which the schema lacks', (path) => {
    expect(() => columns(paths({ total: path }), schema)).toThrow(
      unmappable(/^Column "total" of table "orders" .* the schema lacks/, 'total'),
    )
  })

  test('name their path as it is configured', () => {
    expect(() => columns(paths({ total: ['a.b', 'it`s', ' x'] }), schema)).toThrow(
      '"`a.b`.`it``s`.` x`"',
    )
  })

  test('are refused at a map whose keys are no texts', () => {
    expect(() => columns(paths({ a: ['m', '1'] }), struct(['m', map(int, int)]))).toThrow(
      unmappable(/the schema lacks/, 'a'),
    )
  })

  test.each([[text], [array(int)]])('are refused for a value that has no fields', (value) => {
    expect(() => columns(paths({ a: ['x'] }), value)).toThrow(unmappable(/the value has none/))
  })
})

describe("columns of the record's key", () => {
  const value = struct(['name', text])
  const keyColumns = (...otherwise: string[]) => ({
    keyColumns: { byTable: new Map(), otherwise },
  })

  test('are its members of their names, letter case aside, behind those of the value', () => {
    const key = struct(['ID', int], ['tenant', text], ['id', text])
    expect(columns(keyColumns('id', 'TENANT'), value, key)).toEqual([
      'name string of value 0',
      'id string of key 2',
      'TENANT string of key 1',
    ])
  })

  test("are the value's where it has a field of that name", () => {
    const key = struct(['id', int], ['Name', int])
    expect(columns(keyColumns('Name', 'id'), value, key)).toEqual([
      'name string of value 0',
      'id int32 of key 0',
    ])
  })

  test('are the key as a whole where it has no members', () => {
    expect(columns(keyColumns('id'), value, int)).toEqual([
      'name string of value 0',
      'id int32 of key ',
    ])
    expect(() => columns(keyColumns('id', 'tenant'), value, int)).toThrow(
      unmappable(/"id", "tenant".*has no members/),
    )
  })

  test('are refused where the key has no member of that name', () => {
    expect(() => columns(keyColumns('id'), value, struct(['no', int]))).toThrow(
      unmappable(/Column "id".*no member of that name/, 'id'),
    )
  })

  test('have a place, too, where no key tells their types', () => {
    expect(columns(keyColumns('id'), value)).toEqual([
      'name string of value 0',
      'id string? of key undefined',
    ])
  })

  test('go by table', () => {
    const rules = { keyColumns: { byTable: new Map([['orders', ['a']]]), otherwise: ['b'] } }
    expect(columns(rules, value, int)).toEqual(['name string of value 0', 'a int32 of key '])
    expect(
      columns({ keyColumns: { byTable: new Map([['songs', ['a']]]), otherwise: [] } }, value, int),
    ).toHaveLength(1)
  })
})

describe('extra columns', () => {
  const value = struct(['id', int])
  const extra = (...parts: (readonly [RecordPart, string])[]) => ({
    extraColumns: parts.map(([part, column]) => ({ part, column })),
  })

  test('come last, each with its type', () => {
    const rules = extra(
      ['topic', 't'],
      ['partition', 'p'],
      ['offset', 'o'],
      ['timestamp', 'at'],
      ['headers', 'h'],
      ['key', 'k'],
    )
    expect(columns(rules, value, int)).toEqual([
      'id int32 of value 0',
      't string of topic',
      'p int32 of partition',
      'o int64 of offset',
      'at int64? of timestamp',
      'h string of headers',
      'k int32? of key',
    ])
  })

  test('hold a key without a schema as JSON text', () => {
    const [, column] = mapTo(
      'orders',
      { value, key: null },
      { ...PLAIN_MAPPING, ...extra(['key', 'k']) },
    )
    expect(column?.schema).toMatchObject({ name: 'io.debezium.data.Json', optional: true })
  })

  test('whose name a field or a column of the key has are refused with the mend', () => {
    const taken = unmappable(/"ID" .* filled by a field.*SINK_EXTRA_COLUMNS: offset=/, 'ID')
    expect(() => columns(extra(['offset', 'ID']), value)).toThrow(taken)
    const rules = {
      ...extra(['offset', 'ID']),
      keyColumns: { byTable: new Map(), otherwise: ['id'] },
    }
    expect(() => columns(rules, struct(['x', int]), int)).toThrow(taken)
  })
})

test('two mapped columns that differ in letter case only are refused', () => {
  const columnToField = new Map([
    [
      'orders',
      new Map([
        ['a', ['id']],
        ['A', ['id']],
      ]),
    ],
  ])
  expect(() => columns({ columnToField }, struct(['id', int]))).toThrow(unmappable(/"A"/, 'A'))
})
