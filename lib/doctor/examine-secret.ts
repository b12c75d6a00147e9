import { shownName } from '../config/database-name.ts'
import type { ConnectionConfig } from '../config.ts'
import { ConfigError } from '../errors.ts'
import { failed, passed, skipped } from './finding.ts'
import type { Visit } from './visit.ts'

const MOST_NAMES = 30

/**
 * Whether Secrets Manager hands out the secret of the database, and which fields it has: their names
 * alone are told. Null where it does not.
 */
export function examineSecret({ secretId }: ConnectionConfig, visit: Visit): Promise<true | null> {
  const { secret } = visit.doors
  return visit.make({
    name: 'Secret',
    did: secretId === null ? 'Looked for a secret.' : `Fetched secret ${secretId}.`,
    boundMs: 30_000,
    mend: "Let the function's role read the secret (secretsmanager:GetSecretValue, kms:Decrypt for a key of your own), and give its network a way to Secrets Manager.",
    async look() {
      if (secret === null) {
        const found = 'No secret is named (SINGLESTORE_SECRET_ID): the environment holds the login.'
        return { ...skipped(found), value: true as const }
      }
      try {
        const names = Object.keys(await secret.fetch({ fresh: false }))
        return passed(`It has the fields ${listed(names)}.`, true as const)
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        // No right is lacking. Without a cause it was read, and its text is at fault.
        const mend =
          error.cause === undefined
            ? 'Store a JSON object such as {"username":"…","password":"…"} in the secret.'
            : 'Correct SINGLESTORE_SECRET_ID, or the region and account: an ARN names both.'
        return failed(error.faults.join('; '), mend)
      }
    },
  })
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return '(none)'
  const shown = names.slice(0, MOST_NAMES).map(shownName).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}
