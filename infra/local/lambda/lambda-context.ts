import type { IncomingHttpHeaders } from 'node:http'

/** The second argument of a handler, as far as Lambda's Node 24 runtime fills it. */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly logGroupName: string
  readonly logStreamName: string
  getRemainingTimeInMillis(): number
}

/** Makes the context of one invocation from the headers of `/invocation/next` and the variables that Lambda sets. */
export function createContext(
  headers: IncomingHttpHeaders,
  environment: Readonly<Record<string, string | undefined>>,
): LambdaContext {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms'])
  return {
    awsRequestId: String(headers['lambda-runtime-aws-request-id']),
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME ?? '',
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION ?? '',
    invokedFunctionArn: String(headers['lambda-runtime-invoked-function-arn']),
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  }
}
