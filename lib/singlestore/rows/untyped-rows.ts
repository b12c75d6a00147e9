import { RecordError } from '../../errors.ts'
import { isJsonObject } from '../../format/json/json-object.ts'
import type { JsonObject, JsonValue } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import { columnTaken } from '../../table/extra-columns.ts'
import type { FieldPath } from '../../table/field-path.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowOrigin } from '../../table/row-origin.ts'
import { DATA_COLUMN, nothingKept, withoutFields } from '../../table/value-columns.ts'
import { writeJsonCell } from '../cell/json-cell.ts'
import type { Column } from '../column.ts'
import type { Row } from '../row.ts'
import { asLoaded, writeJson } from './column-writer.ts'
import { absentField } from './default-field.ts'
import { inColumn, typeOfJson } from './fault-in-column.ts'
import { memberAtPath, memberOfColumn, sameColumn } from './json-member.ts'
import type { Layout } from './layout.ts'
import type { RecordColumns } from './record-columns.ts'

/** Fields at the places of their columns; none where a column is not filled. */
type Fields = (string | undefined)[]

/** Writes the rows of values without a schema. */
export class UntypedRows {
  readonly #layout: Layout
  readonly #encoding: Encoding
  readonly #whitelist: MappingRules['whitelist']
  /** Null where members fill the columns of their names. */
  readonly #paths: ReadonlyMap<string, FieldPath> | null
  readonly #recordColumns: RecordColumns
  /** By column, what rows say that do not give it; null where they leave it out. */
  readonly #absent: readonly (string | null)[]
  readonly #isAllDefaults: boolean

  constructor(
    layout: Layout,
    encoding: Encoding,
    rules: MappingRules,
    recordColumns: RecordColumns,
  ) {
    this.#layout = layout
    this.#encoding = encoding
    this.#whitelist = rules.whitelist
    this.#paths = rules.columnToField.get(layout.table.name) ?? null
    this.#recordColumns = recordColumns
    const { columns, uniqueKeys } = layout.table
    const key = new Set(uniqueKeys[0]?.map((name) => layout.place(name)))
    // Who knows rows by their keys has to see which of these are left out.
    this.#absent = columns.map((column, place) =>
      column.hasDefault && key.has(place) ? null : absentField(column),
    )
    this.#isAllDefaults = columns.every(({ hasDefault }) => hasDefault)
  }

  /**
   * A row says the same whatever rows stand beside it: a column whose member is absent has its default, any other is then
   * NULL. What the server alone can fill is left out; a default that is known is said, so that rows have one shape.
   * @throws RecordError; StoreError `ERR_COLUMN_MISSING`
   */
  encode(value: JsonValue, origin: RowOrigin | null): Row {
    const { columns, name: table } = this.#layout.table
    const fields = this.#fields(value, origin)
    if (this.#isAllDefaults && fields.every((field) => field === undefined)) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The value is an object without members, and every column of table "${table}" has a default: there is nothing to load.`,
        { coordinates: { table } },
      )
    }
    let line = ''
    let filled = 0
    let leftOut = ''
    for (let index = 0; index < columns.length; index += 1) {
      const field = fields[index] ?? this.#absent[index] ?? null
      if (field === null) {
        leftOut += `${index} `
        continue
      }
      if (filled > 0) line += '\t'
      line += field
      filled += 1
    }
    return {
      shape: this.#layout.shapeWithout(leftOut),
      line: filled === 1 ? `${line}\t` : line,
    }
  }

  /**
   * The field that a value without a schema has for a column of the table, whether the whitelist keeps it or not; undefined
   * where it has none. @throws RecordError
   */
  fieldOf(value: JsonValue, column: Column): string | undefined {
    const member = this.#memberOf(value, column)
    return member === undefined ? undefined : writeJson(member, column, this.#encoding)
  }

  #memberOf(value: JsonValue, { name }: Column): JsonValue | undefined {
    const isColumn = (other: string) => other.toLowerCase() === name.toLowerCase()
    if (!isJsonObject(value)) {
      return this.#paths === null && isColumn(DATA_COLUMN) ? value : undefined
    }
    if (this.#paths === null) {
      return memberOfColumn(value, name)
    }
    const path = [...this.#paths].find(([column]) => isColumn(column))?.[1]
    return path === undefined ? undefined : memberAtPath(value, path)
  }

  #fields(value: JsonValue, origin: RowOrigin | null): Fields {
    const { columns } = this.#layout.table
    const fields: Fields = new Array<string | undefined>(columns.length)
    if (this.#paths !== null) this.#fillByPath(fields, value, this.#paths)
    else if (isJsonObject(value)) this.#fillByName(fields, value)
    else this.#fill(fields, DATA_COLUMN, value)
    if (!this.#recordColumns.isEmpty) this.#fillFromRecord(fields, origin)
    return fields
  }

  #fillByPath(fields: Fields, value: JsonValue, paths: ReadonlyMap<string, FieldPath>): void {
    if (!isJsonObject(value)) throw withoutFields(this.#layout.table.name)
    for (const [name, path] of paths) {
      const column = this.#layout.column(name, 'mapped')
      const member = memberAtPath(value, path)
      if (member === undefined) continue
      fields[this.#layout.place(name)] = writeJson(member, column, this.#encoding)
    }
  }

  #fillByName(fields: Fields, object: JsonObject): void {
    const names = this.#whitelist === null ? Object.keys(object) : this.#kept(object)
    for (const name of names) this.#fill(fields, name, object[name] ?? null)
  }

  #fill(fields: Fields, name: string, value: JsonValue): void {
    const layout = this.#layout
    const index = layout.place(name)
    const column = layout.table.columns[index]
    if (column === undefined) throw layout.missing(name, 'member')
    if (fields[index] !== undefined) throw sameColumn(column.name)
    try {
      fields[index] = writeJsonCell(value, column, this.#encoding)
    } catch (error) {
      throw inColumn(error, column, typeOfJson(value))
    }
  }

  /** The names of the members that the whitelist keeps. @throws RecordError where it keeps none of several */
  #kept(object: JsonObject): readonly string[] {
    const names = Object.keys(object)
    const whitelist = this.#whitelist
    if (whitelist === null) return names
    const kept = names.filter((name) => whitelist.has(name))
    if (kept.length === 0 && names.length > 0) throw nothingKept(this.#layout.table.name)
    return kept
  }

  #fillFromRecord(fields: Fields, origin: RowOrigin | null): void {
    const key = origin?.key?.schema ?? null
    for (const { place, extra, writer } of this.#recordColumns.of(key)) {
      if (fields[place] !== undefined) {
        if (extra !== null) throw columnTaken(this.#layout.table.name, extra)
        continue
      }
      const { write, as, column } = writer()
      const field = write(null, origin)
      fields[place] = field === undefined ? undefined : asLoaded(field, as, column)
    }
  }
}
