import { expect, it } from 'vitest'
import { pollerUnits } from '../../../../../infra/local/commands/cost/poller-units.ts'

const small = { topics: 1, recordBytes: 1_000 }

it('packs ten pollers into a unit', () => {
  expect(pollerUnits({ pollers: 1, recordsPerSecond: 1 }, small, false)).toBe(1)
  expect(pollerUnits({ pollers: 10, recordsPerSecond: 1 }, small, false)).toBe(1)
  expect(pollerUnits({ pollers: 11, recordsPerSecond: 1 }, small, false)).toBe(2)
})

it('takes another unit for every 20 MB/s', () => {
  expect(pollerUnits({ pollers: 5, recordsPerSecond: 20_000 }, small, true)).toBe(1)
  expect(pollerUnits({ pollers: 5, recordsPerSecond: 20_001 }, small, true)).toBe(2)
})

it('is shared by the topics of a group, and each topic has its own without one', () => {
  const topics = { topics: 8, recordBytes: 1_000 }
  expect(pollerUnits({ pollers: 8, recordsPerSecond: 8 }, topics, true)).toBe(1)
  expect(pollerUnits({ pollers: 8, recordsPerSecond: 8 }, topics, false)).toBe(8)
})
