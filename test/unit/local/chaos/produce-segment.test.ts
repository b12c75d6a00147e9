import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deployments } from '../../../../infra/local/chaos/deployments.ts'
import {
  logOf,
  produceSegment,
  shareOut,
} from '../../../../infra/local/chaos/produce/produce-segment.ts'

const nowhere = { index: 0, starts: new Map() }

test.each(deployments.map((one) => [one.topic, one] as const))(
  'the same seed makes the same log of %s, another seed another',
  (_, deployment) => {
    expect(produceSegment(deployment, 300, nowhere, 5)).toEqual(
      produceSegment(deployment, 300, nowhere, 5),
    )
    expect(produceSegment(deployment, 300, nowhere, 6)).not.toEqual(
      produceSegment(deployment, 300, nowhere, 5),
    )
  },
)

test.each(deployments.map((one) => [one.topic, one] as const))(
  '%s has ascending offsets with gaps, deletes, and all of its kinds of bad records',
  (_, deployment) => {
    const produced = produceSegment(deployment, 40_000, nowhere, 8)
    const records = produced.flatMap((partition) => partition.records)
    expect(records).toHaveLength(40_000)
    for (const { start, end, records: own } of produced) {
      const offsets = own.map(({ record }) => record.offset)
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
      expect(offsets[0]).toBeGreaterThanOrEqual(start)
      expect(offsets.at(-1)).toBe(end - 1)
      expect(new Set(offsets).size).toBeLessThan(end - start)
    }
    const kinds = Map.groupBy(records, ({ fate }) => fate.kind)
    expect(kinds.get('filtered')?.length).toBeGreaterThan(300)
    const share = deployment.kind.bad.reduce((sum, one) => sum + one.share, 0)
    const bad = records.filter(({ fate }) => fate.kind !== 'row' && fate.kind !== 'filtered').length
    expect(bad).toBeGreaterThanOrEqual(share * 40_000 * 0.7)
    expect(bad).toBeLessThanOrEqual(share * 40_000 * 1.3)
  },
)

test('the next segment goes on where the last one ended, with other records', () => {
  const [deployment] = deployments
  if (deployment === undefined) throw new Error('There are deployments.')
  const first = produceSegment(deployment, 400, nowhere, 9)
  const starts = new Map([[deployment.topic, first.map(({ end }) => end)]])
  const second = produceSegment(deployment, 400, { index: 1, starts }, 9)
  expect(second.map(({ start }) => start)).toEqual(first.map(({ end }) => end))
  expect(second[0]?.records[0]?.record.value).not.toEqual(first[0]?.records[0]?.record.value)
})

test('the event source reads the records as they were produced', () => {
  const [deployment] = deployments
  if (deployment === undefined) throw new Error('There are deployments.')
  const produced = produceSegment(deployment, 50, nowhere, 9)
  const log = logOf(deployment.topic, produced)
  expect(log.topic).toBe(deployment.topic)
  expect(log.partitions.flatMap(({ records }) => records)).toEqual(
    produced.flatMap(({ records }) => records.map(({ record }) => record)),
  )
})

test('records are shared out to the last one', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (records, weights) => {
        const shares = shareOut(records, weights)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(records)
        expect(shares.every((share) => share >= 0)).toBe(true)
      },
    ),
  )
})
