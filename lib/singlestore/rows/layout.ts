import { StoreError } from '../../errors.ts'
import { loadJsonAs } from '../cell/json-cell.ts'
import type { Column } from '../column.ts'
import type { LoadColumn } from '../dialect/load-data.ts'
import { nameText } from '../identifier.ts'
import type { Shape } from '../row.ts'
import { placesByName, type Table } from '../table.ts'

/** Who asks for a column, as the message names it that the table has none such. */
export type Asker = 'field' | 'member' | 'mapped' | 'key' | 'record' | 'version'

const ASKED: Readonly<Record<Asker, (name: string) => string>> = {
  field: (name) =>
    `for the field ${name}. Add the column to the table (ALTER TABLE … ADD COLUMN), let the sink add it (SINK_SCHEMA_EVOLUTION=add), or stop sending the field.`,
  member: (name) =>
    `for the field ${name}. Add the column to the table (ALTER TABLE … ADD COLUMN), or stop sending the field; without a schema the sink cannot add it.`,
  mapped: (name) =>
    `${name}, which SINK_COLUMN_TO_FIELD fills. Add the column to the table (ALTER TABLE … ADD COLUMN), let the sink add it (SINK_SCHEMA_EVOLUTION=add), or correct the name.`,
  key: (name) =>
    `${name}, which SINK_KEY_COLUMNS fills from the record's key. Add the column to the table (ALTER TABLE … ADD COLUMN), or correct the name.`,
  record: (name) =>
    `${name}, which SINK_EXTRA_COLUMNS fills. Add the column to the table (ALTER TABLE … ADD COLUMN), let the sink add it (SINK_SCHEMA_EVOLUTION=add), or leave it out.`,
  version: (name) =>
    `${name}, which SINK_VERSION_COLUMN names. Add the column to the table (ALTER TABLE … ADD COLUMN), or correct the name.`,
}

/** Which columns a table has, and the shapes of rows that fill some of them. */
export class Layout {
  readonly table: Table
  /** By name as it stands, and in lower case. */
  readonly #places: ReadonlyMap<string, number>
  readonly #shapes = new Map<string, Shape>()
  readonly #shapesWithout = new Map<string, Shape>()
  readonly #indexes = new WeakMap<Shape, ReadonlyMap<string, number>>()

  constructor(table: Table) {
    this.table = table
    this.#places = placesByName(table)
  }

  /** The place of a column among the table's; -1 where there is none. Column names do not tell case apart. */
  place(name: string): number {
    return this.#places.get(name) ?? this.#places.get(name.toLowerCase()) ?? -1
  }

  /** @throws StoreError `ERR_COLUMN_MISSING` */
  column(name: string, asker: Asker): Column {
    const column = this.table.columns[this.place(name)]
    if (column === undefined) throw this.missing(name, asker)
    return column
  }

  missing(name: string, asker: Asker): StoreError {
    return new StoreError(
      'ERR_COLUMN_MISSING',
      `Table "${this.table.name}" has no column ${ASKED[asker](nameText(name))}`,
      { transient: false, coordinates: { table: this.table.name, column: name } },
    )
  }

  /** The shape of rows that fill these columns. */
  shape(columns: readonly LoadColumn[]): Shape {
    // No column's name holds a NUL.
    const key = columns.map(({ name, as }) => `${as} ${name}`).join('\0')
    const known = this.#shapes.get(key)
    if (known !== undefined) return known
    const shape = { columns }
    this.#shapes.set(key, shape)
    return shape
  }

  /**
   * The shape of rows without a schema.
   * @param leftOut the places of the columns that the server fills, each with a space behind it
   */
  shapeWithout(leftOut: string): Shape {
    const known = this.#shapesWithout.get(leftOut)
    if (known !== undefined) return known
    const places = new Set(leftOut.split(' '))
    const columns = this.table.columns.filter((_, index) => !places.has(String(index)))
    const shape = this.shape(
      columns.map((column) => ({ name: column.name, as: loadJsonAs(column) })),
    )
    this.#shapesWithout.set(leftOut, shape)
    return shape
  }

  /** Which field of a row of this shape is a column's; undefined where it leaves the column out. */
  indexIn(shape: Shape, column: Column): number | undefined {
    let indexes = this.#indexes.get(shape)
    if (indexes === undefined) {
      indexes = new Map(shape.columns.map(({ name }, index) => [name, index]))
      this.#indexes.set(shape, indexes)
    }
    return indexes.get(column.name)
  }
}
