import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fitTime } from '../../../../../infra/local/commands/cost/measure/fit-time.ts'
import { measuredSource } from '../../../../../infra/local/commands/cost/measure/measured-source.ts'
import { sizedValues } from '../../../../../infra/local/commands/cost/measure/sized-value.ts'
import { timeOf } from '../../../../../infra/local/commands/cost/measured-time.ts'
import { MEASURED } from '../../../../../infra/local/commands/cost/measured-times.ts'

const folder = '../../../../../infra/local/commands/cost'

it('the measured times are written as the command writes them', async () => {
  const file = new URL(`${folder}/measured-times.ts`, import.meta.url)
  const { date, machine, formats } = MEASURED
  expect(await readFile(file, 'utf8')).toBe(measuredSource(date, machine, formats))
})

it('the fullest events of every format are within the default memory and timeout', () => {
  for (const { cpu, waiting, peakMemoryMb } of Object.values(MEASURED.formats)) {
    const fullest = { records: 10_000, valueBytes: 4_700_000 }
    expect(timeOf(cpu, fullest) + timeOf(waiting, fullest)).toBeLessThan(300_000 / 100)
    expect(peakMemoryMb).toBeLessThan(1769 / 2)
  }
})

describe('a fit', () => {
  const time = { fixedMs: 3, perRecordUs: 5, perKilobyteUs: 2 }
  const sizes = [1, 10, 1_000].flatMap((records) =>
    [100, 10_000].map((bytes) => ({ records, valueBytes: records * bytes })),
  )

  it('finds the times that the samples were made of', () => {
    const samples = sizes.map((size) => ({ ...size, ms: timeOf(time, size), scaleMs: 1 }))
    const found = fitTime(samples)
    expect(found.fixedMs).toBeCloseTo(3)
    expect(found.perRecordUs).toBeCloseTo(5)
    expect(found.perKilobyteUs).toBeCloseTo(2)
  })

  it('has no negative time, whatever the samples', () => {
    const samples = sizes.map((size, index) => ({ ...size, ms: 10 - index, scaleMs: 1 }))
    const found = fitTime(samples)
    expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(0)
    expect(found.fixedMs).toBeGreaterThan(1)
  })
})

it('values reach the size that is measured', () => {
  for (const format of ['connect-json', 'json', 'json-schema'] as const) {
    expect(sizedValues(format, 5_000)(7)).toHaveLength(5_000)
  }
  for (const format of ['avro', 'protobuf'] as const) {
    const { length } = sizedValues(format, 5_000)(7)
    expect(Math.abs(length - 5_000)).toBeLessThan(5)
  }
})
