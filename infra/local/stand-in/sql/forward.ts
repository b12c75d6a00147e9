import type { Action, OnSuccess } from '../action.ts'
import type { Statement } from './statement.ts'

type Forward = Extract<Action, { kind: 'forward' }>

interface ForwardOptions {
  readonly onSuccess?: OnSuccess
  readonly turn?: () => Promise<() => void>
  readonly shuffle?: boolean
}

/** Passes the statement on, as rewritten so far or as `sql`, and turns aliased names of its result back. */
export function forward(
  statement: Statement,
  options: ForwardOptions = {},
  sql: string = statement.cursor.text(),
): Forward {
  const { aliases } = statement.world
  return {
    kind: 'forward',
    sql,
    ...options,
    ...(aliases.inUse ? { mapName: aliases.restore } : {}),
    ...(statement.warnings.length > 0 ? { warnings: [...statement.warnings] } : {}),
  }
}
