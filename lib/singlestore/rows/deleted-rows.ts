import { RecordError } from '../../errors.ts'
import { isJsonObject, ownMember } from '../../format/json/json-object.ts'
import type { DecodedRow, JsonValue, Schema, Value } from '../../schema.ts'
import { namesOfKeyColumns } from '../../table/key-columns.ts'
import { memberAt, placeOfColumn } from '../../table/member-schema.ts'
import type { RowOrigin } from '../../table/row-origin.ts'
import { DATA_COLUMN } from '../../table/value-columns.ts'
import type { Column } from '../column.ts'
import type { KeyedColumns, KeyFields } from '../keyed-row.ts'
import {
  asLoaded,
  type ColumnWriter,
  compileColumn,
  keyWriter,
  type Writing,
  writeJson,
} from './column-writer.ts'
import { memberOfColumn } from './json-member.ts'
import { present } from './key-fields.ts'
import type { Layout } from './layout.ts'
import type { RecordColumns } from './record-columns.ts'
import { SchemaPairs } from './schema-pairs.ts'
import type { UntypedRows } from './untyped-rows.ts'

type Writers = Map<string, ColumnWriter | null>

/** Finds out what the rows are known by that records delete. */
export class DeletedRows {
  readonly #layout: Layout
  readonly #writing: Writing
  readonly #recordColumns: RecordColumns
  readonly #untyped: UntypedRows
  readonly #keyWriters = new SchemaPairs<Writers>()
  readonly #beforeWriters = new SchemaPairs<Writers>()

  constructor(
    layout: Layout,
    writing: Writing,
    recordColumns: RecordColumns,
    untyped: UntypedRows,
  ) {
    this.#layout = layout
    this.#writing = writing
    this.#recordColumns = recordColumns
    this.#untyped = untyped
  }

  /** @throws RecordError `ERR_RECORD_UNMAPPABLE`; StoreError `ERR_COLUMN_MISSING` */
  fieldsOf(origin: RowOrigin, before: DecodedRow | null, keyed: KeyedColumns): KeyFields {
    const key = keyed.key.map((name) => {
      const column = this.#layout.column(name, 'field')
      const field =
        this.#fromRecord(column, origin, ['topic', 'partition', 'key']) ??
        this.toldByKey(column, origin, keyed) ??
        this.#fromBefore(column, origin, before)
      if (field === null) throw withoutKey(this.#layout.table.name, column)
      return field
    })
    if (keyed.version === null) return { key, version: null }
    const column = this.#layout.column(keyed.version, 'version')
    const version =
      this.#fromRecord(column, origin, null) ?? this.#fromBefore(column, origin, before)
    return { key, version }
  }

  /** What a record's key tells of a column of its row; null where nothing. @throws RecordError for what the column cannot hold */
  toldByKey(column: Column, origin: RowOrigin, keyed: KeyedColumns): string | null {
    return this.#fromKey(column, origin, this.#isWholeKey(column, keyed))
  }

  /** Whether a key without members fills this column as a whole. */
  #isWholeKey({ name }: Column, { key }: KeyedColumns): boolean {
    if (key.length === 1) return true
    const { keyColumns } = this.#writing.rules
    const [only, another] = namesOfKeyColumns(this.#layout.table.name, keyColumns)
    return another === undefined && only?.toLowerCase() === name.toLowerCase()
  }

  /** @param parts those that say the same of all records of one row; null: all */
  #fromRecord(column: Column, origin: RowOrigin, parts: readonly string[] | null): string | null {
    const place = this.#layout.place(column.name)
    for (const { extra, place: at, writer } of this.#recordColumns.of(origin.key?.schema ?? null)) {
      if (at !== place || extra === null || parts?.includes(extra.part) === false) continue
      return fieldOf(writer(), null, origin)
    }
    return null
  }

