import type { Decoded, DecodedRow, Schema } from '../schema.ts'
import { type Encoding, LOSSLESS } from '../table/encoding.ts'
import { mapColumns } from '../table/mapping.ts'
import { type MappingRules, PLAIN_MAPPING, readsKey } from '../table/mapping-rules.ts'
import type { RowOrigin } from '../table/row-origin.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import type { KeyedColumns, KeyedRow, KeyFields } from './keyed-row.ts'
import type { Row } from './row.ts'
import { DeletedRows } from './rows/deleted-rows.ts'
import { keyedRow } from './rows/key-fields.ts'
import { Layout } from './rows/layout.ts'
import { RecordColumns } from './rows/record-columns.ts'
import { SchemaPairs } from './rows/schema-pairs.ts'
import { askerOf, compileRows, type RowWriter } from './rows/typed-rows.ts'
import { UntypedRows } from './rows/untyped-rows.ts'
import type { Table } from './table.ts'

/** Turns decoded values into the rows of one table. */
export class RowEncoder {
  readonly #layout: Layout
  readonly #encoding: Encoding
  readonly #rules: MappingRules
  readonly #readsKey: boolean
  /** Of rows that take nothing from the key. */
  readonly #writers = new WeakMap<Schema, RowWriter>()
  readonly #writersWithKey = new SchemaPairs<RowWriter>()
  readonly #recordColumns: RecordColumns
  readonly #untyped: UntypedRows
  readonly #deleted: DeletedRows

  constructor(table: Table, encoding: Encoding = LOSSLESS, rules: MappingRules = PLAIN_MAPPING) {
    const layout = new Layout(table)
    this.#layout = layout
    this.#encoding = encoding
    this.#rules = rules
    this.#readsKey = readsKey(rules)
    this.#recordColumns = new RecordColumns(layout, encoding, rules)
    this.#untyped = new UntypedRows(layout, encoding, rules, this.#recordColumns)
    const writing = { table: table.name, encoding, rules }
    this.#deleted = new DeletedRows(layout, writing, this.#recordColumns, this.#untyped)
  }

  /**
   * @param origin null only where the mapping takes nothing from the record beside its value
   * @throws RecordError; StoreError `ERR_COLUMN_MISSING`
   */
  encode(decoded: Decoded, origin: RowOrigin | null = null): Row {
    const { schema } = decoded
    if (schema === null) return this.#untyped.encode(decoded.value, origin)
    if (this.#readsKey) return this.#writerWithKey(schema, origin)(decoded.value, origin)
    let write = this.#writers.get(schema)
    if (write === undefined) {
      write = this.#compile(schema, null)
      this.#writers.set(schema, write)
    }
    return write(decoded.value, origin)
  }

  /**
   * The row, and what it is known by.
   * @throws RecordError, also where the version is NULL or not filled, and where nothing tells a part of the key; StoreError `ERR_COLUMN_MISSING`, also for a column of
   * `keyed` that the table lacks
   */
  encodeKeyed(decoded: DecodedRow, origin: RowOrigin | null, keyed: KeyedColumns): KeyedRow {
    return keyedRow(this.encode(decoded, origin), keyed, this.#layout, (column) =>
      origin === null ? null : this.#deleted.toldByKey(column, origin, keyed),
    )
  }

  /**
   * What the row that a record deletes is known by: the key from the members of the record's key, else from the state before,
   * else from a key without members; the version from the record where it fills that column, else from the state before.
   * @throws RecordError `ERR_RECORD_UNMAPPABLE` naming the column that nothing gives; StoreError `ERR_COLUMN_MISSING`
   */
  encodeDeleted(origin: RowOrigin, before: DecodedRow | null, keyed: KeyedColumns): KeyFields {
    return this.#deleted.fieldsOf(origin, before, keyed)
  }

  /** Refuses, before a transaction begins, schemas with a field that the table has no column for, and a mapping to such. */
  check({ value, key }: RowSchemas): void {
    const { name: table } = this.#layout.table
    if (value === null) {
      for (const name of this.#rules.columnToField.get(table)?.keys() ?? []) {
        this.#layout.column(name, 'mapped')
      }
      this.#recordColumns.of(key)
      return
    }
    for (const mapped of mapColumns(table, { value, key }, this.#rules)) {
      this.#layout.column(mapped.name, askerOf(mapped, table, this.#rules))
    }
  }

  #writerWithKey(schema: Schema, origin: RowOrigin | null): RowWriter {
    const key = origin?.key?.schema ?? null
    return this.#writersWithKey.get(schema, key, () => this.#compile(schema, key))
  }

  #compile(value: Schema, key: Schema | null): RowWriter {
    return compileRows(this.#layout, { value, key }, this.#encoding, this.#rules)
  }
}
