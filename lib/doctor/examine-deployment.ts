import type { DeployedFacts } from '../lambda/deployed-facts.ts'
import type { DeployedAs } from './examine-database.ts'
import { passed, skipped, warned } from './finding.ts'
import { toldError } from './told-error.ts'
import type { Visit } from './visit.ts'

/** Asks AWS how the sink is deployed; null where it does not tell. What cannot be asked is a warning: the sink itself never asks. */
export function askDeployment(visit: Visit): Promise<DeployedFacts | null> {
  const { deployed, isNamed = false } = visit.doors
  return visit.make({
    name: 'Deployment',
    did: deployed === null ? 'Asked nobody.' : 'Asked Lambda for the function and its mappings.',
    boundMs: 20_000,
    mend: 'Run npm run doctor from a machine with credentials.',
    async look(remainingMs) {
      if (deployed === null) return skipped('No function is named that AWS could be asked about.')
      try {
        const facts = await deployed(remainingMs)
        const { sinkFunction, mappings, unanswered } = facts
        if (unanswered.length > 0) {
          const found = new Set(unanswered.map((one) => one.found))
          const mends = new Set(unanswered.map((one) => one.mend))
          const told = warned([...found].join(' '), [...mends].join(' '), facts)
          return isNamed ? { ...told, outcome: 'failed' } : told
        }
        const name = sinkFunction === null ? 'of a function unknown' : `of ${sinkFunction.name}`
        return passed(`It tells ${name}, with ${mappings.length} mappings.`, facts)
      } catch (error) {
        const { found, mend } = toldError(error)
        const way =
          "Give the function's network a way to Lambda (an interface endpoint), or run npm run doctor from a machine with credentials."
        return {
          ...warned(found, mend ?? way, null),
          outcome: isNamed ? 'failed' : 'warned',
          value: null,
        }
      }
    },
  })
}

/** What the database is looked at for. */
export function deployedAs(facts: DeployedFacts | null): DeployedAs {
  const topics = facts?.mappings.flatMap((mapping) => mapping.topics) ?? []
  return {
    topics: [...new Set(topics)],
    functionSeconds: facts?.sinkFunction?.timeoutSeconds ?? null,
  }
}
