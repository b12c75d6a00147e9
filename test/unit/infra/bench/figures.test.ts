import { expect, test } from 'vitest'
import { verdictOf } from '../../../../infra/bench/figure.ts'
import {
  claimFigures,
  coldStartFigures,
  memoryFigures,
  throughputFigures,
} from '../../../../infra/bench/figures.ts'

const throughput = {
  eventBytes: 6_000_000,
  records: 4_000,
  loadedBytes: 700_000,
  handlerMs: 23,
  rawLoadMs: 20,
  fastest: { handlerMs: 21, rawLoadMs: 20 },
  handlerCpuMs: 30,
  floorCpuMs: 15,
  statements: ['BEGIN', 'INSERT', 'LOAD', 'COMMIT'],
}

const scenario = { key: 'sample', title: 'Samples', hasBudget: true }

test('the fastest quarter of an event stands beside its median', () => {
  expect(throughputFigures(scenario, throughput)[0]?.detail).toBe('23.0 ÷ 20.0 ms; best ¼ 1.05')
})

test('a figure holds up to its budget and not beyond', () => {
  expect(verdictOf({ value: 2, budget: 2 })).toBe('holds')
  expect(verdictOf({ value: 2.01, budget: 2 })).toBe('missed')
  expect(verdictOf({ value: 2, budget: null })).toBe('no budget')
})

test('what could not be measured does not hold', () => {
  expect(verdictOf({ value: Number.NaN, budget: 2 })).toBe('missed')
})

test('an event is compared with its raw load, its CPU time with the floor', () => {
  const figures = throughputFigures(scenario, throughput)
  expect(figures.map(({ key, value, budget }) => ({ key, value, budget }))).toEqual([
    { key: 'sample.wall', value: 1.15, budget: 1.15 },
    { key: 'sample.cpu', value: 2, budget: 2 },
    { key: 'sample.roundTrips', value: 4, budget: 4 },
  ])
})

test('a scenario without budgets is only reported', () => {
  const figures = throughputFigures({ ...scenario, hasBudget: false }, throughput)
  const budgets = figures.map(({ budget }) => budget)
  expect(budgets).toEqual([null, null, null])
})

test('import time counts from what an empty module takes', () => {
  const figures = coldStartFigures({ medianMs: 40, emptyMedianMs: 2, bytesLoaded: 360_000 })
  expect(figures.map(({ value, unit }) => `${value} ${unit}`)).toEqual(['360 kB', '38 ms'])
})

test('memory counts from an idle handler', () => {
  const figures = memoryFigures({ idle: 80e6, first: 130e6, tenth: 200e6 })
  expect(figures.map(({ value }) => value)).toEqual([50, 120])
})

test('the claim of a new container includes its first read', () => {
  const figures = claimFigures({
    rows: 1_000_000,
    claimMs: { full: 1.1, begun: 1 },
    tailMs: { full: 2.2, begun: 2 },
  })
  expect(figures.map(({ value }) => value.toFixed(2))).toEqual(['1.10', '1.10'])
})
