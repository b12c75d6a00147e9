import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunction } from '../build/bundle-function.ts'
import { writeBundle } from '../build/write-bundle.ts'
import type { OnEnd } from '../local/commands/cleanup.ts'
import type { FirstUse, FirstUseInput } from './first-use-process.ts'
import { runMeasured } from './measured-process.ts'
import { median } from './quantile.ts'
import { REGISTERED_FORMATS, type RegisteredFormat } from './registered-purchase.ts'

/** Medians over fresh processes, the formats in turn. */
export type FirstUses = Readonly<Record<RegisteredFormat, FirstUse>>

export async function measureFirstUse(
  rounds: number,
  progress: (text: string) => void,
  onEnd: OnEnd,
): Promise<FirstUses> {
  const entry = await buildReaders(onEnd)
  const script = join(import.meta.dirname, 'first-use-process.ts')
  const measured = { avro: [], protobuf: [], jsonSchema: [] } as Record<
    RegisteredFormat,
    FirstUse[]
  >
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`)
    for (const format of REGISTERED_FORMATS) {
      const input = { entry, format }
      measured[format].push(await runMeasured<FirstUseInput, FirstUse>(script, input, {}))
    }
  }
  const { avro, protobuf, jsonSchema } = measured
  return {
    avro: mediansOf(avro),
    protobuf: mediansOf(protobuf),
    jsonSchema: mediansOf(jsonSchema),
  }
}

async function buildReaders(onEnd: OnEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-readers-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const bundle = await bundleFunction(join(import.meta.dirname, 'reader-chunks.ts'))
  return (await writeBundle(bundle, folder)).entry
}

function mediansOf(uses: readonly FirstUse[]): FirstUse {
  const of = (part: keyof FirstUse) => median(uses.map((use) => use[part]))
  return {
    loadMs: of('loadMs'),
    loadedBytes: of('loadedBytes'),
    compileMs: of('compileMs'),
    firstValueMs: of('firstValueMs'),
    warmCompileMs: of('warmCompileMs'),
  }
}
