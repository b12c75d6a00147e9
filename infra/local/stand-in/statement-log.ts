export interface Statement {
  readonly connectionId: number
  readonly sql: string
}

/** Every statement as the client sent it, comments included, in the order in which it arrived, before any fault or rule. */
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
