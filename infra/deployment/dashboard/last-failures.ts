import { functionName } from '../names.ts'
import type { Settings } from '../settings.ts'
import { REGION } from './graph.ts'
import type { Row } from './layout.ts'

/**
 * The newest failures of the sink and of the redrive function: lines of level `error`, one for an invocation, and what Lambda
 * itself says of an invocation that it ended.
 */
export function lastFailures(settings: Settings): Row {
  const groups = (['sink', 'redrive'] as const).map(
    (key) => `SOURCE '/aws/lambda/${functionName(settings, key)}'`,
  )
  const query = [
    ...groups,
    'filter level = "error" or @message like /Task timed out|Status: timeout|Runtime.ExitError/',
    'fields @timestamp, errorCode, coalesce(message, @message) as what, delivered, held, requestId',
    'sort @timestamp desc',
    'limit 20',
  ].join(' | ')
  const properties = {
    title: 'Last failures of the sink and of redrives',
    region: REGION,
    query,
    view: 'table',
  } as const
  return { height: 6, contents: [{ type: 'log', properties }] }
}
