import { join } from 'node:path'
import { PLAIN_TABLE } from './bench-database.ts'
import type { FormatInput, FormatSample } from './format-process.ts'
import { interleave } from './interleave.ts'
import { median } from './quantile.ts'
import { startSampled } from './sampled-process.ts'
import { type Address, sinkEnvironment } from './sink-environment.ts'
import type { Workload } from './workload.ts'

/** Medians over the rounds, per record. */
export interface FormatTimes {
  readonly workload: Workload
  readonly records: number
  readonly wallUs: number
  readonly cpuUs: number
}

/** Rounds until the engine has compiled what is hot. */
const WARM_UP_ROUNDS = 10

/**
 * The handler's time for the fullest event of each workload, into one table without keys, whose rows are written fastest: so
 * the most of it is decoding. Each workload has a process of its own, as topics of one format have a container, and they
 * take turns.
 *
 * @param of.registryUrl of a registry that has the schemas, which a container asks for once
 */
export async function measureFormats(
  workloads: readonly Workload[],
  of: {
    readonly entry: string
    readonly address: Address
    readonly registryUrl: string
    readonly rounds: number
  },
  progress: (text: string) => void,
): Promise<readonly FormatTimes[]> {
  const { entry, address, registryUrl, rounds } = of
  const script = join(import.meta.dirname, 'format-process.ts')
  const sides = workloads.map((workload) => {
    const environment = {
      ...sinkEnvironment(address, `format.${workload}`, PLAIN_TABLE),
      SINK_REGISTRY_URL: registryUrl,
    }
    const child = startSampled<FormatInput, FormatSample>(
      script,
      { workload, table: PLAIN_TABLE, entry, address },
      environment,
    )
    return { workload, child, samples: [] as FormatSample[] }
  })
  try {
    await interleave(
      { warmUp: WARM_UP_ROUNDS, counted: rounds },
      sides.map(({ child, samples }) => async () => {
        const sample = await child.sample()
        samples.push(sample)
        return sample.wallMs
      }),
      (round) => progress(`round ${round + 1} of ${rounds}`),
    )
  } finally {
    for (const { child } of sides) child.close()
  }
  return sides.map(({ workload, samples }) => {
    const counted = samples.slice(WARM_UP_ROUNDS)
    const records = counted[0]?.records ?? 0
    const perRecordUs = (of: (sample: FormatSample) => number) =>
      (median(counted.map(of)) / records) * 1000
    return {
      workload,
      records,
      wallUs: perRecordUs(({ wallMs }) => wallMs),
      cpuUs: perRecordUs(({ cpuMs }) => cpuMs),
    }
  })
}
