import { parseArgs } from 'node:util'
import { UsageError } from '../usage-error.ts'
import { COST_FORMATS, type CostFormat } from './cost-format.ts'
import type { PollingMode, Setup, Workload } from './workload.ts'

/** Where the time of an event is to come from, files not yet read. */
export type TimingArgument =
  | { readonly kind: 'measured' }
  | { readonly kind: 'database'; readonly databaseMs: number }
  | { readonly kind: 'invocation'; readonly invocationMs: number }
  | { readonly kind: 'log'; readonly file: string }

/** What the user asked for. */
export type CostArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'measure' }
  | {
      readonly kind: 'estimate'
      readonly workload: Workload
      readonly setup: Setup
      readonly timing: TimingArgument
      readonly hoursPerMonth: number
      readonly connectRecordsPerSecond: number | null
      readonly priceFile: string | null
      readonly json: boolean
    }

type Values = ReturnType<typeof parse>

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): CostArguments {
  const values = parse(args)
  if (values.help === true) return { kind: 'help' }
  if (values.measure === true) return { kind: 'measure' }
  return {
    kind: 'estimate',
    workload: {
      recordsPerSecond: number(values, 'records-per-second', { low: 1e-6, high: 1e9 }),
      recordBytes: whole(values, 'bytes', { low: 1, high: 1e8 }),
      format: oneOf(COST_FORMATS, values, 'format') satisfies CostFormat,
      topics: whole(values, 'topics', { low: 1, high: 1_000 }),
      partitions: whole(values, 'partitions', { low: 1, high: 10_000 }),
    },
    setup: setupOf(values),
    timing: timingOf(values),
    hoursPerMonth: number(values, 'hours-per-month', { low: 1, high: 744 }),
    connectRecordsPerSecond:
      values['connect-records-per-second'] === undefined
        ? null
        : number(values, 'connect-records-per-second', { low: 1e-3, high: 1e9 }),
    priceFile: values.prices ?? null,
    json: values.json === true,
  }
}

function setupOf(values: Values): Setup {
  return {
    batchSize: whole(values, 'batch-size', { low: 1, high: 10_000 }),
    windowSeconds: whole(values, 'window-seconds', { low: 0, high: 300 }),
    memoryMb: whole(values, 'memory-mb', { low: 128, high: 10_240 }),
    timeoutSeconds: whole(values, 'timeout-seconds', { low: 1, high: 840 }),
    polling: pollingOf(values),
    natGateways: whole(values, 'nat-gateways', { low: 0, high: 100 }),
  }
}

const PROVISIONED_ONLY = ['minimum-pollers', 'maximum-pollers', 'separate-pollers'] as const

function pollingOf(values: Values): PollingMode {
  const mode = oneOf(['provisioned', 'on-demand'] as const, values, 'polling')
  const source = oneOf(['msk', 'self-managed'] as const, values, 'source')
  if (mode === 'on-demand') {
    const given = PROVISIONED_ONLY.find((name) => values[name] !== undefined)
    if (given === undefined) return { mode }
    throw new UsageError(`--${given} is of provisioned pollers, not of --polling on-demand.`)
  }
  const minimumPollers = whole(values, 'minimum-pollers', { low: 1, high: 200 })
  const maximumPollers = whole(values, 'maximum-pollers', { low: 1, high: 2_000 })
  if (maximumPollers < minimumPollers) {
    throw new UsageError('--maximum-pollers is less than --minimum-pollers.')
  }
  // As the deployment has it: none for brokers that are read over the internet.
  const grouped = source === 'msk' && values['separate-pollers'] !== true
  return { mode, minimumPollers, maximumPollers, grouped }
}

const TIMINGS = ['database-ms', 'invocation-ms', 'from-log'] as const

function timingOf(values: Values): TimingArgument {
  const given = TIMINGS.filter((name) => values[name] !== undefined)
  const [name] = given
  if (given.length > 1) throw new UsageError(`Only one of --${given.join(', --')} can be given.`)
  switch (name) {
    case undefined:
      return { kind: 'measured' }
    case 'database-ms':
      return { kind: 'database', databaseMs: number(values, name, { low: 0, high: 840_000 }) }
    case 'invocation-ms':
      return { kind: 'invocation', invocationMs: number(values, name, { low: 1, high: 840_000 }) }
    case 'from-log':
      return { kind: 'log', file: values[name] ?? '' }
    default:
      return name satisfies never
  }
}

/** What is taken where nothing is given: the deployment's own defaults. */
const DEFAULTS: Readonly<Record<string, string>> = {
  format: 'connect-json',
  topics: '1',
  partitions: '6',
  'batch-size': '10000',
  'window-seconds': '1',
  'memory-mb': '1769',
  'timeout-seconds': '300',
  polling: 'provisioned',
  source: 'msk',
  'minimum-pollers': '1',
  'maximum-pollers': '10',
  'nat-gateways': '0',
  'hours-per-month': '730',
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'records-per-second': text,
        bytes: text,
        format: text,
        topics: text,
        partitions: text,
        'batch-size': text,
        'window-seconds': text,
        'memory-mb': text,
        'timeout-seconds': text,
        polling: text,
        source: text,
        'minimum-pollers': text,
        'maximum-pollers': text,
        'separate-pollers': flag,
        'nat-gateways': text,
        'hours-per-month': text,
        'database-ms': text,
        'invocation-ms': text,
        'from-log': text,
        'connect-records-per-second': text,
        prices: text,
        json: flag,
        measure: flag,
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

interface Range {
  readonly low: number
  readonly high: number
}

function number(values: Values, name: keyof Values, { low, high }: Range): number {
  const given = values[name] ?? DEFAULTS[name]
  if (given === undefined) throw new UsageError(`--${name} is missing.`)
  const found = Number(given)
  if (/^\d+(\.\d+)?$/.test(String(given)) && found >= low && found <= high) return found
  throw new UsageError(`--${name} takes a number from ${low} to ${high}, not "${given}".`)
}

function whole(values: Values, name: keyof Values, range: Range): number {
  const found = number(values, name, range)
  if (Number.isInteger(found)) return found
  throw new UsageError(`--${name} takes a whole number, not "${values[name]}".`)
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  values: Values,
  name: keyof Values,
): Choice {
  const given = values[name] ?? DEFAULTS[name]
  const choice = choices.find((one) => one === given)
  if (choice !== undefined) return choice
  throw new UsageError(`--${name} takes ${choices.join(', ')}, not "${given}".`)
}
