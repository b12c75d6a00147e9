export interface Statement {
  readonly connectionId: number
  /** As the client sent it, comments included. */
  readonly sql: string
}

/** Every statement in the order in which it arrived, before any fault or rule. */
export interface StatementLog {
  readonly all: readonly Statement[]
  clear(): void
}

export interface WritableStatementLog extends StatementLog {
  add(statement: Statement): void
}

export function createStatementLog(): WritableStatementLog {
  const statements: Statement[] = []
  return {
    get all() {
      return [...statements]
    },
    clear() {
      statements.length = 0
    },
    add(statement) {
      statements.push(statement)
    },
  }
}
