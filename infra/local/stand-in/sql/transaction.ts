import type { Action } from '../action.ts'
import { forward } from './forward.ts'
import { unsupported } from './refusal.ts'
import type { Statement } from './statement.ts'

/** BEGIN and START TRANSACTION. */
export function begin(statement: Statement): Action {
  const { cursor, memory } = statement
  if (cursor.accept('START')) cursor.expect('TRANSACTION')
  else {
    cursor.expect('BEGIN')
    cursor.accept('WORK')
  }
  if (cursor.isOneOf('READ', 'WITH')) {
    throw unsupported('characteristics of START TRANSACTION')
  }
  cursor.end()
  memory.written.clear()
  return forward(statement)
}

/** COMMIT and ROLLBACK; ROLLBACK TO is a savepoint statement. */
export function finish(statement: Statement): Action {
  const { cursor, memory } = statement
  const verb = cursor.next().keyword
  cursor.accept('WORK')
  if (verb === 'ROLLBACK' && cursor.accept('TO')) return savepointName(statement)
  if (cursor.isOneOf('AND', 'RELEASE', 'NO')) throw unsupported(`${verb} ${cursor.peek().keyword}`)
  cursor.end()
  memory.written.clear()
  return forward(statement)
}

/** SAVEPOINT and RELEASE SAVEPOINT: accepted with a warning, and nothing is saved. */
export function savepoint(statement: Statement): Action {
  const { cursor } = statement
  if (cursor.accept('RELEASE')) cursor.expect('SAVEPOINT')
  else cursor.expect('SAVEPOINT')
  return savepointName(statement)
}

function savepointName({ cursor }: Statement): Action {
  cursor.accept('SAVEPOINT')
  cursor.name()
  cursor.end()
  return { kind: 'ok', warnings: ["Feature 'SAVEPOINT' is not supported by SingleStore"] }
}
