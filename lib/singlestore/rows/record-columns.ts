import type { Schema } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { ExtraColumn } from '../../table/extra-column.ts'
import { extraColumn } from '../../table/extra-columns.ts'
import { keyColumn, namesOfKeyColumns } from '../../table/key-columns.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import { type ColumnWriter, compileColumn } from './column-writer.ts'
import type { Layout } from './layout.ts'
import { SchemaPairs } from './schema-pairs.ts'

/** A column of the table that the record fills beside its value. */
export interface RecordColumn {
  readonly place: number
  /** Null where the record's key fills it with one of its members. */
  readonly extra: ExtraColumn | null
  /** @throws RecordError where the key cannot fill it */
  readonly writer: () => ColumnWriter
}

/** The columns of a table that records fill beside their values: by the members of their keys, and the extra ones. */
export class RecordColumns {
  readonly isEmpty: boolean
  readonly #layout: Layout
  readonly #encoding: Encoding
  readonly #rules: MappingRules
  readonly #made = new SchemaPairs<readonly RecordColumn[]>()

  constructor(layout: Layout, encoding: Encoding, rules: MappingRules) {
    const names = namesOfKeyColumns(layout.table.name, rules.keyColumns)
    this.isEmpty = names.length === 0 && rules.extraColumns.length === 0
    this.#layout = layout
    this.#encoding = encoding
    this.#rules = rules
  }

  /** Of records whose keys have this schema, or none; in order. @throws StoreError `ERR_COLUMN_MISSING` */
  of(key: Schema | null): readonly RecordColumn[] {
    return this.#made.get(null, key, () => [...this.#ofKey(key), ...this.#extra(key)])
  }

  #ofKey(key: Schema | null): readonly RecordColumn[] {
    const table = this.#layout.table.name
    return namesOfKeyColumns(table, this.#rules.keyColumns).map((name) => {
      const column = this.#layout.column(name, 'key')
      return {
        place: this.#layout.place(name),
        extra: null,
        writer: once(() =>
          compileColumn(
            keyColumn(table, key, name, this.#rules.keyColumns),
            column,
            this.#writing(),
          ),
        ),
      }
    })
  }

  #extra(key: Schema | null): readonly RecordColumn[] {
    return this.#rules.extraColumns.map((extra) => {
      const column = this.#layout.column(extra.column, 'record')
      return {
        place: this.#layout.place(extra.column),
        extra,
        writer: once(() => compileColumn(extraColumn(extra, key), column, this.#writing())),
      }
    })
  }

  #writing() {
    return { table: this.#layout.table.name, encoding: this.#encoding, rules: this.#rules }
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | null = null
  return () => (made ??= make())
}
