import type { Table } from '../table.ts'

/**
 * What to warn of where rows of a table can collide on another unique key than the one they are known by, which alone keeps
 * operations in order; null where they cannot: a key that contains the first collides where that does.
 */
export function otherUniqueKeys({ name, uniqueKeys }: Table): string | null {
  const [key = [], ...others] = uniqueKeys
  const apart = others.filter((other) => !key.every((column) => other.includes(column)))
  if (apart.length === 0) return null
  return (
    `Table "${name}": its rows are known by the key ${shown(key)}, and ${apart.map(shown).join(', ')} must be unique, too. ` +
    'A row that collides with another one there replaces it, is refused or stays in an order that batches decide, not the records. ' +
    'Have the source free such values before it uses them again, or make the table anew with that key as no unique one.'
  )
}

function shown(columns: readonly string[]): string {
  return `(${columns.join(', ')})`
}
