import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withCleanup } from '../../cleanup.ts'
import type { Terminal } from '../../terminal.ts'
import { measure } from './measure.ts'
import { measuredSource } from './measured-source.ts'
import { summarizeFormat } from './summarize.ts'

const FILE = join(import.meta.dirname, '../measured-times.ts')

/** Measures on this machine, and writes the times that costs are reckoned with. @returns the file */
export async function runMeasure(terminal: Terminal): Promise<string> {
  const { machine, formats } = await withCleanup((onEnd) => measure(terminal, onEnd))
  const summaries = Object.fromEntries(
    formats.map((measurement) => [measurement.format, summarizeFormat(measurement)]),
  )
  const date = new Date().toISOString().slice(0, 10)
  await writeFile(FILE, measuredSource(date, machine, summaries))
  return FILE
}
