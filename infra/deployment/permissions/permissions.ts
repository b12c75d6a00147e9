import { attribute, type Fragment } from '../cloudformation.ts'
import { type FunctionKey, functionIds, mappingId } from '../names.ts'
import type { Settings } from '../settings.ts'
import { readFailedBatches } from './failed-batches.ts'
import { attachFunction } from './network-interfaces.ts'
import { readSchemas, readSecrets, sendTraces, writeLogs } from './own-code.ts'
import { pollerPolicies } from './pollers.ts'
import { roleResources } from './role.ts'
import { allow, type Policy } from './statement.ts'
import { withholdFromCode } from './withhold-from-code.ts'

/** A role for each function, with what that function does, and what Lambda does for it, and nothing else. */
export function permissions(settings: Settings): Fragment {
  const keys: readonly FunctionKey[] = ['sink', 'ledger', 'redrive', 'doctor']
  const roles = keys.map((key) => roleResources(functionIds(key).role, policies(settings, key)))
  return { Resources: Object.assign({}, ...roles) }
}

function policies(settings: Settings, key: FunctionKey): readonly Policy[] {
  const attach: readonly Policy[] =
    settings.network === null
      ? []
      : [{ name: 'attach-to-network', statements: attachFunction(settings) }]
  const lent = [...attach, ...(key === 'sink' ? pollerPolicies(settings) : [])]
  const statements = lent.flatMap((policy) => policy.statements)
  return [
    writeLogs(key),
    ...sendTraces(settings),
    readSecrets(settings, key),
    ...(key === 'ledger' ? [] : readSchemas(settings)),
    ...(key === 'redrive' ? readFailedBatches(settings) : []),
    ...withholdFromCode(settings, key, statements),
    ...lent,
    ...(key === 'doctor' ? [readMappings(settings)] : []),
  ]
}

/** What the doctor compares the configuration with. */
function readMappings(settings: Settings): Policy {
  const mappings = settings.topics.map((topic) =>
    attribute(mappingId(settings, topic), 'EventSourceMappingArn'),
  )
  const sink = attribute(functionIds('sink').lambda, 'Arn')
  return {
    name: 'read-mappings',
    statements: [
      allow(['lambda:GetFunctionConfiguration'], [sink]),
      allow(['lambda:GetEventSourceMapping'], mappings),
    ],
  }
}
