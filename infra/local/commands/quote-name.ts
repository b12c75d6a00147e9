/** Quotes the name of a table or a column. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