  #fromKey(column: Column, origin: RowOrigin, isWhole: boolean): string | null {
    const { key } = origin
    if (key === null || key.value === null) return null
    if (key.schema === null) return this.#fromJsonKey(key.value, column, isWhole)
    const { schema } = key
    const writers = this.#keyWriters.get(schema, null, () => new Map())
    const writer = known(writers, `${isWhole} ${column.name}`, () =>
      this.#keyWriter(schema, column, isWhole),
    )
    return writer === null ? null : fieldOf(writer, null, origin)
  }

  #keyWriter(schema: Schema, column: Column, isWhole: boolean): ColumnWriter | null {
    if (schema.type !== 'struct' && schema.type !== 'map') {
      return isWhole ? keyWriter(schema, [], column, this.#writing.encoding) : null
    }
    const { field, isFree } = this.#fieldOf(column)
    const member =
      (field === null ? null : memberAt(schema, [field])) ??
      (isFree ? memberAt(schema, [column.name], placeOfColumn) : null)
    return member === null
      ? null
      : keyWriter(member.schema, member.steps, column, this.#writing.encoding)
  }

  #fromJsonKey(key: NonNullable<JsonValue>, column: Column, isWhole: boolean): string | null {
    let value: JsonValue | undefined
    if (isJsonObject(key)) {
      const { field, isFree } = this.#fieldOf(column)
      value =
        (field === null ? undefined : ownMember(key, field)) ??
        (isFree ? memberOfColumn(key, column.name) : undefined)
    } else if (isWhole) value = key
    if (value === undefined) return null
    return present(writeJson(value, column, this.#writing.encoding))
  }

  /**
   * The top-level field that fills a column by `singlestore.columnToField`, null where none does; and whether a member of
   * the column's own name means the column, for it may be the field of another one.
   */
  #fieldOf(column: Column): { readonly field: string | null; readonly isFree: boolean } {
    const name = column.name.toLowerCase()
    const paths = this.#writing.rules.columnToField.get(this.#layout.table.name) ?? []
    let field: string | null = null
    let isFree = true
    for (const [other, [first = '', ...deeper]] of paths) {
      if (deeper.length > 0) continue
      if (other.toLowerCase() === name) field = first
      else if (first.toLowerCase() === name) isFree = false
    }
    return { field, isFree }
  }

  #fromBefore(column: Column, origin: RowOrigin, before: DecodedRow | null): string | null {
    if (before === null) return null
    if (before.schema === null) return present(this.#untyped.fieldOf(before.value, column))
    const { schema } = before
    const writers = this.#beforeWriters.get(schema, null, () => new Map())
    const writer = known(writers, column.name, () => this.#beforeWriter(schema, column))
    return writer === null ? null : fieldOf(writer, before.value, origin)
  }

  /** What the whitelist keeps out of rows still tells which row it is. */
  #beforeWriter(schema: Schema, column: Column): ColumnWriter | null {
    const name = column.name.toLowerCase()
    const paths = this.#writing.rules.columnToField.get(this.#layout.table.name)
    const isData = schema.type !== 'struct' && name === DATA_COLUMN
    const path = [...(paths ?? [])].find(([other]) => other.toLowerCase() === name)?.[1]
    const member =
      paths === undefined
        ? memberAt(schema, isData ? [] : [column.name], placeOfColumn)
        : path && memberAt(schema, path)
    if (!member) return null
    return compileColumn({ name, from: 'value', ...member }, column, this.#writing)
  }
}

function known(writers: Writers, name: string, make: () => ColumnWriter | null) {
  const writer = writers.get(name)
  if (writer !== undefined) return writer
  const made = make()
  writers.set(name, made)
  return made
}

function fieldOf(
  { write, as, column }: ColumnWriter,
  value: Value,
  origin: RowOrigin,
): string | null {
  const field = present(write(value, origin))
  return field === null ? null : asLoaded(field, as, column)
}

function withoutKey(table: string, { name }: Column): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record does not tell the column "${name}" of the row of table "${table}" that it deletes: neither its key nor a state before the delete gives a value. Have the source write it into the key, or name the columns that the key fills (SINK_KEY_COLUMNS).`,
    { coordinates: { table, column: name } },
  )
}
