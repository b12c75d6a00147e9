import type { LambdaClient, LambdaClientConfig } from '@aws-sdk/client-lambda'
import type { DeployedFacts } from './deployed-facts.ts'
import { functionFacts } from './function-facts.ts'
import { mappingFacts } from './mapping-facts.ts'
import { type LambdaAction, unanswered } from './unanswered.ts'

/** What is asked about. */
export interface DeployedFunction {
  /** Name or ARN. */
  readonly functionName: string
  /** UUIDs; none: all mappings of the function. */
  readonly eventSourceMappings: readonly string[]
  /** What its variables are compared with, by name. */
  readonly variables: ReadonlyMap<string, string>
}

/** A network without a way to Lambda's API drops packets, and the SDK would wait for ever. */
const limits = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} satisfies LambdaClientConfig

/** More pages than a function may have mappings: 100 in each. */
const MOST_PAGES = 20

/**
 * Makes what asks AWS how the sink is deployed, in the region of the function's ARN or of the environment. It never fails: what AWS does not tell is among the answers. Once it does not
 * answer at all, nothing more is asked.
 */
export function createDeployedFunction({
  functionName,
  eventSourceMappings,
  variables,
}: DeployedFunction): (remainingMs: () => number) => Promise<DeployedFacts> {
  let client: LambdaClient | null = null
  return async (remainingMs) => {
    const aws = await import('@aws-sdk/client-lambda')
    client ??= new aws.LambdaClient({ ...limits, ...regionOf(functionName) })
    const lambda = client
    const gaps: ReturnType<typeof unanswered>[] = []

    /** Null where it is not told. */
    async function ask<T>(
      action: LambdaAction,
      resource: string,
      send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
    ): Promise<T | null> {
      if (gaps.some(({ isFinal }) => isFinal)) return null
      try {
        const abortSignal = AbortSignal.timeout(Math.max(1, Math.floor(remainingMs())))
        return await send({ abortSignal })
      } catch (error) {
        gaps.push(unanswered(action, resource, error))
        return null
      }
    }

    const configuration = await ask('GetFunctionConfiguration', functionName, (options) =>
      lambda.send(new aws.GetFunctionConfigurationCommand({ FunctionName: functionName }), options),
    )
    const mappings = eventSourceMappings.length > 0 ? await ofUuids() : await ofFunction()

    async function ofUuids() {
      const found = []
      for (const UUID of eventSourceMappings) {
        found.push(
          await ask('GetEventSourceMapping', UUID, (options) =>
            lambda.send(new aws.GetEventSourceMappingCommand({ UUID }), options),
          ),
        )
      }
      return found
    }

    async function ofFunction() {
      const found = []
      let marker: string | undefined
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const Marker = marker
        const answer = await ask('ListEventSourceMappings', functionName, (options) =>
          lambda.send(
            new aws.ListEventSourceMappingsCommand({ FunctionName: functionName, Marker }),
            options,
          ),
        )
        found.push(...(answer?.EventSourceMappings ?? []))
        marker = answer?.NextMarker
        if (marker === undefined || marker === '') break
      }
      return found
    }

    return {
      sinkFunction: configuration === null ? null : functionFacts(configuration, variables),
      mappings: mappings.flatMap((mapping) => (mapping === null ? [] : mappingFacts(mapping))),
      unanswered: gaps,
    }
  }
}

/** An ARN names its region. */
function regionOf(functionName: string): { readonly region?: string } {
  const region = /^arn:[^:]+:lambda:([^:]+):/.exec(functionName)?.[1]
  return region === undefined ? {} : { region }
}
