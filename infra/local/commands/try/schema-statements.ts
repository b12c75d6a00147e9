const LEADING_COMMENTS = /^(?:\s+|--(?=\s)[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/

/** Whether a statement is one that changes a schema; a table that lives as long as its connection is none of it. */
export function changesSchema(sql: string): boolean {
  return /^(?:(?:CREATE|DROP)(?!\s+TEMPORARY\b)|ALTER|TRUNCATE|RENAME)\b/i.test(
    sql.replace(LEADING_COMMENTS, ''),
  )
}
