import type { Action } from '../action.ts'
import { word } from './column-definition.ts'
import { forward } from './forward.ts'
import { quoteName } from './quote.ts'
import type { Statement } from './statement.ts'

/** CREATE DATABASE, its first word already read; partitions and replication are without effect here. */
export function createDatabase(statement: Statement): Action {
  const { cursor, world } = statement
  cursor.next()
  const ifNotExists = cursor.accept('IF', 'NOT', 'EXISTS')
  const database = cursor.name()
  const name = quoteName(world.aliases.forward(database))
  const charset = options(statement)
  cursor.end()
  return forward(
    statement,
    { onSuccess: () => world.registry.putDatabase(database) },
    `CREATE DATABASE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${name}${charset}`,
  )
}

function options({ cursor }: Statement): string {
  let charset = ''
  for (;;) {
    if (cursor.acceptOneOf('PARTITIONS', 'SUB_PARTITIONS') !== undefined) {
      cursor.accept('=')
      cursor.integer()
    } else if (cursor.accept('WITH')) {
      while (cursor.acceptOneOf('SYNC', 'ASYNC', 'DURABILITY', 'REPLICATION') !== undefined);
    } else {
      cursor.accept('DEFAULT')
      if (cursor.accept('CHARACTER', 'SET') || cursor.accept('CHARSET')) {
        cursor.accept('=')
        charset += ` CHARACTER SET ${word(cursor)}`
      } else if (cursor.accept('COLLATE')) {
        cursor.accept('=')
        charset += ` COLLATE ${word(cursor)}`
      } else return charset
    }
  }
}

/** DROP DATABASE, its first word already read. */
export function dropDatabase(statement: Statement): Action {
  const { cursor, world } = statement
  cursor.next()
  cursor.accept('IF', 'EXISTS')
  const name = cursor.name()
  cursor.end()
  return forward(statement, { onSuccess: () => world.registry.removeDatabase(name) })
}

export function use(statement: Statement): Action {
  const { cursor } = statement
  cursor.expect('USE')
  cursor.name()
  cursor.end()
  return forward(statement)
}
