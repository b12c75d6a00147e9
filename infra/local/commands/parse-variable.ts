import { UsageError } from './usage-error.ts'

/** Reads what `--env` is given. @throws UsageError, without the value */
export function parseVariable(text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new UsageError(`--env takes NAME=VALUE, not "${text.split('=')[0]}".`)
  }
  return [name, value]
}
