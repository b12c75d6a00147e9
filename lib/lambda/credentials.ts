import type {
  SecretsManagerClient,
  SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager'
import { toSecretError } from './secret-error.ts'
import { parseSecret, type SecretFields } from './secret-text.ts'

/** Hands out the fields of one secret. */
export interface SecretSource {
  /**
   * The fields, fetched once per container; `fresh` fetches them again, after the database has refused what they say.
   * @throws ConfigError, StoreError
   */
  fetch(options?: { readonly fresh?: boolean }): Promise<SecretFields>
}

/** The SDK waits for ever by default; a function in a VPC without a way out would then only time out. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} satisfies SecretsManagerClientConfig

/** In milliseconds, what a fetch may take until it is given up. */
export const LONGEST_FETCH_MS =
  limits.maxAttempts *
  (limits.requestHandler.connectionTimeout + limits.requestHandler.requestTimeout)

/**
 * Makes the source of one secret, by its name or ARN; `option` gave it. The client of Secrets Manager is loaded at the first fetch: it costs
 * more time than anything else in a cold start, and a deployment without a secret never needs it.
 */
export function createSecretSource(
  secretId: string,
  option = 'SINGLESTORE_SECRET_ID',
): SecretSource {
  let client: SecretsManagerClient | null = null
  let fields: Promise<SecretFields> | null = null

  const load = async (): Promise<SecretFields> => {
    const aws = await import('@aws-sdk/client-secrets-manager')
    client ??= new aws.SecretsManagerClient({ ...limits, ...regionOf(secretId) })
    const command = new aws.GetSecretValueCommand({ SecretId: secretId })
    const { SecretString } = await client.send(command).catch((error: unknown) => {
      throw toSecretError(error, secretId, option)
    })
    return parseSecret(SecretString, secretId)
  }

  return {
    fetch({ fresh = false } = {}) {
      if (fields !== null && !fresh) return fields
      const attempt = load()
      fields = attempt
      // A failure must not stay with the container; the caller hears of it through the promise itself.
      attempt.catch(() => {
        if (fields === attempt) fields = null
      })
      return attempt
    },
  }
}

/** An ARN names its region; a secret may live in another than the function. */
function regionOf(secretId: string): { readonly region?: string } {
  const region = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(secretId)?.[1]
  return region === undefined ? {} : { region }
}
