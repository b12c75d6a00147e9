import { ConfigError } from '../errors.ts'

/** The members of the JSON object that a secret holds, as they stand there. */
export type SecretFields = Readonly<Record<string, unknown>>

/**
 * Reads the text of a secret; undefined where it is binary.
 * @throws ConfigError that says nothing of what the secret holds
 */
export function parseSecret(text: string | undefined, secretId: string): SecretFields {
  if (text === undefined) {
    throw new ConfigError([`secret ${secretId} is binary; store it as text, ${shape}`])
  }
  const fields = parseJson(text)
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new ConfigError([`secret ${secretId} is no JSON object; store ${shape}`])
  }
  return fields as SecretFields
}

const shape = 'a JSON object such as {"username":"…","password":"…"}'

/** Undefined for what is no JSON: the parser's own error would quote the secret. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
