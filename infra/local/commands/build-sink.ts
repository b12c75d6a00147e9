import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFunctions } from '../../build.ts'
import type { OnEnd } from './cleanup.ts'

/** Builds the functions into a folder of this run's own and returns the sink's bundle. */
export async function buildSink(onEnd: OnEnd): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kafka-singlestore-sink-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const built = await buildFunctions({ outFolder: folder })
  const sink = built.find(({ name }) => name === 'sink')
  if (sink === undefined) throw new Error('functions/sink.ts is missing: there is no sink to build')
  return sink.entry
}
