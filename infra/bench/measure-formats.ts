import { join } from 'node:path'
import { PLAIN_TABLE } from './bench-database.ts'
import type { FormatInput, FormatSample } from './format-process.ts'
import { interleave } from './interleave.ts'
import { median } from './quantile.ts'
import { REGISTERED_FORMATS } from './registered-purchase.ts'
import { startSampled } from './sampled-process.ts'
import { type Address, sinkEnvironment } from './sink-environment.ts'

/** What is compared: purchases in Connect JSON, and in the formats whose schemas come from a registry. */
const COMPARED = ['envelope', ...REGISTERED_FORMATS] as const

/** Medians over the rounds, per record. */
export interface FormatTimes {
  readonly records: number
  readonly wallUs: number
  readonly cpuUs: number
}

export type ComparedFormats = Readonly<Record<(typeof COMPARED)[number], FormatTimes>>

/** Rounds until the engine has compiled what is hot. */
const WARM_UP_ROUNDS = 10

/**
 * The handler's times for the fullest event of each format, into one table without keys: its rows are written fastest, so
 * that decoding counts most. Each format has a process of its own, as its topics have a container, and they take turns.
 *
 * @param of.registryUrl of a registry that has the schemas; a container asks for each once
 */
export async function measureFormats(
  of: {
    readonly entry: string
    readonly address: Address
    readonly registryUrl: string
    readonly rounds: number
  },
  progress: (text: string) => void,
): Promise<ComparedFormats> {
  const { entry, address, registryUrl, rounds } = of
  const script = join(import.meta.dirname, 'format-process.ts')
  const sides = COMPARED.map((workload) => {
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
  const times = sides.map(({ workload, samples }) => {
    const counted = samples.slice(WARM_UP_ROUNDS)
    return [workload, timesOf(counted)] as const
  })
  return Object.fromEntries(times) as ComparedFormats
}

function timesOf(samples: readonly FormatSample[]): FormatTimes {
  const records = samples[0]?.records ?? 0
  const perRecordUs = (part: 'wallMs' | 'cpuMs') =>
    (median(samples.map((sample) => sample[part])) / records) * 1000
  return { records, wallUs: perRecordUs('wallMs'), cpuUs: perRecordUs('cpuMs') }
}
