import { quoteString } from './quote.ts'
import type { Statement } from './statement.ts'
import { findVariable, variableValue } from './variables.ts'

/** Reads past `@@[SESSION. | GLOBAL.] name`. Throws a Refusal (1193) for an unknown variable. */
export function systemVariable(statement: Statement): void {
  const { cursor } = statement
  const start = cursor.position
  cursor.expect('@@')
  const scope = cursor.acceptOneOf('SESSION', 'LOCAL', 'GLOBAL')
  if (scope !== undefined) cursor.expect('.')
  const name = cursor.next().value
  const value = variableValue(statement, name)
  if (value !== undefined) {
    cursor.replace(start, cursor.position, /^\d+$/.test(value) ? value : quoteString(value))
    return
  }
  const variable = findVariable(name)
  if (variable.kind === 'server' && variable.name !== name.toLowerCase()) {
    const prefix = scope === undefined ? '' : `${scope}.`
    cursor.replace(start, cursor.position, `@@${prefix}${variable.name}`)
  }
}
