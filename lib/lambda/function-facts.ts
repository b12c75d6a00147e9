import type { FunctionConfiguration } from '@aws-sdk/client-lambda'
import type { FunctionFacts } from './deployed-facts.ts'

/** Takes from an answer of AWS what the doctor judges; of the values of variables, only whether they are those expected. */
export function functionFacts(
  configuration: FunctionConfiguration,
  expected: ReadonlyMap<string, string>,
): FunctionFacts {
  const { Environment, VpcConfig } = configuration
  const variables = Environment?.Error === undefined ? (Environment?.Variables ?? {}) : null
  return {
    name: configuration.FunctionName ?? '',
    arn: configuration.FunctionArn ?? '',
    runtime: configuration.Runtime ?? null,
    handler: configuration.Handler ?? null,
    layers: (configuration.Layers ?? []).flatMap(({ Arn }) => Arn ?? []),
    memoryMb: configuration.MemorySize ?? null,
    timeoutSeconds: configuration.Timeout ?? null,
    state: configuration.State ?? null,
    stateReason: configuration.StateReason ?? null,
    lastUpdateStatus: configuration.LastUpdateStatus ?? null,
    lastUpdateReason: configuration.LastUpdateStatusReason ?? null,
    subnetIds: VpcConfig?.SubnetIds ?? [],
    differingVariables: variables === null ? null : differing(variables, expected),
    partialResponses:
      variables === null ? null : isTrue(variables.SINK_PARTIAL_RESPONSES ?? 'false'),
  }
}

const isTrue = (text: string): boolean => text.trim().toLowerCase() === 'true'

function differing(
  variables: Readonly<Record<string, string>>,
  expected: ReadonlyMap<string, string>,
): readonly string[] {
  const given = new Map(
    Object.entries(variables).filter(
      ([name, value]) => /^(?:SINK|SINGLESTORE)_/.test(name) && value.trim() !== '',
    ),
  )
  const names = new Set([...given.keys(), ...expected.keys()])
  return [...names].filter((name) => given.get(name) !== expected.get(name)).toSorted()
}
