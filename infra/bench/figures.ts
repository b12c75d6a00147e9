import type { ImportTime } from '../build/import-time.ts'
import type { Figure } from './figure.ts'
import type { ClaimTimes } from './measure-claim.ts'
import type { Memory } from './memory-process.ts'
import type { Scenario } from './scenario.ts'
import type { Throughput } from './throughput-process.ts'

const WALL = 1.15
const CPU = 2
/** BEGIN, claim, one load per table, COMMIT. */
const ROUND_TRIPS = 4
const LOADED_KB = 1000
const IMPORT_MS = 90
const MEMORY_MB = 80
const CLAIM = 1.2

export function throughputFigures(
  { key, title, hasBudget }: Pick<Scenario, 'key' | 'title' | 'hasBudget'>,
  measured: Throughput,
): readonly Figure[] {
  const { handlerMs, rawLoadMs, fastest, handlerCpuMs, floorCpuMs, records, statements } = measured
  const group = `The fullest event, ${records.toLocaleString('en')} records: ${title}`
  const quiet = fastest.handlerMs / fastest.rawLoadMs
  return [
    {
      group,
      key: `${key}.wall`,
      name: 'time ÷ one raw LOAD DATA',
      value: handlerMs / rawLoadMs,
      unit: 'ratio',
      budget: hasBudget ? WALL : null,
      detail: `${handlerMs.toFixed(1)} ÷ ${ms(rawLoadMs)}; best ¼ ${quiet.toFixed(2)}`,
    },
    {
      group,
      key: `${key}.cpu`,
      name: 'CPU time ÷ base64 + JSON.parse',
      value: handlerCpuMs / floorCpuMs,
      unit: 'ratio',
      budget: hasBudget ? CPU : null,
      detail: `${us(handlerCpuMs / records)} ÷ ${us(floorCpuMs / records)} per record`,
    },
    {
      group,
      key: `${key}.roundTrips`,
      name: 'round trips in the steady state',
      value: statements.length,
      unit: 'count',
      budget: hasBudget ? ROUND_TRIPS : null,
      detail: statements.join(', '),
    },
  ]
}

export function coldStartFigures(importTime: ImportTime): readonly Figure[] {
  const { medianMs, emptyMedianMs, bytesLoaded } = importTime
  const group = 'Cold start'
  return [
    {
      group,
      key: 'coldStart.bytes',
      name: 'bytes loaded',
      value: bytesLoaded / 1000,
      unit: 'kB',
      budget: LOADED_KB,
      detail: 'without a secret',
    },
    {
      group,
      key: 'coldStart.import',
      name: 'import time over an empty module',
      value: medianMs - emptyMedianMs,
      unit: 'ms',
      budget: IMPORT_MS,
      detail: `${ms(medianMs)} − ${ms(emptyMedianMs)}`,
    },
  ]
}

export function memoryFigures({ idle, first, tenth }: Memory): readonly Figure[] {
  const group = 'Peak memory over an idle handler'
  const unit = 'MB'
  const over = (peak: number) => ({
    value: megabytes(peak - idle),
    detail: `${megabytes(peak).toFixed(0)} MB − ${megabytes(idle).toFixed(0)} MB, event included`,
  })
  return [
    {
      group,
      key: 'memory.first',
      name: 'one fullest event',
      unit,
      budget: MEMORY_MB,
      ...over(first),
    },
    // Nine events are garbage by then, which the engine leaves lying while there is room.
    { group, key: 'memory.tenth', name: 'ten, one by one', unit, budget: null, ...over(tenth) },
  ]
}

export function claimFigures({ rows, claimMs, tailMs }: ClaimTimes): readonly Figure[] {
  const figure = (name: string, key: string, full: number, begun: number): Figure => ({
    group: `A ledger of ${rows.toLocaleString('en')} rows ÷ one that has just begun`,
    key,
    name,
    value: full / begun,
    unit: 'ratio',
    budget: CLAIM,
    detail: `${us(full)} ÷ ${us(begun)}`,
  })
  return [
    figure('claim in the steady state', 'ledger.claim', claimMs.full, claimMs.begun),
    figure(
      'first read and claim when new',
      'ledger.firstClaim',
      tailMs.full + claimMs.full,
      tailMs.begun + claimMs.begun,
    ),
  ]
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`
}

function us(valueMs: number): string {
  return `${(valueMs * 1000).toFixed(1)} µs`
}

function megabytes(bytes: number): number {
  return bytes / 1e6
}
