import type { Report } from './report.ts'
import type { Setting } from './settings.ts'

/** What Secrets Manager takes for a name, and an ARN with it. */
const name = '[A-Za-z0-9/_+=.@-]{1,512}'
const secretId = new RegExp(
  `^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:)?${name}$`,
)

/** Reads which secret is meant; a text that is neither name nor ARN may be the secret itself, and is not told. */
export function readSecretId(setting: Setting | null, report: Report): string | null {
  if (setting === null || secretId.test(setting.text)) return setting?.text ?? null
  report(
    `${setting.place}: wants the name or the ARN of a secret in Secrets Manager, and is given something else; if that is the secret itself, it is to be changed now`,
  )
  return null
}
