import type { Connection, RowDataPacket } from 'mysql2/promise'

/**
 * The statements that the server receives from everybody else while `work` runs, each shortened to its first word: one
 * round trip each. A LOAD DATA counts as one, though the server asks for the rows in between.
 */
export async function statementsOf(
  connection: Connection,
  work: () => Promise<unknown>,
): Promise<readonly string[]> {
  await connection.query("SET GLOBAL log_output = 'TABLE'")
  await connection.query('TRUNCATE TABLE mysql.general_log')
  await connection.query('SET GLOBAL general_log = ON')
  try {
    await work()
  } finally {
    await connection.query('SET GLOBAL general_log = OFF')
  }
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT CONVERT(argument USING utf8mb4) AS statement FROM mysql.general_log ' +
      'WHERE thread_id <> CONNECTION_ID() ORDER BY event_time',
  )
  return rows.map(({ statement }) => String(statement).split(/\s/)[0] ?? '')
}
