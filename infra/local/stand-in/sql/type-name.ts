import type { ColumnType } from './table-model.ts'

/** Display widths that MySQL clients expect behind integer types: signed, unsigned. */
const WIDTHS: Readonly<Record<string, readonly [number, number]>> = {
  TINYINT: [4, 3],
  SMALLINT: [6, 5],
  MEDIUMINT: [9, 8],
  INT: [11, 10],
  BIGINT: [20, 20],
}

/** The type as DESC and information_schema write it: `bigint(20) unsigned`, `varchar(255)`, `JSON`. */
export function typeName(type: ColumnType): string {
  const sign = type.unsigned ? ' unsigned' : ''
  if (type.base === 'JSON') return 'JSON'
  if (type.base === 'BOOL') return 'tinyint(1)'
  if (type.element !== null) return `vector(${type.numbers[0]}, ${type.element})`
  if (type.base === 'BIT') return 'bit(64)'
  if (type.base === 'YEAR') return 'year(4)'
  if (type.members.length > 0) {
    const members = type.members.map((member) => `'${member.replaceAll("'", "''")}'`)
    return `${type.base.toLowerCase()}(${members.join(',')})`
  }
  return `${type.base.toLowerCase()}${numbersOf(type)}${sign}`
}

/** The type's name alone, as `DATA_TYPE` gives it. */
export function dataTypeName(type: ColumnType): string {
  if (type.base === 'JSON') return 'JSON'
  return type.base === 'BOOL' ? 'tinyint' : type.base.toLowerCase()
}

function numbersOf({ base, numbers, unsigned }: ColumnType): string {
  const widths = WIDTHS[base]
  if (widths !== undefined) return `(${numbers[0] ?? widths[unsigned ? 1 : 0]})`
  if (base === 'DECIMAL') return `(${numbers[0] ?? 10},${numbers[1] ?? 0})`
  if (base === 'CHAR' || base === 'BINARY') return `(${numbers[0] ?? 1})`
  if (/TEXT$|BLOB$/.test(base)) return ''
  const fraction = ['TIME', 'DATETIME', 'TIMESTAMP'].includes(base)
  if (numbers.length === 0 || (fraction && numbers[0] === 0)) return ''
  return `(${numbers.join(',')})`
}
