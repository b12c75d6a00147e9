import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KEYED_TABLE, PLAIN_TABLE } from '../../../../bench/bench-database.ts'
import { describeMachine, type Machine } from '../../../../bench/machine.ts'
import { runMeasured } from '../../../../bench/measured-process.ts'
import type { Memory, MemoryInput } from '../../../../bench/memory-process.ts'
import { REGISTERED, REGISTERED_FORMATS } from '../../../../bench/registered-purchase.ts'
import { type Address, sinkEnvironment } from '../../../../bench/sink-environment.ts'
import { startDatabase } from '../../../../bench/start-database.ts'
import { openRegistry } from '../../../registry/open-registry.ts'
import { buildSink } from '../../build-sink.ts'
import type { OnEnd } from '../../cleanup.ts'
import type { Detail, Terminal } from '../../terminal.ts'
import { COST_FORMATS, type CostFormat } from '../cost-format.ts'
import { cellsOf, eventOf, topicOf } from './cell.ts'
import type { CellTime, TimeInput } from './time-process.ts'

const ROUNDS = 31
const BENCH = join(import.meta.dirname, '../../../../bench')

/** What was measured of one format. */
export interface FormatMeasurement {
  readonly format: CostFormat
  readonly cells: readonly CellTime[]
  /** Of processes that took the fullest events: of the smallest records and of the largest. */
  readonly memory: readonly Memory[]
}

interface Stage {
  readonly entry: string
  readonly address: Address
  readonly registryUrl: string
}

/** Drives the built function with events of all sizes. @throws Error where something cannot be measured */
export async function measure(
  terminal: Terminal,
  onEnd: OnEnd,
): Promise<{ readonly machine: Machine; readonly formats: readonly FormatMeasurement[] }> {
  const entry = await terminal.step('Building the sink', () => buildSink(onEnd))
  const { address, connection } = await terminal.step('Starting MariaDB', (detail) =>
    startDatabase(detail, onEnd),
  )
  const registry = await openRegistry()
  onEnd(() => registry.close())
  for (const format of REGISTERED_FORMATS) {
    const { id, type, text } = REGISTERED[format]
    registry.register(format, type, text, [], { id })
  }
  const stage = { entry, address, registryUrl: registry.url }
  const formats: FormatMeasurement[] = []
  for (const format of COST_FORMATS) {
    formats.push({
      format,
      cells: await terminal.step(format, (detail) => times(format, stage, detail)),
      memory: await terminal.step(`${format}: memory`, () => memories(format, stage, onEnd)),
    })
  }
  return { machine: await describeMachine(connection), formats }
}

function environmentOf(
  format: CostFormat,
  { name, table }: { readonly name: string; readonly table: string },
  { address, registryUrl }: Stage,
) {
  const tables = cellsOf(format).map((cell) => `${topicOf(cell)}=${table}`)
  return {
    ...sinkEnvironment(address, name),
    SINK_TABLE_NAMES: tables.join('; '),
    SINK_VALUE_FORMAT: format,
    SINK_REGISTRY_URL: registryUrl,
  }
}

function times(format: CostFormat, stage: Stage, detail: Detail): Promise<readonly CellTime[]> {
  const { entry, address } = stage
  return runMeasured<TimeInput, readonly CellTime[]>(
    join(import.meta.dirname, 'time-process.ts'),
    { format, entry, address, rounds: ROUNDS },
    environmentOf(format, { name: `cost.${format}`, table: KEYED_TABLE }, stage),
    detail,
  )
}

async function memories(format: CostFormat, stage: Stage, onEnd: OnEnd) {
  const cells = cellsOf(format)
  const tiny = cells.at(0)
  const fullest = [cells.find(({ records }) => records === 10_000), cells.at(-1)]
  const folder = await mkdtemp(join(tmpdir(), 'cost-events-'))
  onEnd(() => rm(folder, { recursive: true, force: true }))
  const found: Memory[] = []
  for (const cell of fullest) {
    if (tiny === undefined || cell === undefined) continue
    const tinyEventFile = join(folder, 'tiny.json')
    const fullEventFile = join(folder, 'full.json')
    await writeFile(tinyEventFile, eventOf(tiny))
    await writeFile(fullEventFile, eventOf(cell))
    const name = `memory.${format}.${cell.recordBytes}`
    found.push(
      await runMeasured<MemoryInput, Memory>(
        join(BENCH, 'memory-process.ts'),
        { entry: stage.entry, tinyEventFile, fullEventFile },
        environmentOf(format, { name, table: PLAIN_TABLE }, stage),
      ),
    )
  }
  return found
}
