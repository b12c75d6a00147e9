import { functionName } from '../names.ts'
import type { Settings } from '../settings.ts'
import { REGION } from './graph.ts'
import type { Row } from './layout.ts'

/**
 * What Lambda's runtime says of a function that it ended, or could not start: no line of ours tells of it.
 * Source: lines as users of the runtime quote them, aws/aws-lambda-nodejs-runtime-interface-client issue 178 among others; their
 * wording is no part of Lambda's documentation.
 */
export const RUNTIME_FAILURE =
  /Task timed out|Uncaught Exception|Status: (error|timeout)|Runtime\.[A-Z][A-Za-z]+|Runtime exited with error/

/** The newest failures of the sink and of the redrive function: lines of level `error`, one for an invocation, and the runtime's. */
export function lastFailures(settings: Settings): Row {
  const groups = (['sink', 'redrive'] as const).map(
    (key) => `SOURCE '/aws/lambda/${functionName(settings, key)}'`,
  )
  const query = [
    ...groups,
    `filter level = "error" or @message like ${RUNTIME_FAILURE}`,
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
