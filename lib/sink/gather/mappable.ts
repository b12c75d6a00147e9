import type { Schema } from '../../schema.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'

/** Remembers which schemas each table can take, as far as that can be told without asking the database. */
export class Mappable {
  readonly #rules: MappingRules
  readonly #tables = new Map<string, Map<Schema, Set<Schema | null>>>()

  constructor(rules: MappingRules) {
    this.#rules = rules
  }

  /** @throws RecordError `ERR_RECORD_UNMAPPABLE` */
  guard(table: string, { value, key }: RowSchemas): void {
    if (value === null) return
    const ofTable = this.#tables.get(table) ?? new Map<Schema, Set<Schema | null>>()
    this.#tables.set(table, ofTable)
    const keys = ofTable.get(value) ?? new Set<Schema | null>()
    if (keys.has(key)) return
    mapColumns(table, { value, key }, this.#rules)
    ofTable.set(value, keys.add(key))
  }
}
