import type { Connection, RowDataPacket } from 'mysql2/promise'

/** @throws Error where a table does not hold as many rows as the handler was given records */
export async function demandRows(
  connection: Connection,
  table: string,
  count: number,
): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS count FROM \`${table}\``,
  )
  if (row?.count === count) return
  throw new Error(`Of ${count} records the handler wrote ${row?.count} rows into ${table}.`)
}
