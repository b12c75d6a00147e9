import { RecordError, StoreError } from '../errors.ts'
import {
  type Decoded,
  ExactNumber,
  type JsonObject,
  type JsonValue,
  type Schema,
} from '../schema.ts'
import { DATA_COLUMN, mapColumns } from '../table/mapping.ts'
import { compileCell } from './cell.ts'
import type { Column } from './column.ts'
import type { LoadColumn } from './dialect/load-data.ts'
import { nameText } from './identifier.ts'
import { loadJsonAs, writeJsonCell } from './json-cell.ts'
import { isArray } from './json-text.ts'
import { columnsByName, type Table } from './table.ts'
import { NULL_FIELD } from './tsv.ts'

/** The columns a row fills; rows of one shape share a LOAD DATA. The same columns are the same object. */
export interface Shape {
  readonly columns: readonly LoadColumn[]
}

export interface Row {
  readonly shape: Shape
  /** The line of a tab-separated file, without its end. */
  readonly line: string
}

/** Turns decoded values into the rows of one table. */
export class RowEncoder {
  readonly #table: Table
  readonly #columns: ReadonlyMap<string, Column>
  readonly #shapes = new Map<string, Shape>()
  readonly #compiled = new WeakMap<Schema, (decoded: Decoded) => Row>()

  constructor(table: Table) {
    this.#table = table
    this.#columns = columnsByName(table)
  }

  /** @throws RecordError; StoreError `ERR_COLUMN_MISSING` */
  encode(decoded: Decoded): Row {
    if (decoded.schema === null) return this.#schemaless(decoded.value)
    let encode = this.#compiled.get(decoded.schema)
    if (encode === undefined) {
      encode = this.#compile(decoded.schema)
      this.#compiled.set(decoded.schema, encode)
    }
    return encode(decoded)
  }

  /** Refuses, before a transaction begins, a schema with a field that the table has no column for. */
  check(schema: Schema): void {
    for (const field of mapColumns(schema)) this.#column(field.name)
  }

  #compile(schema: Schema): (decoded: Decoded) => Row {
    const cells = mapColumns(schema).map((field) => {
      const column = this.#column(field.name)
      return { column, cell: compileCell(field.schema, column) }
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
    const cells = new Map<Column, string>()
    for (const [name, member] of membersOf(value)) {
      const column = this.#column(name)
      if (cells.has(column)) {
        throw new RecordError(
          'ERR_RECORD_UNMAPPABLE',
          `Two members of the value differ only in letter case and mean the same column "${column.name}".`,
          { coordinates: { column: column.name } },
        )
      }
      try {
        cells.set(column, writeJsonCell(member, column))
      } catch (error) {
        throw inColumn(error, column)
      }
    }
    const filled = this.#table.columns.filter((column) => cells.has(column) || !column.hasDefault)
    if (filled.length === 0) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The value is an object without members, and every column of table "${this.#table.name}" has a default: there is nothing to load.`,
        { coordinates: { table: this.#table.name } },
      )
    }
    const line = filled.map((column) => cells.get(column) ?? NULL_FIELD).join('\t')
    return {
      shape: this.#shape(filled.map((column) => ({ name: column.name, as: loadJsonAs(column) }))),
      line: filled.length === 1 ? `${line}\t` : line,
    }
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
    const column = this.#columns.get(name.toLowerCase())
    if (column !== undefined) return column
    throw new StoreError(
      'ERR_COLUMN_MISSING',
      `Table "${this.#table.name}" has no column for the field ${nameText(name)}. ` +
        'Add the column to the table (ALTER TABLE … ADD COLUMN), or stop sending the field.',
      { transient: false, coordinates: { table: this.#table.name, column: name } },
    )
  }
}

/** A fault that does not know its column, named after it. */
function inColumn(error: unknown, column: Column | undefined): unknown {
  if (!(error instanceof RecordError) || column === undefined) return error
  if (error.coordinates.column !== undefined) return error
  return new RecordError(error.code, `Column "${column.name}": ${error.message}`, {
    coordinates: { ...error.coordinates, column: column.name },
    cause: error,
  })
}

function membersOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  return isObject(value) ? Object.entries(value) : [[DATA_COLUMN, value]]
}

function isObject(value: JsonValue): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof ExactNumber) &&
    !isArray(value)
  )
}
