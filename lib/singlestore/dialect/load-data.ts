import { type LoadingRules, PLAIN_LOADING } from '../../table/loading-rules.ts'
import { quoteIdentifier } from '../identifier.ts'

/** How the text of a field becomes the column's value. */
export type LoadAs = 'text' | 'base64'

/** What becomes of a row whose unique key is taken. */
export type OnDuplicate = 'refuse' | 'replace'

export interface LoadColumn {
  readonly name: string
  readonly as: LoadAs
}

/** The server infers from the extension how the file is packed, though there is no such file. */
const FILE_NAMES = { skip: '###.tsv', gzip: '###.gz', lz4: '###.lz4' } as const

/**
 * Loads tab-separated rows that the client streams.
 * Without REPLACE, IGNORE or SKIP a duplicate key or a bad value fails the whole statement.
 * @param onDuplicate `replace` writes over the row that has the key
 * @param rules.filter put in as it is: whoever configures the sink may run any SQL anyway
 */
export function loadData(
  table: string,
  columns: readonly LoadColumn[],
  onDuplicate: OnDuplicate = 'refuse',
  { filter, compression }: LoadingRules = PLAIN_LOADING,
): string {
  const targets = columns.map((column, index) =>
    column.as === 'text' ? quoteIdentifier(column.name) : `@v${index}`,
  )
  // A row of one empty field would be an empty line: a second field keeps it visible.
  if (columns.length === 1) targets.push('@end')
  const assignments = columns.flatMap((column, index) =>
    column.as === 'text' ? [] : [`${quoteIdentifier(column.name)} = FROM_BASE64(@v${index})`],
  )
  return [
    `LOAD DATA LOCAL INFILE '${FILE_NAMES[compression]}' ${onDuplicate === 'replace' ? 'REPLACE ' : ''}INTO TABLE ${quoteIdentifier(table)}`,
    'CHARACTER SET utf8mb4',
    "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'",
    "LINES TERMINATED BY '\\n'",
    `(${targets.join(', ')})`,
    ...(assignments.length === 0 ? [] : [`SET ${assignments.join(', ')}`]),
    // The line end lets the filter end in a comment.
    ...(filter === null ? [] : [`WHERE (${filter}\n)`]),
  ].join(' ')
}
