import { quoteIdentifier } from '../identifier.ts'

/** How the text of a field becomes the column's value. */
export type LoadAs = 'text' | 'base64'

/** What becomes of a row whose unique key is taken. */
export type OnDuplicate = 'refuse' | 'replace'

export interface LoadColumn {
  readonly name: string
  readonly as: LoadAs
}

/**
 * Loads tab-separated rows that the client streams.
 * Without REPLACE, IGNORE or SKIP a duplicate key or a bad value fails the whole statement.
 * @param onDuplicate `replace` writes over the row that has the key
 */
export function loadData(
  table: string,
  columns: readonly LoadColumn[],
  onDuplicate: OnDuplicate = 'refuse',
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
    `LOAD DATA LOCAL INFILE '###.tsv' ${onDuplicate === 'replace' ? 'REPLACE ' : ''}INTO TABLE ${quoteIdentifier(table)}`,
    'CHARACTER SET utf8mb4',
    "FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'",
    "LINES TERMINATED BY '\\n'",
    `(${targets.join(', ')})`,
    ...(assignments.length === 0 ? [] : [`SET ${assignments.join(', ')}`]),
  ].join(' ')
}
