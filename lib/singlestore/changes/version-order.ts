import { ConfigError } from '../../errors.ts'
import { decimalOf, plainText } from '../../format/decimal.ts'
import type { Column } from '../column.ts'
import { placesByName, type Table } from '../table.ts'
import { canonicalText } from './canonical-text.ts'
import { keyLiteral } from './key-literal.ts'
import { fieldText } from './row-key.ts'

/** What `<` compares as the server does, within one column. */
export type Version = number | bigint | string

/** How the versions of rows compare. */
export class VersionOrder {
  readonly column: Column

  /** @throws ConfigError where the table has no such column, or one whose values have no order that all servers share */
  constructor(table: Table, name: string) {
    const places = placesByName(table)
    const column = table.columns[places.get(name) ?? places.get(name.toLowerCase()) ?? -1]
    if (column === undefined) {
      throw new ConfigError([
        `table "${table.name}" has no column "${name}", which SINK_VERSION_COLUMN names; add it, or name another`,
      ])
    }
    if (!isOrdered(column)) {
      throw new ConfigError([
        `the version column "${name}" of table "${table.name}" is ${column.type}; SINK_VERSION_COLUMN takes integers, DECIMAL, FLOAT, DOUBLE, DATE, DATETIME and TIMESTAMP`,
      ])
    }
    this.column = column
  }

  /** @param field as LOAD DATA writes it. @throws RecordError for what is no value of the column */
  version(field: string): Version {
    return this.#version(fieldText(field, this.column))
  }

  /** Of a row that was selected. @throws RecordError */
  versionSelected(text: string): Version {
    return this.#version(canonicalText(text, this.column))
  }

  /** @throws RecordError */
  literal(field: string): string {
    return keyLiteral(fieldText(field, this.column), this.column)
  }

  #version(canonical: string): Version {
    switch (this.column.kind) {
      case 'integer':
        return integer(canonical)
      case 'decimal':
        return scaled(canonical)
      case 'float':
        return Number(canonical)
      default:
        return canonical
    }
  }
}

function isOrdered({ kind }: Column): boolean {
  switch (kind) {
    case 'integer':
    case 'decimal':
    case 'float':
    case 'date':
    case 'datetime':
      return true
    default:
      return false
  }
}

function integer(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

/** No DECIMAL has more digits behind its point. */
const MOST_PLACES = 30

/** As many times as large as makes every DECIMAL whole. */
function scaled(text: string): bigint {
  const decimal = decimalOf(text)
  return decimal === null ? 0n : BigInt(plainText(decimal, MOST_PLACES).replace('.', ''))
}
