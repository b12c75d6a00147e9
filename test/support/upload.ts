import { Readable } from 'node:stream'
import type { Connection, ResultSetHeader } from 'mysql2/promise'

/** Runs a LOAD DATA LOCAL whose file is these chunks. */
export async function upload(
  connection: Connection,
  sql: string,
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<ResultSetHeader> {
  const infileStreamFactory = () => Readable.from(chunks, { objectMode: false })
  const [header] = await connection.query<ResultSetHeader>({ sql, infileStreamFactory })
  return header
}
