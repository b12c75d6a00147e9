const leading = /^(?:\s+|\/\*(?!!)[\s\S]*?\*\/|--(?:[^\S\n][^\n]*)?(?:\n|$)|#[^\n]*(?:\n|$))/

/** The statement without white space and comments before it; a version comment (`/*!`) is part of it. */
export function trimComments(sql: string): string {
  let rest = sql
  for (let found = leading.exec(rest); found !== null; found = leading.exec(rest)) {
    rest = rest.slice(found[0].length)
  }
  return rest.trimEnd()
}
