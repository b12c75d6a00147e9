import type { Action } from '../action.ts'
import { Refusal } from './refusal.ts'
import type { Statement } from './statement.ts'

/** `KILL [CONNECTION | QUERY] id [aggregator id]`. */
export function kill({ cursor, world }: Statement): Action {
  cursor.expect('KILL')
  const scope = cursor.acceptOneOf('QUERY', 'CONNECTION') === 'QUERY' ? 'query' : 'connection'
  const connectionId = cursor.integer()
  const aggregator = cursor.peek().kind === 'literal' ? cursor.integer() : world.aggregatorId
  cursor.end()
  if (aggregator !== world.aggregatorId) {
    throw new Refusal(
      1094,
      'HY000',
      `Unknown thread id: ${connectionId} on aggregator ${aggregator}`,
    )
  }
  return { kind: 'kill', scope, connectionId }
}
