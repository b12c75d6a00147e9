import type { Fragment, Value } from './cloudformation.ts'
import { type FunctionKey, functionIds } from './names.ts'
import type { Settings } from './settings.ts'

const keys: readonly FunctionKey[] = ['sink', 'ledger', 'redrive', 'doctor']

/** What the functions have only where it is asked for: a network, tracing, a share of the account's concurrency. */
export function functionProperties(settings: Settings): Fragment {
  const { network, tracing, reservedConcurrency } = settings
  const shared: Readonly<Record<string, Value>> = {
    ...(network !== null && {
      VpcConfig: { SubnetIds: network.subnetIds, SecurityGroupIds: network.securityGroupIds },
    }),
    ...(tracing && { TracingConfig: { Mode: 'Active' } }),
  }
  const properties = (key: FunctionKey) => ({
    ...shared,
    ...(key === 'sink' &&
      reservedConcurrency !== null && { ReservedConcurrentExecutions: reservedConcurrency }),
  })
  return {
    extensions: Object.fromEntries(
      keys
        .filter((key) => Object.keys(properties(key)).length > 0)
        .map((key) => [functionIds(key).lambda, { Properties: properties(key) }]),
    ),
  }
}
