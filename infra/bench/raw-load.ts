import { Readable } from 'node:stream'
import type { Connection, ResultSetHeader } from 'mysql2/promise'
import { createFormat } from '../../lib/format/plain/create-format.ts'
import { describeColumn } from '../../lib/singlestore/column.ts'
import { selectColumns } from '../../lib/singlestore/dialect/catalog.ts'
import { loadData } from '../../lib/singlestore/dialect/load-data.ts'
import type { Row } from '../../lib/singlestore/row.ts'
import { RowEncoder } from '../../lib/singlestore/row-encoder.ts'
import { DATABASE } from './bench-database.ts'

const CHUNK_BYTES = 64 * 1024

/** Rows that are ready to be loaded: the statement and what it reads. */
export interface ReadyRows {
  readonly statement: string
  readonly chunks: readonly Buffer[]
  readonly count: number
}

/** Turns the values of a topic, in base64, into rows of a table, as the sink would. */
export async function rowMaker(
  connection: Connection,
  table: string,
): Promise<(value: string) => Row> {
  const [described] = await connection.query(selectColumns(DATABASE, [table]))
  const columns = (described as readonly Readonly<Record<string, string | null>>[]).map((column) =>
    describeColumn(
      column.COLUMN_NAME ?? '',
      column.COLUMN_TYPE ?? '',
      column.COLUMN_DEFAULT ?? null,
      column.EXTRA ?? '',
    ),
  )
  const encoder = new RowEncoder({ name: table, reference: false, uniqueKeys: [], columns })
  const format = createFormat('auto')
  return (value) => encoder.encode(format.decode(value))
}

/**
 * Makes the rows of some values, all of one shape.
 *
 * @param values base64
 */
export async function makeRows(
  connection: Connection,
  table: string,
  values: readonly string[],
): Promise<ReadyRows> {
  const rows = values.map(await rowMaker(connection, table))
  const shapes = new Set(rows.map(({ shape }) => shape))
  const [shape] = shapes
  if (shape === undefined || shapes.size > 1) {
    throw new RangeError(`${shapes.size} LOAD DATA statements where one is wanted.`)
  }
  const bytes = Buffer.from(rows.map(({ line }) => `${line}\n`).join(''))
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, index) =>
    bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  )
  return { statement: loadData(table, shape.columns), chunks, count: rows.length }
}

/** Loads ready rows in a transaction of their own: what no sink could do faster over this driver. */
export async function rawLoad(
  connection: Connection,
  { statement, chunks, count }: ReadyRows,
): Promise<void> {
  await connection.query('BEGIN')
  const [result] = await connection.query<ResultSetHeader>({
    sql: statement,
    infileStreamFactory: () => Readable.from(chunks, { objectMode: false }),
  })
  if (result.affectedRows !== count) {
    throw new Error(`Of ${count} rows the raw load wrote ${result.affectedRows}.`)
  }
  await connection.query('COMMIT')
}
