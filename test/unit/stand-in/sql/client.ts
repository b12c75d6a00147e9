import type { Action, SessionState, SqlRules } from '../../../../infra/local/stand-in/action.ts'
import {
  createSqlRules,
  type SqlRulesOptions,
} from '../../../../infra/local/stand-in/sql/sql-rules.ts'

type Refusal = Extract<Action, { kind: 'refuse' }>
type Forward = Extract<Action, { kind: 'forward' }>

/** A connection to the rules alone: every forwarded statement is taken to succeed. */
export interface Client {
  readonly rules: SqlRules
  /** What becomes of the statement. */
  run(sql: string, session?: Partial<SessionState>): Action
  /** The same, where it must be passed on. */
  forward(sql: string, session?: Partial<SessionState>): Forward
  /** The same, where it must be refused. */
  refusal(sql: string, session?: Partial<SessionState>): Refusal
  /** The table as SHOW CREATE TABLE gives it. */
  showCreate(table: string): string
}

export function connect(options: SqlRulesOptions = {}): Client {
  const rules = createSqlRules(options)
  const client: Client = {
    rules,
    run(sql, session = {}) {
      const action = rules.interpret(sql, {
        connectionId: 7,
        database: 'shop',
        inTransaction: false,
        aggregator: 'master',
        ...session,
      })
      if ('onSuccess' in action) action.onSuccess?.()
      return action
    },
    forward(sql, session) {
      const action = client.run(sql, session)
      if (action.kind === 'forward') return action
      throw new Error(`not forwarded but ${JSON.stringify(action)}`)
    },
    refusal(sql, session) {
      const action = client.run(sql, session)
      if (action.kind === 'refuse') return action
      throw new Error(`not refused but ${JSON.stringify(action)}`)
    },
    showCreate(table) {
      const action = client.run(`SHOW CREATE TABLE ${table}`)
      if (action.kind !== 'rows') throw new Error(`no rows but ${JSON.stringify(action)}`)
      return action.rows[0]?.[1] ?? ''
    },
  }
  return client
}
