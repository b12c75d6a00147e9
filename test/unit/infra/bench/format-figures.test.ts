import { expect, test } from 'vitest'
import { firstUseFigures, formatFigures } from '../../../../infra/bench/format-figures.ts'

const shown = ({ key, value, budget }: ReturnType<typeof formatFigures>[number]) => [
  key,
  value,
  budget,
]

test('each format is compared per record with Connect JSON; the binary ones must be as fast', () => {
  const figures = formatFigures({
    envelope: { records: 4_000, wallUs: 8, cpuUs: 4 },
    avro: { records: 10_000, wallUs: 6, cpuUs: 2 },
    protobuf: { records: 10_000, wallUs: 10, cpuUs: 5 },
    jsonSchema: { records: 9_000, wallUs: 8, cpuUs: 4 },
  })
  expect(figures.map(shown)).toEqual([
    ['format.avro.wall', 0.75, 1],
    ['format.avro.cpu', 0.5, 1],
    ['format.protobuf.wall', 1.25, 1],
    ['format.protobuf.cpu', 1.25, 1],
    ['format.jsonSchema.wall', 1, null],
    ['format.jsonSchema.cpu', 1, null],
  ])
  expect(figures[0]?.detail).toBe('6.00 ÷ 8.00 µs; 10,000 ÷ 4,000 records')
})

test('a first schema must compile within its budget, however long its reader took to load', () => {
  const use = { loadedBytes: 75_600, firstValueMs: 1, warmCompileMs: 0.5 }
  const figures = firstUseFigures({
    avro: { ...use, loadMs: 9, compileMs: 2 },
    protobuf: { ...use, loadMs: 20, compileMs: 6 },
    jsonSchema: { ...use, loadMs: 3, compileMs: 1 },
  })
  expect(figures.map(shown)).toEqual([
    ['firstUse.avro.load', 9, null],
    ['firstUse.avro.compile', 2, 5],
    ['firstUse.protobuf.load', 20, null],
    ['firstUse.protobuf.compile', 6, 5],
    ['firstUse.jsonSchema.load', 3, null],
    ['firstUse.jsonSchema.compile', 1, 5],
  ])
})
