import { RecordError } from '../../errors.ts'
import { isJsonObject } from '../../format/json/json-object.ts'
import type { DecodedRow, JsonObject, JsonValue, Schema, Value } from '../../schema.ts'
import { type FieldPath, fieldPathText } from '../../table/field-path.ts'
import { namesOfKeyColumns } from '../../table/key-columns.ts'
import { type Member, memberAt, placeOfColumn } from '../../table/member-schema.ts'
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
import { memberAtPath, memberOfColumn } from './json-member.ts'
import { present } from './key-fields.ts'
import type { Layout } from './layout.ts'
import type { RecordColumns } from './record-columns.ts'
import { SchemaPairs } from './schema-pairs.ts'
import type { UntypedRows } from './untyped-rows.ts'

type Writers = Map<string, ColumnWriter | null>

/** What of a record's key is asked: one of its members, or all of a key that has none. */
type KeyPart = 'member' | 'whole'

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

  /**
   * Members of the record's key tell most; the state before goes before a key without members, which may mean anything.
   * @throws RecordError `ERR_RECORD_UNMAPPABLE`; StoreError `ERR_COLUMN_MISSING`
   */
  fieldsOf(origin: RowOrigin, state: DecodedRow | null, keyed: KeyedColumns): KeyFields {
    const columns = keyed.key.map((name) => this.#layout.column(name, 'field'))
    const told = columns.map(
      (column) =>
        this.#fromRecord(column, origin, ['topic', 'partition', 'key']) ??
        this.#fromKey(column, origin, 'member'),
    )
    const fields = columns.map((column, at) => told[at] ?? this.#fromBefore(column, origin, state))
    const isComplete = !fields.includes(null)
    const key = columns.map((column, at) => {
      const whole = isComplete ? null : (told[at] ?? this.#wholeKey(column, origin, keyed))
      const field = whole ?? fields[at] ?? null
      if (field === null) throw this.#withoutKey(column)
      return field
    })
    if (keyed.version === null) return { key, version: null }
    const column = this.#layout.column(keyed.version, 'version')
    const version =
      this.#fromRecord(column, origin, null) ?? this.#fromBefore(column, origin, state)
    return { key, version }
  }

  /** What a record's key tells of a column of its row; null where nothing. @throws RecordError for what the column cannot hold */
  toldByKey(column: Column, origin: RowOrigin, keyed: KeyedColumns): string | null {
    return this.#fromKey(column, origin, 'member') ?? this.#wholeKey(column, origin, keyed)
  }

  /** A key without members, where this is the column that it fills. */
  #wholeKey(column: Column, origin: RowOrigin, { key }: KeyedColumns): string | null {
    const [only, another] = this.#namesOfKey()
    const isNamed = another === undefined && only === column.name.toLowerCase()
    return key.length === 1 || isNamed ? this.#fromKey(column, origin, 'whole') : null
  }

  /** In lower case, the columns that the record's key fills. */
  #namesOfKey(): readonly string[] {
    const { table, rules } = this.#writing
    return namesOfKeyColumns(table, rules.keyColumns).map((name) => name.toLowerCase())
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

  #fromKey(column: Column, origin: RowOrigin, part: KeyPart): string | null {
    const { key } = origin
    if (key === null || key.value === null) return null
    if (key.schema === null) return this.#fromJsonKey(key.value, column, part)
    const { schema } = key
    const writers = this.#keyWriters.get(schema, null, () => new Map())
    const writer = known(writers, `${part} ${column.name}`, () =>
      this.#keyWriter(schema, column, part),
    )
    return writer === null ? null : fieldOf(writer, null, origin)
  }

  #keyWriter(schema: Schema, column: Column, part: KeyPart): ColumnWriter | null {
    const hasMembers = schema.type === 'struct' || schema.type === 'map'
    if (hasMembers !== (part === 'member')) return null
    const member = hasMembers ? this.#memberOf(schema, column) : { schema, steps: [] }
    return member && keyWriter(member.schema, member.steps, column, this.#writing.encoding)
  }

  #memberOf(schema: Schema, column: Column): Member | null {
    const { path, isFree } = this.#meantBy(column)
    return (
      (path && memberAt(schema, path)) ??
      (isFree ? memberAt(schema, [column.name], placeOfColumn) : null)
    )
  }

  #fromJsonKey(key: NonNullable<JsonValue>, column: Column, part: KeyPart): string | null {
    if (isJsonObject(key) !== (part === 'member')) return null
    const value = isJsonObject(key) ? this.#jsonMemberOf(key, column) : key
    return value === undefined ? null : present(writeJson(value, column, this.#writing.encoding))
  }

  #jsonMemberOf(key: JsonObject, column: Column): JsonValue | undefined {
    const { path, isFree } = this.#meantBy(column)
    return (
      (path === null ? undefined : memberAtPath(key, path)) ??
      (isFree ? memberOfColumn(key, column.name) : undefined)
    )
  }

  /**
   * The path of the field that fills a column by `singlestore.columnToField`, null where none does; and whether a member of
   * the column's own name means the column, for it may be another field than the one that fills it.
   */
  #meantBy({ name }: Column): { readonly path: FieldPath | null; readonly isFree: boolean } {
    const folded = name.toLowerCase()
    const paths = [...(this.#writing.rules.columnToField.get(this.#writing.table) ?? [])]
    const isField = ([first, ...deeper]: FieldPath) =>
      deeper.length === 0 && first?.toLowerCase() === folded
    const [mapped, path] = paths.find(([other]) => other.toLowerCase() === folded) ?? []
    if (this.#namesOfKey().includes(folded)) return { path: path ?? null, isFree: true }
    if (path === undefined) return { path: null, isFree: !paths.some(([, from]) => isField(from)) }
    return { path, isFree: path.length === 1 && path[0] === mapped }
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

  #withoutKey(column: Column): RecordError {
    const { table } = this.#writing
    const { path, isFree } = this.#meantBy(column)
    const where =
      path === null || isFree
        ? ''
        : ` It is filled from the field ${JSON.stringify(fieldPathText(path))} (SINK_COLUMN_TO_FIELD), and a member of its own name may be another field.`
    return new RecordError(
      'ERR_RECORD_UNMAPPABLE',
      `The record does not tell the column "${column.name}" of the row of table "${table}" that it deletes: neither its key nor a state before the delete gives a value.${where} Have the source write it into the key, or name the columns that the key fills (SINK_KEY_COLUMNS).`,
      { coordinates: { table, column: column.name } },
    )
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
