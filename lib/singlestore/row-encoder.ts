import { RecordError, StoreError } from '../errors.ts'
import { isJsonObject } from '../format/json/json-object.ts'
import type { Decoded, DecodedRow, JsonObject, JsonValue, Schema } from '../schema.ts'
import { type Encoding, LOSSLESS } from '../table/encoding.ts'
import { DATA_COLUMN, mapColumns } from '../table/mapping.ts'
import { type MappingRules, PLAIN_MAPPING } from '../table/mapping-rules.ts'
import type { RowOrigin } from '../table/row-origin.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import { compileCell } from './cell/cell.ts'
import { loadJsonAs, writeJsonCell } from './cell/json-cell.ts'
import type { Column } from './column.ts'
import type { LoadColumn } from './dialect/load-data.ts'
import { nameText } from './identifier.ts'
import type { KeyedColumns, KeyedRow, KeyFields } from './keyed-row.ts'
import type { Row, Shape } from './row.ts'
import { placesByName, type Table } from './table.ts'
import { NULL_FIELD } from './tsv.ts'

export type { KeyedColumns, KeyedRow, KeyFields } from './keyed-row.ts'
export type { Row, Shape } from './row.ts'

/** Turns decoded values into the rows of one table. */
export class RowEncoder {
  readonly #table: Table
  readonly #encoding: Encoding
  readonly #rules: MappingRules
  /** By name as it stands, and in lower case. */
  readonly #places: ReadonlyMap<string, number>
  readonly #shapes = new Map<string, Shape>()
  readonly #shapesWithout = new Map<string, Shape>()
  readonly #compiled = new WeakMap<Schema, (decoded: Decoded) => Row>()

  constructor(table: Table, encoding: Encoding = LOSSLESS, rules: MappingRules = PLAIN_MAPPING) {
    this.#table = table
    this.#rules = rules
    this.#encoding = encoding
    this.#places = placesByName(table)
  }

  /**
   * @param origin null only where the mapping takes nothing from the record beside its value
   * @throws RecordError; StoreError `ERR_COLUMN_MISSING`
   */
  encode(decoded: Decoded, _origin: RowOrigin | null = null): Row {
    if (decoded.schema === null) return this.#schemaless(decoded.value)
    let encode = this.#compiled.get(decoded.schema)
    if (encode === undefined) {
      encode = this.#compile(decoded.schema)
      this.#compiled.set(decoded.schema, encode)
    }
    return encode(decoded)
  }

  /**
   * The row, and what it is known by.
   * @throws RecordError, also where the version is NULL or not filled; StoreError `ERR_COLUMN_MISSING`, also for a column of
   * `keyed` that the table lacks
   */
  encodeKeyed(_decoded: DecodedRow, _origin: RowOrigin | null, _keyed: KeyedColumns): KeyedRow {
    throw new TypeError('Rows are not known by keys yet.')
  }

  /**
   * What the row that a record deletes is known by: each column of the key from the record's key, else from the state
   * before; the version from the record where it fills that column, else from the state before.
   * @throws RecordError `ERR_RECORD_UNMAPPABLE` naming the column that nothing gives; StoreError `ERR_COLUMN_MISSING`
   */
  encodeDeleted(_origin: RowOrigin, _before: DecodedRow | null, _keyed: KeyedColumns): KeyFields {
    throw new TypeError('Rows are not known by keys yet.')
  }

