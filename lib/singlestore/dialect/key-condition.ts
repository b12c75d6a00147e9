import { quoteIdentifier } from '../identifier.ts'

/** A key as literals, one for each key column; none is NULL. */
export type KeyLiterals = readonly string[]

/** A key, and the greatest version that its row may have. */
export interface VersionedKey {
  readonly literals: KeyLiterals
  readonly version: string
}

/** The condition that selects the rows of some keys, at least one. */
export function keyCondition(columns: readonly string[], keys: readonly KeyLiterals[]): string {
  const [only] = columns
  if (columns.length === 1 && only !== undefined) {
    return `${quoteIdentifier(only)} IN (${keys.map(([literal]) => literal).join(', ')})`
  }
  return keys.map((key) => `(${equals(columns, key)})`).join(' OR ')
}

/** The rows of some keys that are no newer than what comes: a row without a version is not. */
export function olderCondition(
  columns: readonly string[],
  versionColumn: string,
  keys: readonly VersionedKey[],
): string {
  const version = quoteIdentifier(versionColumn)
  return keys
    .map(
      (key) =>
        `(${equals(columns, key.literals)} AND (${version} IS NULL OR ${version} <= ${key.version}))`,
    )
    .join(' OR ')
}

function equals(columns: readonly string[], key: KeyLiterals): string {
  return columns.map((column, at) => `${quoteIdentifier(column)} = ${key[at]}`).join(' AND ')
}
