import type { FieldPath } from './field-path.ts'

/** Which table a record goes to. */
export interface RouteRules {
  /** Topic to table (`singlestore.tableName`); a topic that is not in it goes to the table of its own name. */
  readonly tableNames: ReadonlyMap<string, string>
  /** The field whose value picks the table (`singlestore.recordToTable`), and the table of each value; null: the topic does. */
  readonly byField: {
    readonly path: FieldPath
    readonly tables: ReadonlyMap<string, string>
  } | null
}
