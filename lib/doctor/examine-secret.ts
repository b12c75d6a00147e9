import { shownName } from '../config/database-name.ts'
import type { Config } from '../config.ts'
import { passed, skipped } from './finding.ts'
import type { Visit } from './visit.ts'

const MOST_NAMES = 30

/** Whether Secrets Manager hands out the secret of the database, and which fields it has: their names alone are told. */
export async function examineSecret({ secretId }: Config, visit: Visit): Promise<void> {
  const { secret } = visit.doors
  await visit.make({
    name: 'Secret',
    did: secretId === null ? 'Looked for a secret.' : `Fetched secret ${secretId}.`,
    boundMs: 30_000,
    mend: "Let the function's role read the secret (secretsmanager:GetSecretValue, kms:Decrypt for a key of your own), and give its network a way to Secrets Manager.",
    async look() {
      if (secret === null) {
        return skipped(
          'No secret is named (SINGLESTORE_SECRET_ID): the environment holds the login.',
        )
      }
      const names = Object.keys(await secret.fetch({ fresh: false }))
      return passed(`It has the fields ${listed(names)}.`, null)
    },
  })
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return '(none)'
  const shown = names.slice(0, MOST_NAMES).map(shownName).join(', ')
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown
}
