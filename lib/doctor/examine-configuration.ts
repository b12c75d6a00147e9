import type { Config } from '../config.ts'
import { ConfigError } from '../errors.ts'
import { failed, passed, warned } from './finding.ts'
import type { Visit } from './visit.ts'

const NAME = 'Configuration'
const DID = "Read the environment and the connector's properties."

/** @param config the error where it could not be read */
export function examineConfiguration(
  config: Config | ConfigError,
  visit: Visit,
): Promise<Config | null> {
  return visit.make({
    name: NAME,
    did: DID,
    boundMs: 1_000,
    mend: 'Correct the settings that are named.',
    async look() {
      if (config instanceof ConfigError) {
        return failed(config.faults.join('; '), 'Correct the settings that are named.')
      }
      const ignored = config.ignoredProperties
      const found = `${summary(config)}${ignored.length === 0 ? '' : `; without a meaning here: ${ignored.join(', ')}`}.`
      if (config.ledgerTable !== null) return passed(found, config)
      return warned(
        found,
        'Without the ledger (singlestore.metadata.allow=false) a redelivery writes rows twice: set SINK_METADATA_ALLOW=true unless the tables bear that.',
        config,
      )
    },
  })
}

function summary(config: Config): string {
  const { sinkName, ledgerTable, changes, tolerance, deadLetterTable } = config
  const words = [
    sinkName === null ? null : `sink "${sinkName}"`,
    ledgerTable === null ? 'no ledger: at least once' : `ledger "${ledgerTable}"`,
    changes.upsert ? 'upsert' : 'inserts',
    changes.deletes ? 'deletes' : null,
    changes.truncates ? 'truncations' : null,
    config.autoCreate ? 'tables are created' : 'tables are not created',
    config.evolution === 'add' ? 'columns are added' : 'columns are not added',
    tolerance === 'all'
      ? `bad records go to "${deadLetterTable}"`
      : 'a bad record stops its partition',
    config.partialResponses ? 'partial responses' : 'no partial responses',
  ]
  return words.filter((word) => word !== null).join(', ')
}
