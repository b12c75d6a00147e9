import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from 'mysql2/promise'
import { measureImport } from '../build/import-time.ts'
import { buildSink } from '../local/commands/build-sink.ts'
import type { OnEnd } from '../local/commands/cleanup.ts'
import type { Terminal } from '../local/commands/terminal.ts'
import { openRegistry } from '../local/registry/open-registry.ts'
import { PLAIN_TABLE } from './bench-database.ts'
import { compressionFigures } from './compression-figures.ts'
import type { CompressionInput, Packings } from './compression-process.ts'
import type { Figure } from './figure.ts'
import { claimFigures, coldStartFigures, memoryFigures, throughputFigures } from './figures.ts'
import { firstUseFigures, formatFigures } from './format-figures.ts'
import { fullestEvent } from './fullest-event.ts'
import { describeMachine, type Machine } from './machine.ts'
import { measureClaim } from './measure-claim.ts'
import { measureFirstUse } from './measure-first-use.ts'
import { measureFormats } from './measure-formats.ts'
import { runMeasured } from './measured-process.ts'
import type { Memory, MemoryInput } from './memory-process.ts'
import { REGISTERED, REGISTERED_FORMATS } from './registered-purchase.ts'
import { type Rounds, roundsOf } from './rounds.ts'
import { SCENARIOS } from './scenario.ts'
import { type Address, sinkEnvironment } from './sink-environment.ts'
import { startDatabase } from './start-database.ts'
import type { Throughput, ThroughputInput } from './throughput-process.ts'

interface Bench {
  readonly terminal: Terminal
  readonly entry: string
  readonly address: Address
  readonly rounds: Rounds
  readonly onEnd: OnEnd
}

/** Measures everything that has a budget. @throws Error where something cannot be measured */
export async function runBench(
  quick: boolean,
  terminal: Terminal,
  onEnd: OnEnd,
): Promise<{ readonly machine: Machine; readonly figures: readonly Figure[] }> {
  const entry = await terminal.step('Building the sink', () => buildSink(onEnd))
  const { address, connection } = await terminal.step('Starting MariaDB', (detail) =>
    startDatabase(detail, onEnd),
  )
  const bench = { terminal, entry, address, rounds: roundsOf(quick), onEnd }
  return {
    machine: await describeMachine(connection),
    figures: [
      ...(await throughput(bench)),
      ...(await formats(bench)),
      ...(await compression(bench)),
      ...(await coldStart(bench)),
      ...(await firstUse(bench)),
      ...(await memory(bench)),
      ...(await claim(bench, connection)),
    ],
  }
}

async function throughput({ terminal, entry, address, rounds }: Bench): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'throughput-process.ts')
  const figures: Figure[] = []
  for (const scenario of SCENARIOS) {
    const { key, title, workload, table } = scenario
    const measured = await terminal.step(title, (detail) =>
      runMeasured<ThroughputInput, Throughput>(
        script,
        { workload, table, entry, address, rounds: rounds.events },
        sinkEnvironment(address, key, table),
        detail,
      ),
    )
    figures.push(...throughputFigures(scenario, measured))
  }
  return figures
}

async function formats({ terminal, entry, address, rounds, onEnd }: Bench) {
  const registry = await openRegistry()
  onEnd(() => registry.close())
  for (const format of REGISTERED_FORMATS) {
    const { id, type, text } = REGISTERED[format]
    registry.register(format, type, text, [], { id })
  }
  const of = { entry, address, registryUrl: registry.url, rounds: rounds.events }
  return formatFigures(await terminal.step('Formats', (detail) => measureFormats(of, detail)))
}

async function compression({ terminal, address, rounds }: Bench): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'compression-process.ts')
  return compressionFigures(
    await terminal.step('Compression', (detail) =>
      runMeasured<CompressionInput, Packings>(
        script,
        { table: PLAIN_TABLE, address, rounds: rounds.events },
        {},
        detail,
      ),
    ),
  )
}

async function firstUse({ terminal, rounds, onEnd }: Bench) {
  return firstUseFigures(
    await terminal.step('First schema', (detail) => measureFirstUse(rounds.imports, detail, onEnd)),
  )
}

async function coldStart({ terminal, entry, address, rounds }: Bench): Promise<readonly Figure[]> {
  const environment = sinkEnvironment(address, 'coldStart')
  return coldStartFigures(
    await terminal.step('Cold start', () => measureImport(entry, rounds.imports, environment)),
  )
}

async function memory({ terminal, entry, address, onEnd }: Bench): Promise<readonly Figure[]> {
  const script = join(import.meta.dirname, 'memory-process.ts')
  const folder = await mkdtemp(join(tmpdir(), 'bench-events-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const tinyEventFile = join(folder, 'tiny.json')
  const fullEventFile = join(folder, 'full.json')
  await writeFile(tinyEventFile, fullestEvent('envelope', 1))
  await writeFile(fullEventFile, fullestEvent('envelope'))
  return memoryFigures(
    await terminal.step('Memory', () =>
      runMeasured<MemoryInput, Memory>(
        script,
        { entry, tinyEventFile, fullEventFile },
        sinkEnvironment(address, 'memory', PLAIN_TABLE),
      ),
    ),
  )
}

async function claim({ terminal, rounds }: Bench, connection: Connection) {
  return claimFigures(
    await terminal.step('Ledger', (detail) => measureClaim(connection, rounds.claims, detail)),
  )
}
