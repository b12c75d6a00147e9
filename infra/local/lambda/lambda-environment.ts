import { dirname } from 'node:path'

export interface FunctionSettings {
  readonly functionName: string
  readonly modulePath: string
  /** `file.export`, the file in the module's folder. */
  readonly handler: string
  readonly memoryMb: number
}

/**
 * The variables that Lambda itself sets, for a function in a made-up account.
 *
 * Source: AWS Lambda Developer Guide, "Defined runtime environment variables".
 */
export function lambdaEnvironment(
  { functionName, modulePath, handler, memoryMb }: FunctionSettings,
  logStream: string,
): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: dirname(modulePath),
    _HANDLER: handler,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin:/bin',
  }
}

/** The ARN of a local function. */
export function functionArn(functionName: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`
}
