import { Refusal } from './refusal.ts'
import type { Statement } from './statement.ts'
import { hasColumn, sameName, shardColumns, type TableModel } from './table-model.ts'

export interface Assignment {
  /** What stands before the column: a table or its alias. */
  readonly qualifier: string | null
  readonly column: string
}

/** Reads `column = expression, …`. */
export function assignments(statement: Statement): readonly Assignment[] {
  const { cursor } = statement
  const read: Assignment[] = []
  cursor.list(() => {
    const parts = [cursor.name()]
    while (cursor.accept('.')) parts.push(cursor.name())
    cursor.expect('=')
    statement.expression()
    read.push({ qualifier: parts.at(-2) ?? null, column: parts.at(-1) ?? '' })
  })
  return read
}

/** Throws a Refusal where a column that decides the row's partition would change. */
export function assertNoShardColumn(table: TableModel, column: string): void {
  if (!shardColumns(table).some((name) => sameName(name, column))) return
  throw new Refusal(
    1706,
    'HY000',
    `Feature 'UPDATE of a shard key column' is not supported by SingleStore Distributed: column '${column}' of table '${table.name}'`,
  )
}

/** Throws a Refusal where ON DUPLICATE KEY UPDATE would change a column of a primary or unique key. */
export function assertNoKeyColumn(table: TableModel, column: string): void {
  const key = table.keys.find(
    ({ kind, columns, ...rest }) =>
      (kind === 'primary' || kind === 'unique') && hasColumn({ kind, columns, ...rest }, column),
  )
  if (key === undefined) return
  throw new Refusal(
    1706,
    'HY000',
    `Feature 'ON DUPLICATE KEY UPDATE of a unique key column' is not supported by SingleStore: column '${column}' of key '${key.name}'`,
  )
}
