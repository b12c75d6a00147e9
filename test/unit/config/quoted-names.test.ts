import fc from 'fast-check'
import { expect, test } from 'vitest'
import { givenConfig } from './given-config.ts'

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``

/** As `java.util.Properties` wants the name and the value of a property. */
const escaped = (text: string) =>
  text.replace(/[^\w.]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What tempts a parser: every separator, quotes, blanks, case, characters beyond the first plane. */
const tempting = fc.string({
  unit: fc.constantFrom(
    '`',
    '.',
    ',',
    ';',
    '=',
    ' ',
    '"',
    "'",
    '\\',
    ':',
    '#',
    'a',
    'A',
    'é',
    '😀',
  ),
  minLength: 1,
  maxLength: 8,
})

/** Names that a table or column can have. */
const name = tempting.filter((text) => !text.endsWith(' '))

const pairs = <Left>(left: fc.Arbitrary<Left>) =>
  fc.uniqueArray(fc.tuple(left, name), { selector: ([first]) => first, minLength: 1, maxLength: 3 })

const unlike = fc.uniqueArray(name, {
  selector: (text) => text.toLowerCase(),
  minLength: 1,
  maxLength: 3,
})

function property(family: string, members: readonly (readonly [string, string])[]): string {
  return members.map(([left, right]) => `${family}${escaped(left)}=${escaped(right)}`).join('\n')
}

test('names of topics and tables', () => {
  fc.assert(
    fc.property(pairs(tempting), (tables) => {
      const members = tables.map(([topic, table]) => [quoted(topic), quoted(table)] as const)
      const SINK_TABLE_NAMES = members.map((pair) => pair.join('=')).join(';')
      const expected = { tableNames: new Map(tables), byField: null }
      expect(givenConfig({ SINK_TABLE_NAMES }).route).toEqual(expected)
      expect(givenConfig({}, property('singlestore.tableName.', members)).route).toEqual(expected)
    }),
  )
})

test('values that pick a table', () => {
  const values = pairs(fc.oneof(tempting, fc.constant('')))
  fc.assert(
    fc.property(values, (tables) => {
      const members = tables.map(([value, table]) => [quoted(value), quoted(table)] as const)
      const SINK_RECORD_TO_TABLE = members.map((pair) => pair.join(' = ')).join('; ')
      const field = { SINK_RECORD_TO_TABLE_FIELD: 'kind' }
      const properties = property('singlestore.recordToTable.mapping.', members)
      for (const config of [
        givenConfig({ ...field, SINK_RECORD_TO_TABLE }),
        givenConfig(field, properties),
      ]) {
        expect(config.route.byField?.tables).toEqual(new Map(tables))
      }
    }),
  )
})

test('tables, columns and fields', () => {
  const path = fc.array(tempting, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(name, unlike, path, (table, columns, fields) => {
      const right = fields.map(quoted).join('.')
      const members = columns.map(
        (column) => [`${quoted(table)}.${quoted(column)}`, right] as const,
      )
      const SINK_COLUMN_TO_FIELD = members.map((pair) => pair.join('=')).join(';')
      const expected = new Map([[table, new Map(columns.map((column) => [column, fields]))]])
      const properties = property('singlestore.columnToField.', members)
      expect(givenConfig({ SINK_COLUMN_TO_FIELD }).mapping.columnToField).toEqual(expected)
      expect(givenConfig({}, properties).mapping.columnToField).toEqual(expected)
    }),
  )
})

test('columns of keys', () => {
  fc.assert(
    fc.property(name, unlike, unlike, (table, columns, others) => {
      const list = (names: readonly string[]) => names.map(quoted).join(', ')
      const SINK_KEY_COLUMNS = `${quoted(table)}=${list(columns)}; ${list(others)}`
      expect(givenConfig({ SINK_KEY_COLUMNS }).mapping.keyColumns).toEqual({
        byTable: new Map([[table, columns]]),
        otherwise: others,
      })
    }),
  )
})
