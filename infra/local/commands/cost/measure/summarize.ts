import { median } from '../../../../bench/quantile.ts'
import { type MeasuredFormat, timeOf } from '../measured-time.ts'
import { fitTime } from './fit-time.ts'
import type { FormatMeasurement } from './measure.ts'

const MEGABYTE = 2 ** 20

/** What the measured events of a format come to. */
export function summarizeFormat({ cells, memory }: FormatMeasurement): MeasuredFormat {
  // A mistake counts by its share of the whole time, or the largest events alone would decide.
  const cpu = fitTime(cells.map((cell) => ({ ...cell, ms: cell.cpuMs, scaleMs: cell.wallMs })))
  const waiting = fitTime(
    cells.map((cell) => ({
      ...cell,
      ms: Math.max(0, cell.wallMs - cell.cpuMs),
      scaleMs: cell.wallMs,
    })),
  )
  const misfits = cells.map((cell) => {
    const took = Math.max(cell.wallMs, cell.cpuMs)
    return Math.abs(timeOf(cpu, cell) + timeOf(waiting, cell) - took) / took
  })
  return {
    cpu,
    waiting,
    misfit: { median: 100 * median(misfits), largest: 100 * Math.max(...misfits) },
    mainShare: sum(cells, 'mainMs') / sum(cells, 'cpuMs'),
    logBytes: Math.max(...cells.map(({ logBytes }) => logBytes)),
    peakMemoryMb: Math.max(...memory.map(({ tenth }) => tenth)) / MEGABYTE,
  }
}

function sum(cells: FormatMeasurement['cells'], part: 'mainMs' | 'cpuMs'): number {
  return cells.reduce((total, cell) => total + cell[part], 0)
}
