import type { JsonValue } from '../../lib/schema.ts'
import { readTables } from '../../lib/singlestore/data-table/read-tables.ts'
import type { Row } from '../../lib/singlestore/row.ts'
import { RowEncoder } from '../../lib/singlestore/row-encoder.ts'
import type { Sessions } from '../../lib/singlestore/session/sessions.ts'
import type { Table } from '../../lib/singlestore/table.ts'

const MINUTE_MS = () => 60_000

/** A table as the database has it. */
export async function readTable(sessions: Sessions, name: string): Promise<Table> {
  const [table] = await readTables(sessions, [name], false, MINUTE_MS)
  if (table === undefined) throw new RangeError(`There is no table ${name}.`)
  return table
}

/** Objects without a schema as rows of a table. */
export function rowsOf(table: Table, objects: readonly JsonValue[]): readonly Row[] {
  const encoder = new RowEncoder(table)
  return objects.map((value) => encoder.encode({ schema: null, value }))
}
