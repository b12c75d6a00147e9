import type { Action } from '../action.ts'
import { alterTable, createIndex, dropIndex } from './alter-statements.ts'
import { createDatabase, dropDatabase, use } from './database-statements.ts'
import { insert } from './insert.ts'
import { isQuery } from './is-query.ts'
import { kill } from './kill.ts'
import { loadData } from './load-data.ts'
import { deleteRows, update } from './modify-rows.ts'
import { notEmulated, Refusal, unsupported } from './refusal.ts'
import { select } from './select.ts'
import { set } from './set.ts'
import { describe, show, usingDatabase } from './show.ts'
import type { Statement } from './statement.ts'
import { createTable, dropTable, truncate } from './table-statements.ts'
import { begin, finish, savepoint } from './transaction.ts'

type Handler = (statement: Statement) => Action

/** The statements that are let in, by their first word. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  ALTER: alterTable,
  BEGIN: begin,
  COMMIT: finish,
  CREATE: create,
  DELETE: deleteRows,
  DESC: describe,
  DESCRIBE: describe,
  DROP: drop,
  EXPLAIN: describe,
  INSERT: insert,
  KILL: kill,
  LOAD: loadData,
  RELEASE: savepoint,
  REPLACE: insert,
  ROLLBACK: finish,
  SAVEPOINT: savepoint,
  SET: set,
  SHOW: show,
  START: begin,
  TRUNCATE: truncate,
  UPDATE: update,
  USE: use,
  USING: usingDatabase,
}

/** Statements MariaDB would run and SingleStore refuses. */
const UNSUPPORTED = ['DO', 'HANDLER', 'LOCK', 'RENAME', 'UNLOCK', 'XA']

/** What becomes of a statement. Throws a Refusal for one that is not let in. */
export function dispatch(statement: Statement): Action {
  const { cursor } = statement
  if (isQuery(cursor)) return select(statement)
  const first = cursor.peek()
  if (first.kind === 'end' || first.keyword === ';') {
    throw new Refusal(1065, '42000', 'Query was empty')
  }
  const handler = Object.hasOwn(HANDLERS, first.keyword) ? HANDLERS[first.keyword] : undefined
  if (handler !== undefined) return handler(statement)
  if (UNSUPPORTED.includes(first.keyword)) {
    throw unsupported(`${first.keyword} ${cursor.peek(1).keyword}`.trim())
  }
  if (first.kind !== 'word') throw cursor.fail()
  throw notEmulated(`the statement ${first.keyword}`)
}

function create(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('CREATE')
  if (cursor.isOneOf('DATABASE', 'SCHEMA')) return createDatabase(statement)
  if (cursor.isOneOf('INDEX', 'UNIQUE')) return createIndex(statement)
  if (cursor.isOneOf('TABLE', 'ROWSTORE', 'REFERENCE', 'TEMPORARY', 'GLOBAL')) {
    return createTable(statement)
  }
  if (cursor.isOneOf('TRIGGER', 'EVENT', 'SEQUENCE', 'SERVER', 'TABLESPACE')) {
    throw unsupported(`CREATE ${cursor.peek().keyword}`)
  }
  throw notEmulated(`CREATE ${cursor.peek().text}`)
}

function drop(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('DROP')
  if (cursor.isOneOf('DATABASE', 'SCHEMA')) return dropDatabase(statement)
  if (cursor.isOneOf('TABLE', 'TEMPORARY')) return dropTable(statement)
  if (cursor.is('INDEX')) return dropIndex(statement)
  if (cursor.isOneOf('TRIGGER', 'EVENT', 'SEQUENCE', 'SERVER', 'TABLESPACE')) {
    throw unsupported(`DROP ${cursor.peek().keyword}`)
  }
  throw notEmulated(`DROP ${cursor.peek().text}`)
}
