import { UsageError } from './usage-error.ts'

/** Reads what `--env` is given. @throws UsageError, without the value */
export function parseVariable(text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    // A forgotten sign of equality would tell a password.
    throw new UsageError('--env takes NAME=VALUE, with a sign of equality behind the name.')
  }
  return [name, value]
}
