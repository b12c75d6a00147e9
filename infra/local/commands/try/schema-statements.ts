const LEADING_COMMENTS = /^(?:\s+|--(?=\s)[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/

/** Whether a statement is one that changes a schema. */
export function changesSchema(sql: string): boolean {
  return /^(?:CREATE|ALTER|DROP|TRUNCATE|RENAME)\b/i.test(sql.replace(LEADING_COMMENTS, ''))
}
