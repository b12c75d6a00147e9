import { RecordError } from '../../errors.ts'
import { isJsonObject } from '../../format/json/json-object.ts'
import type { JsonObject, JsonValue } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import { columnTaken } from '../../table/extra-columns.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowOrigin } from '../../table/row-origin.ts'
import { DATA_COLUMN, nothingKept, withoutFields } from '../../table/value-columns.ts'
import type { Column } from '../column.ts'
import type { Row } from '../row.ts'
import { NULL_FIELD } from '../tsv.ts'
import { asLoaded, writeJson } from './column-writer.ts'
import { memberAtPath, sameColumn } from './json-member.ts'
import type { Layout } from './layout.ts'
import type { RecordColumns } from './record-columns.ts'

/** Fields at the places of their columns; none where a column is not filled. */
type Fields = (string | undefined)[]

/** Writes the rows of values without a schema. */
export class UntypedRows {
  readonly #layout: Layout
  readonly #encoding: Encoding
  readonly #rules: MappingRules
  readonly #recordColumns: RecordColumns

  constructor(
    layout: Layout,
    encoding: Encoding,
    rules: MappingRules,
    recordColumns: RecordColumns,
  ) {
    this.#layout = layout
    this.#encoding = encoding
    this.#rules = rules
    this.#recordColumns = recordColumns
  }

  /**
   * A row says the same whatever rows stand beside it: a column with a default is left out where its member is absent,
   * any other column is then NULL.
   * @throws RecordError; StoreError `ERR_COLUMN_MISSING`
   */
  encode(value: JsonValue, origin: RowOrigin | null): Row {
    const { columns, name: table } = this.#layout.table
    const fields = this.#fields(value, origin)
    let line = ''
    let filled = 0
    let leftOut = ''
    for (let index = 0; index < columns.length; index += 1) {
      const field = fields[index]
      if (field === undefined && columns[index]?.hasDefault === true) {
        leftOut += `${index} `
        continue
      }
      if (filled > 0) line += '\t'
      line += field ?? NULL_FIELD
      filled += 1
    }
    if (filled === 0) {
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `The value is an object without members, and every column of table "${table}" has a default: there is nothing to load.`,
        { coordinates: { table } },
      )
    }
    return {
      shape: this.#layout.shapeWithout(leftOut),
      line: filled === 1 ? `${line}\t` : line,
    }
  }

  /** The field that a value without a schema gives a column of the table; undefined where it gives none. @throws RecordError */
  fieldOf(value: JsonValue, column: Column): string | undefined {
    const paths = this.#rules.columnToField.get(this.#layout.table.name)
    let member: JsonValue | undefined
    if (paths !== undefined) {
      const path = [...paths].find(
        ([name]) => this.#layout.place(name) === this.#layout.place(column.name),
      )
      member = path === undefined || !isJsonObject(value) ? undefined : memberAtPath(value, path[1])
    } else if (isJsonObject(value)) {
      for (const name of this.#kept(value)) {
        if (this.#layout.place(name) === this.#layout.place(column.name)) member = value[name]
      }
    } else if (column.name.toLowerCase() === DATA_COLUMN) {
      member = value
    }
    return member === undefined ? undefined : writeJson(member, column, this.#encoding)
  }

  #fields(value: JsonValue, origin: RowOrigin | null): Fields {
    const { columns, name: table } = this.#layout.table
    const fields: Fields = new Array<string | undefined>(columns.length)
    const paths = this.#rules.columnToField.get(table)
    if (paths === undefined) this.#fillByName(fields, value)
    else {
      if (!isJsonObject(value)) throw withoutFields(table)
      for (const [name, path] of paths) {
        const column = this.#layout.column(name, 'mapped')
        const member = memberAtPath(value, path)
        if (member === undefined) continue
        fields[this.#layout.place(name)] = writeJson(member, column, this.#encoding)
      }
    }
    this.#fillFromRecord(fields, origin)
    return fields
  }

  #fillByName(fields: Fields, value: JsonValue): void {
    const object = isJsonObject(value) ? value : { [DATA_COLUMN]: value }
    for (const name of isJsonObject(value) ? this.#kept(value) : [DATA_COLUMN]) {
      const index = this.#layout.place(name)
      const column = this.#layout.table.columns[index]
      if (column === undefined) throw this.#layout.missing(name, 'member')
      if (fields[index] !== undefined) throw sameColumn(column.name)
      fields[index] = writeJson(object[name] ?? null, column, this.#encoding)
    }
  }

  /** The names of the members that the whitelist keeps. @throws RecordError where it keeps none of several */
  #kept(object: JsonObject): readonly string[] {
    const names = Object.keys(object)
    const { whitelist } = this.#rules
    if (whitelist === null) return names
    const kept = names.filter((name) => whitelist.has(name))
    if (kept.length === 0 && names.length > 0) throw nothingKept(this.#layout.table.name)
    return kept
  }

  #fillFromRecord(fields: Fields, origin: RowOrigin | null): void {
    if (!this.#recordColumns.any) return
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
