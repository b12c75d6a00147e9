import type { Field } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import type { TableKey } from '../../table/table-key.ts'
import { type TableOptions, USUAL_TABLE } from '../../table/table-options.ts'
import { columnType } from '../data-table/column-type.ts'
import { quoteIdentifier } from '../identifier.ts'

/**
 * The statement that creates a data table with exactly the configured keys.
 * @param columns in the order of the record's schema
 * @param keys every column of theirs is among `columns`
 */
export function createTable(
  table: string,
  columns: readonly Field[],
  keys: readonly TableKey[],
  profile: TypeProfile,
  { storage, reference, keyLength }: Omit<TableOptions, 'keys'> = USUAL_TABLE,
): string {
  const definitions = [
    ...columns.map((column) => columnDefinition(column, keys, profile, keyLength)),
    ...keys.map(keyDefinition),
  ]
  const kind = `${storage === 'rowstore' ? 'ROWSTORE ' : ''}${reference ? 'REFERENCE ' : ''}`
  return `CREATE ${kind}TABLE IF NOT EXISTS ${quoteIdentifier(table)} (\n  ${definitions.join(',\n  ')}\n)`
}

function columnDefinition(
  column: Field,
  keys: readonly TableKey[],
  profile: TypeProfile,
  keyLength: number,
): string {
  const of = keys.filter((key) =>
    key.columns.some((name) => name.toLowerCase() === column.name.toLowerCase()),
  )
  const inKey = of.length > 0
  const type = columnType(column.schema, inKey, profile, keyLength)
  // Without losses all columns outside of keys are nullable: a later schema version, or a partial record, may leave any
  // field out.
  const obeysSchema = inKey || profile === 'connector'
  const required =
    of.some((key) => key.type === 'PRIMARY') || (obeysSchema && !column.schema.optional)
  return `${quoteIdentifier(column.name)} ${type}${required ? ' NOT NULL' : ''}`
}

/** One key as CREATE TABLE writes it. A SORT KEY cannot carry a name; its older form can. */
export function keyDefinition(key: TableKey): string {
  const name = key.name === null ? '' : `${quoteIdentifier(key.name)} `
  const columns = `(${key.columns.map((column) => keyColumn(column, key)).join(', ')})`
  switch (key.type) {
    case 'PRIMARY':
      return `PRIMARY KEY ${name}${columns}`
    case 'UNIQUE':
      return `UNIQUE KEY ${name}${columns}`
    case 'SHARD':
      return `SHARD KEY ${name}${columns}`
    case 'COLUMNSTORE':
      return key.name === null
        ? `SORT KEY ${columns}`
        : `KEY ${name}${columns} USING CLUSTERED COLUMNSTORE`
    case 'KEY':
      return `KEY ${name}${columns}`
    default:
      return key.type satisfies never
  }
}

function keyColumn(column: string, { descending }: TableKey): string {
  return `${quoteIdentifier(column)}${descending?.includes(column) === true ? ' DESC' : ''}`
}