  /** Refuses, before a transaction begins, a schema with a field that the table has no column for. */
  check({ value, key }: RowSchemas): void {
    if (value === null) return
    for (const { name } of mapColumns(this.#table.name, { value, key }, this.#rules)) {
      this.#column(name)
    }
  }

  #compile(schema: Schema): (decoded: Decoded) => Row {
    const schemas = { value: schema, key: null }
    const cells = mapColumns(this.#table.name, schemas, this.#rules).map((field) => {
      const column = this.#column(field.name)
      return { column, cell: compileCell(field.schema, column, this.#encoding) }
    })
    const shape = this.#shape(cells.map(({ column, cell }) => ({ name: column.name, as: cell.as })))
    const writers = cells.map(({ cell }) => cell.write)
    const end = writers.length === 1 ? '\t' : ''
    const isStruct = schema.type === 'struct'
    return ({ value }) => {
      const values = (isStruct ? value : [value]) as readonly (never | null)[]
      let line = ''
      let index = 0
      try {
        for (; index < writers.length; index += 1) {
          if (index > 0) line += '\t'
          line += writers[index]?.(values[index] ?? null) ?? NULL_FIELD
        }
      } catch (error) {
        throw inColumn(error, cells[index]?.column)
      }
      return { shape, line: line + end }
    }
  }

  /**
   * A row says the same whatever rows stand beside it: a column with a default is left out where its member is absent,
   * any other column is then NULL.
   */
  #schemaless(value: JsonValue): Row {
    const cells = isJsonObject(value) ? this.#cells(value) : this.#cells({ [DATA_COLUMN]: value })
    let line = ''
    let filled = 0
    let leftOut = ''
    for (let index = 0; index < this.#table.columns.length; index += 1) {
      const cell = cells[index]
      if (cell === undefined && this.#table.columns[index]?.hasDefault === true) {
        leftOut += `${index} `
        continue
      }
      if (filled > 0) line += '\t'
      line += cell ?? NULL_FIELD
      filled += 1
    }
    if (filled === 0) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The value is an object without members, and every column of table "${this.#table.name}" has a default: there is nothing to load.`,
        { coordinates: { table: this.#table.name } },
      )
    }
    return { shape: this.#shapeWithout(leftOut), line: filled === 1 ? `${line}\t` : line }
  }

  /** The fields of an object's members, at the places of their columns. */
  #cells(object: JsonObject): readonly (string | undefined)[] {
    const cells = new Array<string | undefined>(this.#table.columns.length)
    for (const name of Object.keys(object)) {
      const index = this.#place(name)
      const column = this.#table.columns[index]
      if (column === undefined) throw this.#missingColumn(name, SCHEMALESS_MEND)
      if (cells[index] !== undefined) {
        throw new RecordError(
          'ERR_RECORD_UNMAPPABLE',
          `Two members of the value differ only in letter case and mean the same column "${column.name}".`,
          { coordinates: { column: column.name } },
        )
      }
      try {
        cells[index] = writeJsonCell(object[name] ?? null, column, this.#encoding)
      } catch (error) {
        throw inColumn(error, column)
      }
    }
    return cells
  }

  /** @param leftOut the places of the columns that the server fills, each with a space behind it */
  #shapeWithout(leftOut: string): Shape {
    const known = this.#shapesWithout.get(leftOut)
    if (known !== undefined) return known
    const places = new Set(leftOut.split(' '))
    const columns = this.#table.columns.filter((_, index) => !places.has(String(index)))
    const shape = this.#shape(
      columns.map((column) => ({ name: column.name, as: loadJsonAs(column) })),
    )
    this.#shapesWithout.set(leftOut, shape)
    return shape
  }

  #shape(columns: readonly LoadColumn[]): Shape {
    // No column's name holds a NUL.
    const key = columns.map(({ name, as }) => `${as} ${name}`).join('\0')
    const known = this.#shapes.get(key)
    if (known !== undefined) return known
    const shape = { columns }
    this.#shapes.set(key, shape)
    return shape
  }

  #column(name: string): Column {
    const column = this.#table.columns[this.#place(name)]
    if (column === undefined) throw this.#missingColumn(name, MEND)
    return column
  }

  /** The place of a column among the table's; -1 where there is none. Column names do not tell case apart. */
  #place(name: string): number {
    return this.#places.get(name) ?? this.#places.get(name.toLowerCase()) ?? -1
  }

  #missingColumn(name: string, mend: string): StoreError {
    return new StoreError(
      'ERR_COLUMN_MISSING',
      `Table "${this.#table.name}" has no column for the field ${nameText(name)}. ${mend}`,
      { transient: false, coordinates: { table: this.#table.name, column: name } },
    )
  }
}

const MEND =
  'Add the column to the table (ALTER TABLE … ADD COLUMN), have the sink add it (SINK_SCHEMA_EVOLUTION=add), or stop sending the field.'
/** Nothing tells the type of a new column. */
const SCHEMALESS_MEND =
  'Add the column to the table (ALTER TABLE … ADD COLUMN), or stop sending the field; the sink adds columns (SINK_SCHEMA_EVOLUTION=add) only for records with a schema.'

/** A fault that does not know its column, named after it. */
function inColumn(error: unknown, column: Column | undefined): unknown {
  if (!(error instanceof RecordError) || column === undefined) return error
  if (error.coordinates.column !== undefined) return error
  return new RecordError(error.code, `Column "${column.name}": ${error.message}`, {
    coordinates: { ...error.coordinates, column: column.name },
    cause: error,
  })
}
