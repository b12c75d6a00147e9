import type { Config } from '../config.ts'
import type { DeployedFacts } from '../lambda/deployed-facts.ts'
import { batches } from './deployment/batches.ts'
import { consumerGroup } from './deployment/consumer-group.ts'
import { filters } from './deployment/filters.ts'
import { functionEnvironment } from './deployment/function-environment.ts'
import { functionLimits } from './deployment/function-limits.ts'
import { functionNetwork } from './deployment/function-network.ts'
import { functionState } from './deployment/function-state.ts'
import { judge } from './deployment/judgement.ts'
import { mappingRegistry } from './deployment/mapping-registry.ts'
import { mappingSource } from './deployment/mapping-source.ts'
import { mappingState } from './deployment/mapping-state.ts'
import { mappingTarget } from './deployment/mapping-target.ts'
import { partialResponses } from './deployment/partial-responses.ts'
import { retries } from './deployment/retries.ts'
import { watching } from './deployment/watching.ts'
import type { Visit } from './visit.ts'

const ofMappings = [
  mappingSource,
  mappingTarget,
  consumerGroup,
  partialResponses,
  retries,
  filters,
  mappingRegistry,
  batches,
  watching,
] as const

const ofFunction = [functionState, functionLimits, functionNetwork, functionEnvironment] as const

/** All that a deployment is asked. */
export const deploymentJudgements = [...ofFunction, mappingState, ...ofMappings] as const

/**
 * Judges how the sink is deployed by what AWS told; nothing is asked any more.
 * @param facts null where AWS was not asked: there are no checks, then
 * @param config null where it could not be read
 */
export async function examineDeployment(
  facts: DeployedFacts | null,
  config: Config | null,
  visit: Visit,
): Promise<void> {
  if (facts === null) return
  const { sinkFunction, mappings } = facts
  const judgements = [
    ...(sinkFunction === null ? [] : ofFunction),
    ...(isSilentOnMappings(facts) ? [] : [mappingState]),
    ...(mappings.length === 0 ? [] : ofMappings),
  ]
  for (const judgement of judgements) {
    const { name, did } = judgement
    await visit.make({
      name,
      did,
      boundMs: 1_000,
      mend: 'Run the doctor again.',
      look: async () => judge(judgement, { sinkFunction, mappings, config }),
    })
  }
}

/** That AWS told of no mapping, and need not mean that there is none. */
function isSilentOnMappings({ mappings, unanswered }: DeployedFacts): boolean {
  return mappings.length === 0 && unanswered.length > 0
}
