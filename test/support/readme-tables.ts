import { type Option, options } from '../../lib/config/options.ts'
import {
  DATE,
  DECIMAL,
  type PrimitiveType,
  type Schema,
  TIME,
  TIMESTAMP,
} from '../../lib/schema.ts'
import { columnType } from '../../lib/singlestore/column-type.ts'

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const code = (text: string | null) => (text === null || text === '' ? '–' : `\`${text}\``)

function property(option: Option): string | null {
  return option.property === null ? null : `${option.property}${option.member ?? ''}`
}

/** The README's tables of options. */
export function optionsTables(): string {
  const all: readonly Option[] = Object.values(options)
  const row = (option: Option) => [
    code(option.environment),
    code(property(option)),
    option.default === '' ? '–' : option.default.replaceAll('|', '\\|'),
    `${option.meaning.replaceAll('|', '\\|')} Wants ${option.wants.replaceAll('|', '\\|')}.`,
  ]
  const supported = all.filter((option) => option.acceptedUntilSupported === undefined)
  const later = all.filter((option) => option.acceptedUntilSupported !== undefined)
  return [
    table(['environment', 'property', 'default', 'meaning'], supported.map(row)),
    '',
    'Not supported yet, refused by name (their defaults may be given):',
    '',
    table(
      ['environment', 'property', 'default'],
      later.map((option) => row(option).slice(0, 3)),
    ),
  ].join('\n')
}

function schema(type: PrimitiveType, name: string | null = null, parameters: object = {}): Schema {
  return {
    type,
    name,
    optional: true,
    version: null,
    default: null,
    parameters: new Map(Object.entries(parameters)),
  }
}

const decimal = (scale: string, precision?: string) =>
  schema('bytes', DECIMAL, {
    scale,
    ...(precision === undefined ? {} : { 'connect.decimal.precision': precision }),
  })

const types: readonly (readonly [string, Schema])[] = [
  ['`boolean`', schema('boolean')],
  ['`int8`', schema('int8')],
  ['`int16`', schema('int16')],
  ['`int32`', schema('int32')],
  ['`int64`', schema('int64')],
  ['`float`', schema('float32')],
  ['`double`', schema('float64')],
  ['`string`', schema('string')],
  ['`bytes`', schema('bytes')],
  ['`array`, `map`, `struct`', { ...schema('bytes'), type: 'struct', fields: [] }],
  ['Decimal, scale 2', decimal('2')],
  ['Decimal, scale 2, `connect.decimal.precision` 10', decimal('2', '10')],
  ['Decimal, scale -2, precision 10', decimal('-2', '10')],
  ['Decimal, scale 40, precision 50', decimal('40', '50')],
  ['Decimal, scale 40', decimal('40')],
  ['Date', schema('int32', DATE)],
  ['Time', schema('int32', TIME)],
  ['Timestamp', schema('int64', TIMESTAMP)],
]

/** The README's table of types. */
export function typesTable(): string {
  return table(
    ['Kafka Connect', 'column', 'in a key'],
    types.map(([name, of]) => {
      const [outside, inside] = [columnType(of, false), columnType(of, true)]
      return [name, code(outside), inside === outside ? '' : code(inside)]
    }),
  )
}
