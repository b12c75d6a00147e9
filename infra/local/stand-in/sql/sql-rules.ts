import type { Action, SessionState, SqlRules } from '../action.ts'
import { Cursor } from './cursor.ts'
import { dispatch } from './dispatch.ts'
import { expression } from './expression.ts'
import { createNameAliases } from './name-aliases.ts'
import { query } from './query.ts'
import { Refusal, unsupported } from './refusal.ts'
import { createSessionMemory } from './session-memory.ts'
import { SESSION_SETUP } from './session-setup.ts'
import type { Statement, World } from './statement.ts'
import { createTableRegistry } from './table-registry.ts'
import { createTableTurns } from './table-turns.ts'
import { translateError } from './translate-error.ts'

/** Statements that every connection to MariaDB runs first, in this order. */
export const sessionSetup: readonly string[] = SESSION_SETUP

export interface SqlRulesOptions {
  /** What `@@memsql_version` says. */
  readonly serverVersion?: string
  readonly aggregatorId?: number
}

/** The rules of a SingleStore server over MariaDB; tables are remembered by this instance alone. */
export function createSqlRules(options: SqlRulesOptions = {}): SqlRules {
  const world: World = {
    aliases: createNameAliases(),
    registry: createTableRegistry(),
    turns: createTableTurns(),
    sessions: createSessionMemory(),
    serverVersion: options.serverVersion ?? '9.0.23',
    aggregatorId: options.aggregatorId ?? 1,
  }
  return {
    interpret: (sql, session) => interpret(world, sql, session),
    translateError: (error) => translateError(world, error),
  }
}

function interpret(world: World, sql: string, session: SessionState): Action {
  try {
    return dispatch(newStatement(world, sql, session))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { errno, sqlState, message } = error
    return { kind: 'refuse', errno, sqlState, message }
  }
}

function newStatement(world: World, sql: string, session: SessionState): Statement {
  const { database } = session
  const statement: Statement = {
    cursor: new Cursor(sql, world.aliases),
    session: {
      ...session,
      database: database === null ? null : world.aliases.restore(database),
    },
    world,
    memory: world.sessions.of(session.connectionId),
    warnings: [],
    tables: [],
    commonTables: new Set(),
    loadVariables: new Set(),
    subqueries: 0,
    expression: () => expression(statement),
    subquery: () => {
      statement.subqueries++
      if (query(statement).forUpdate) throw unsupported('FOR UPDATE in a subselect')
    },
  }
  return statement
}
