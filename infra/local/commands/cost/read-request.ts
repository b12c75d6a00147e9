import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'
import { readBilledLog } from './billed-log.ts'
import type { CostArguments, TimingArgument } from './parse-arguments.ts'
import { type RegionPrices, readPriceFile } from './price-file.ts'
import { PRICED_REGION, PRICES } from './prices.ts'
import { demandPossible } from './request-fault.ts'
import type { CostRequest, Timing } from './workload.ts'

/** The arguments with the files that they name. @throws UsageError that names the file */
export async function readRequest(
  given: Extract<CostArguments, { kind: 'estimate' }>,
): Promise<RegionPrices & { readonly request: CostRequest }> {
  const { workload, setup, hoursPerMonth, connectRecordsPerSecond, priceFile } = given
  const timing = await readTiming(given.timing)
  const request = { workload, setup, timing, hoursPerMonth, connectRecordsPerSecond }
  demandPossible(request)
  if (priceFile === null) return { request, region: PRICED_REGION, prices: PRICES }
  return { request, ...readPriceFile(await read('--prices', priceFile), priceFile) }
}

async function readTiming(timing: TimingArgument): Promise<Timing> {
  switch (timing.kind) {
    case 'measured':
    case 'database':
      return timing
    case 'invocation': {
      const time = { fixedMs: timing.invocationMs, perRecordUs: 0, perKilobyteUs: 0 }
      return { kind: 'billed', time, origin: `${timing.invocationMs} ms, as given` }
    }
    case 'log': {
      const { file } = timing
      const { time, invocations, records } = readBilledLog(await read('--from-log', file), file)
      const origin = `fitted to ${invocations} invocations with ${records} records in ${file}`
      return { kind: 'billed', time, origin }
    }
    default:
      return timing satisfies never
  }
}

async function read(name: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8')
  } catch (cause) {
    throw new UsageError(`${name}: ${file} cannot be read.`, { cause })
  }
}
