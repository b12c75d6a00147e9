import { ConfigError, SinkError } from '../../../../lib/errors.ts'
import type { TableRules } from '../../../../lib/singlestore/catalog.ts'
import { creationSchemas } from '../../../../lib/singlestore/data-table/creation-schemas.ts'
import { lackingColumns } from '../../../../lib/singlestore/data-table/lacking-columns.ts'
import { plannedTable } from '../../../../lib/singlestore/data-table/planned-table.ts'
import { typedColumns } from '../../../../lib/singlestore/data-table/typed-columns.ts'
import {
  type DefinedColumn,
  parseTableDefinition,
  type TableDefinition,
} from '../../../../lib/singlestore/table-definition.ts'
import type { RowSchemas } from '../../../../lib/table/row-schemas.ts'
import { addedColumns, describedTable } from './described-table.ts'

/** The table that the sink would make of the same records today. */
export interface FreshTable {
  readonly sql: string
  readonly definition: TableDefinition
  /** With those that later schemas add. */
  readonly columns: readonly DefinedColumn[]
  /** Why it could not be made with the configured keys: `sql` and `definition` are without. */
  readonly keyFault: string | null
}

/** Null where the records have no schema to make a table of. */
export function freshTable(
  name: string,
  schemas: readonly RowSchemas[],
  rules: TableRules,
): FreshTable | null {
  const { value, key } = creationSchemas(schemas)
  if (value === null) return null
  try {
    return fresh(name, { value, key }, schemas, rules, null)
  } catch (error) {
    if (!(error instanceof SinkError)) throw error
    if (!(error instanceof ConfigError)) return null
    const plain = { ...rules, tableKeys: [], tableOptions: new Map(), keyed: false }
    return fresh(name, { value, key }, schemas, plain, error.message)
  }
}

function fresh(
  name: string,
  from: Parameters<typeof plannedTable>[1],
  schemas: readonly RowSchemas[],
  rules: TableRules,
  keyFault: string | null,
): FreshTable | null {
  const { sql } = plannedTable(name, from, rules)
  const definition = parseTableDefinition(sql)
  if (definition === null) return null
  const { mapping, encoding } = rules
  const table = describedTable(definition, false)
  const lacking = lackingColumns(table, schemas, (of) => typedColumns(name, of, mapping))
  const added = addedColumns(name, lacking, encoding.profile)
  return { sql, definition, columns: [...definition.columns, ...added], keyFault }
}
