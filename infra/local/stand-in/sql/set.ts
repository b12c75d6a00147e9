import type { Action } from '../action.ts'
import { word } from './column-definition.ts'
import { notEmulated, Refusal, unsupported } from './refusal.ts'
import { sessionSqlMode } from './session-setup.ts'
import type { Statement } from './statement.ts'
import { findVariable, type Variable } from './variables.ts'

type Scope = 'SESSION' | 'GLOBAL'

/** SET of variables, NAMES, CHARACTER SET and the isolation level. */
export function set(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('SET')
  const assigned: string[] = []
  const remembered: (() => void)[] = []
  cursor.list(() => {
    const result = one(statement)
    if (result.sql !== null) assigned.push(result.sql)
    remembered.push(result.onSuccess)
  })
  cursor.end()
  const onSuccess = () => {
    for (const remember of remembered) remember()
  }
  if (assigned.length > 0) return { kind: 'forward', sql: `SET ${assigned.join(', ')}`, onSuccess }
  onSuccess()
  return { kind: 'ok' }
}

interface Setting {
  /** For MariaDB, without SET; null where it has no part in it. */
  readonly sql: string | null
  readonly onSuccess: () => void
}

const nothing = () => {}

function one(statement: Statement): Setting {
  const { cursor } = statement
  if (cursor.peek().kind === 'variable') throw unsupported('user-defined variables')
  if (cursor.is('PASSWORD')) throw notEmulated('SET PASSWORD')
  if (cursor.accept('NAMES')) return names(statement)
  if (cursor.accept('CHARACTER', 'SET') || cursor.accept('CHARSET')) {
    return { sql: `CHARACTER SET ${clientCharset(statement)}`, onSuccess: nothing }
  }
  const scope = readScope(statement)
  if (cursor.accept('TRANSACTION')) return isolation(statement)
  const name = cursor.next().value
  if (cursor.acceptOneOf('=', ':=') === undefined) throw cursor.fail()
  return variable(statement, scope, name)
}

function readScope({ cursor }: Statement): Scope {
  const system = cursor.accept('@@')
  const scope = cursor.acceptOneOf('SESSION', 'LOCAL', 'GLOBAL')
  if (system && scope !== undefined) cursor.expect('.')
  return scope === 'GLOBAL' ? 'GLOBAL' : 'SESSION'
}

/**
 * Statements reach the rules as text, so only UTF-8 clients can be understood; the wider form also
 * serves those that ask for the narrower one.
 */
function clientCharset({ cursor }: Statement): string {
  const charset = word(cursor)
  if (!['utf8', 'utf8mb3', 'utf8mb4', 'default'].includes(charset)) {
    throw notEmulated(`the client character set ${charset}`)
  }
  return 'utf8mb4'
}

function names(statement: Statement): Setting {
  const { cursor } = statement
  const charset = clientCharset(statement)
  const collation = cursor.accept('COLLATE') ? word(cursor) : `${charset}_general_ci`
  const wide = collation.replace(/^utf8(mb3)?_/, 'utf8mb4_')
  return { sql: `NAMES ${charset} COLLATE ${wide}`, onSuccess: nothing }
}

function isolation({ cursor }: Statement): Setting {
  if (cursor.accept('READ') && cursor.isOneOf('ONLY', 'WRITE')) {
    throw unsupported(`TRANSACTION READ ${cursor.peek().keyword}`)
  }
  if (cursor.accept('ISOLATION', 'LEVEL')) {
    if (cursor.accept('READ', 'COMMITTED')) return { sql: null, onSuccess: nothing }
    throw unsupported(`Isolation level ${cursor.peek().keyword} ${cursor.peek(1).keyword}`.trim())
  }
  throw cursor.fail()
}

function variable(statement: Statement, scope: Scope, name: string): Setting {
  const known = findVariable(name)
  const value = readValue(statement)
  if (/^(tx|transaction)_isolation$/i.test(name)) {
    if (value.text.toUpperCase() !== 'READ-COMMITTED') {
      throw unsupported(`Isolation level ${value.text}`)
    }
    return { sql: null, onSuccess: nothing }
  }
  switch (known.kind) {
    case 'constant':
      throw readOnlyVariable(name)
    case 'server':
      if (!known.settable) throw readOnlyVariable(name)
      return serverSetting(statement, scope, known, value)
    case 'emulated':
      return emulatedSetting(statement, scope, name, known, value)
  }
}

interface Value {
  /** As SQL. */
  readonly sql: string
  readonly text: string
}

/** A literal or a bare word: what official clients set. */
function readValue({ cursor }: Statement): Value {
  const start = cursor.position
  if (cursor.peek().kind === 'string') {
    const text = cursor.string()
    return { sql: cursor.text(start, cursor.position), text }
  }
  cursor.acceptOneOf('-', '+')
  const token = cursor.next()
  if (token.kind !== 'literal' && token.kind !== 'word') throw cursor.fail()
  return { sql: cursor.text(start, cursor.position), text: cursor.original(start, cursor.position) }
}

function serverSetting(
  { memory }: Statement,
  scope: Scope,
  known: Extract<Variable, { kind: 'server' }>,
  value: Value,
): Setting {
  if (known.name.startsWith('character_set') && !/^utf8(mb[34])?$/i.test(value.text)) {
    throw notEmulated(`the client character set ${value.text}`)
  }
  const settings =
    known.name === 'innodb_lock_wait_timeout'
      ? lockWaits(scope, value)
      : [
          `${scope} ${known.name} = ${known.name.startsWith('character_set') ? 'utf8mb4' : value.sql}`,
        ]
  const onSuccess =
    known.name === 'autocommit'
      ? () => {
          memory.autocommit = !['0', 'OFF', 'FALSE'].includes(value.text.toUpperCase())
        }
      : nothing
  return { sql: settings.join(', '), onSuccess }
}

const LONGEST_LOCK_WAIT_SECONDS = 2

/**
 * DDL waits on another clock in MariaDB; SingleStore knows one. However long a session is ready to wait, here it waits
 * shortly: nobody learns more from a minute.
 */
function lockWaits(scope: Scope, { sql, text }: Value): readonly string[] {
  const seconds = /^\d+$/.test(text) ? `LEAST(${sql}, ${LONGEST_LOCK_WAIT_SECONDS})` : sql
  return [
    `${scope} innodb_lock_wait_timeout = ${seconds}`,
    `${scope} lock_wait_timeout = ${seconds}`,
  ]
}

function emulatedSetting(
  statement: Statement,
  scope: Scope,
  name: string,
  known: Extract<Variable, { kind: 'emulated' }>,
  value: Value,
): Setting {
  const key = name.toLowerCase()
  const reset = value.text.toUpperCase() === 'DEFAULT'
  const accepted =
    reset ||
    known.values === undefined ||
    known.values.some((allowed) => allowed.toUpperCase() === value.text.toUpperCase())
  if (!accepted) throw notEmulated(`${key} = ${value.text}`)
  const stored = scope === 'GLOBAL' ? statement.world.sessions.globals : statement.memory.variables
  const onSuccess = () => {
    if (reset) stored.delete(key)
    else stored.set(key, value.text)
  }
  if (key !== 'sql_mode') return { sql: null, onSuccess }
  const mode = sessionSqlMode(reset ? known.initial : value.text)
  return { sql: scope === 'GLOBAL' ? null : `SESSION sql_mode = '${mode}'`, onSuccess }
}

function readOnlyVariable(name: string): Refusal {
  return new Refusal(1238, 'HY000', `Variable '${name}' is a read only variable`)
}
