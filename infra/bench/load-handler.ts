import { pathToFileURL } from 'node:url'
import type { LambdaContext } from '../local/lambda/lambda-context.ts'

export type Handler = (event: unknown) => Promise<unknown>

const TIMEOUT_MS = 60_000

/** Imports a bundle into this process, which must have the function's environment, and returns its handler. */
export async function loadHandler(entry: string): Promise<Handler> {
  const { handler } = (await import(pathToFileURL(entry).href)) as {
    readonly handler: (event: unknown, context: LambdaContext) => Promise<unknown>
  }
  return async (event) => {
    const deadlineMs = Date.now() + TIMEOUT_MS
    return await handler(event, {
      awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
      functionName: 'bench',
      functionVersion: '1',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:bench',
      memoryLimitInMB: '1769',
      logGroupName: '/aws/lambda/bench',
      logStreamName: 'bench',
      getRemainingTimeInMillis: () => deadlineMs - Date.now(),
    })
  }
}
