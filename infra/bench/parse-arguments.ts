import { parseArgs } from 'node:util'
import { UsageError } from '../local/commands/usage-error.ts'

export const usage = `Usage: npm run bench -- [--quick] [--json]

Measures the built sink against the database and against the least that any sink must do, and compares with the budgets.

  --quick  fewer rounds: half a minute instead of two
  --json   one line of JSON as the last line of standard output

Exit code: 0 when everything was measured, whether or not the budgets hold; 2 for misuse.`

export interface BenchRequest {
  readonly quick: boolean
  readonly json: boolean
  readonly help: boolean
}

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): BenchRequest {
  const { quick, json, help } = parse(args)
  return { quick: quick === true, json: json === true, help: help === true }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
