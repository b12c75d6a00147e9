import { parseArgs } from 'node:util'
import { UsageError } from '../commands/usage-error.ts'
import type { ChaosRequest } from './request.ts'

const RECORDS = 200_000
const MINUTES = 15
const LARGEST_SEED = 2 ** 32 - 1

export const usage = `Usage: npm run chaos -- [--records N] [--minutes M] [--seed S] [--json]

Delivers a made-up log through the built functions while everything fails that
can fail, then asks the database whether every offset is exactly one of written,
filtered and dead-lettered.

  --records N   records to produce; ${RECORDS} unless --minutes is given
  --minutes M   no fault is injected after so long, and what was produced is
                delivered to its end; ${MINUTES} unless --records is given
  --seed S      a number from 0 to ${LARGEST_SEED} that decides everything but the
                timing; drawn and printed by default
  --json        one line of JSON as the last line of standard output

The same seed makes the same records, and plans the same faults for a delivery
of the same records. How functions, pollers and the database interleave is not
in its hands: which of the planned faults strike, and so how batches are cut
after the first failure, differs from run to run.

Exit code: 0 when nothing is lost, duplicated or uncovered, 1 otherwise, 2 for
misuse. SINGLESTORE_TEST_URL=mysql://user:password@host:port/ uses a real
server; it is neither restarted nor is its clock moved.`

/** What the user asked for. */
export type ChaosArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly request: ChaosRequest; readonly json: boolean }

/** @param drawSeed gives the seed where none is told. @throws UsageError that names the argument */
export function parseArguments(args: readonly string[], drawSeed: () => number): ChaosArguments {
  const values = parse(args)
  if (values.help === true) return { kind: 'help' }
  const { records, minutes, seed } = values
  const both = records === undefined && minutes === undefined
  return {
    kind: 'run',
    json: values.json === true,
    request: {
      records:
        records === undefined
          ? both
            ? RECORDS
            : Infinity
          : wholeNumber('--records', records, 1, 1e9),
      limitMs: minutes === undefined ? (both ? MINUTES * 60_000 : Infinity) : minutesMs(minutes),
      seed: seed === undefined ? drawSeed() : wholeNumber('--seed', seed, 0, LARGEST_SEED),
    },
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        records: { type: 'string' },
        minutes: { type: 'string' },
        seed: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= low && number <= high) return number
  throw new UsageError(`${name} takes a whole number from ${low} to ${high}, not "${text}".`)
}

function minutesMs(text: string): number {
  const minutes = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && minutes > 0) return minutes * 60_000
  throw new UsageError(`--minutes takes a number above 0, not "${text}".`)
}
