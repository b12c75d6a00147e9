import { quoteIdentifier } from '../identifier.ts'
import {
  type KeyLiterals,
  keyCondition,
  olderCondition,
  type VersionedKey,
} from './key-condition.ts'

/** Deletes the rows of some keys. */
export function deleteKeys(
  table: string,
  columns: readonly string[],
  keys: readonly KeyLiterals[],
): string {
  return `DELETE FROM ${quoteIdentifier(table)} WHERE ${keyCondition(columns, keys)}`
}

/** Deletes the rows of some keys that have no version, or one that is not greater than the key's. */
export function deleteOlder(
  table: string,
  columns: readonly string[],
  versionColumn: string,
  keys: readonly VersionedKey[],
): string {
  return `DELETE FROM ${quoteIdentifier(table)} WHERE ${olderCondition(columns, versionColumn, keys)}`
}

/** Empties a table inside a transaction: TRUNCATE would commit it. */
export function deleteAll(table: string): string {
  return `DELETE FROM ${quoteIdentifier(table)}`
}
