import type { Action } from '../action.ts'
import { derivedTable } from './derived-table.ts'
import { forward } from './forward.ts'
import { quoteString } from './quote.ts'
import type { Statement } from './statement.ts'
import { VARIABLES, variableValue } from './variables.ts'

/** SHOW VARIABLES, the word itself already read: MariaDB's values for its part, the rules' for theirs. */
export function showVariables(statement: Statement): Action {
  const { cursor } = statement
  const own: string[][] = []
  const renamed: string[] = []
  for (const [name, variable] of VARIABLES) {
    const value = variableValue(statement, name)
    if (value !== undefined) own.push([name, value])
    else if (variable.kind === 'server') {
      renamed.push(
        `SELECT ${quoteString(name)} AS Variable_name, VARIABLE_VALUE AS Value FROM information_schema.SESSION_VARIABLES WHERE VARIABLE_NAME = ${quoteString(variable.name)}`,
      )
    }
  }
  let filter = ''
  if (cursor.accept('LIKE')) {
    const start = cursor.position
    cursor.string()
    filter = ` WHERE Variable_name LIKE ${cursor.text(start, cursor.position)}`
  } else if (cursor.is('WHERE')) {
    const start = cursor.position
    cursor.expect('WHERE')
    statement.expression()
    filter = ` ${cursor.text(start, cursor.position)}`
  }
  cursor.end()
  const rows = derivedTable({ columns: ['Variable_name', 'Value'], rows: own })
  const all = [`SELECT * FROM (${rows}) AS own`, ...renamed].join(' UNION ALL ')
  return forward(statement, {}, `SELECT * FROM (${all}) AS shown${filter} ORDER BY 1`)
}
