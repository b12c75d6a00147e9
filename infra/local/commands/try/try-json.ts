import { type Fault, faultOf } from '../fault-of.ts'
import { rowObject } from './describe-tables.ts'
import type { Reading } from './read/reading.ts'
import type { TryResult } from './run-try.ts'
import { tryNotes } from './try-notes.ts'

/** The result of `try --json`: per event one response and one error, of which one is null. */
export interface TryJson {
  readonly responses: readonly unknown[]
  readonly errors: readonly (Fault | null)[]
  /** How keys and values were read; empty where the configuration is at fault. */
  readonly read: readonly Reading[]
  /** Properties of the connector that mean nothing here. */
  readonly ignoredProperties: readonly string[]
  /** Names that no record asks for, and what leads to a server that is not used. */
  readonly notes: readonly string[]
  readonly statements: readonly string[]
  readonly tables: readonly {
    readonly name: string
    readonly createTable: string
    readonly rows: readonly Readonly<Record<string, string | null>>[]
  }[]
}

export function tryJson({ attempts, readings, statements, tables, unused }: TryResult): TryJson {
  return {
    responses: attempts.map(({ invocation }) =>
      invocation.kind === 'answered' ? invocation.response : null,
    ),
    errors: attempts.map(({ invocation }) => faultOf(invocation)),
    read: readings.read,
    ignoredProperties: readings.ignoredProperties,
    notes: tryNotes(readings, unused),
    statements,
    tables: tables.map(({ name, createTable, columns, rows }) => ({
      name,
      createTable,
      rows: rows.map((row) => rowObject(columns, row)),
    })),
  }
}
