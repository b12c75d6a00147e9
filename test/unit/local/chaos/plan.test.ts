import { expect, test } from 'vitest'
import { FaultCounts, type FaultKind } from '../../../../infra/local/chaos/faults/fault-kind.ts'
import { planDelivery } from '../../../../infra/local/chaos/faults/plan.ts'
import { seeded } from '../../../../infra/local/chaos/seeded.ts'

const plans = Array.from({ length: 4_000 }, (_, index) => planDelivery(seeded(3, 'plan', index)))

test('what befalls a delivery is drawn from the seed and its purpose alone', () => {
  const drawn = (seed: number, index: number) => planDelivery(seeded(seed, 'plan', index))
  expect(plans.slice(0, 100)).toEqual(plans.slice(0, 100).map((_, index) => drawn(3, index)))
  expect(plans.slice(0, 100)).not.toEqual(plans.slice(0, 100).map((_, index) => drawn(4, index)))
})

test('every kind of fault on the way to the database is drawn', () => {
  const kinds = new Set(plans.flatMap(({ strikes }) => strikes.map(({ kind }) => kind)))
  const wanted: readonly FaultKind[] = [
    'kill -9',
    'kill -9, connection lingers',
    'connection cut before COMMIT',
    'connection cut after COMMIT',
    'connection cut elsewhere',
    'connection lingers',
    'error 1205',
    'error 1213',
    'error 1290',
    'error 1712',
    'error 2013',
    'outage',
    'delay',
    'delay past the deadline',
    'timeout',
  ]
  expect([...kinds].toSorted()).toEqual([...wanted].toSorted())
})

test('a process is killed at every statement and every moment of a transaction', () => {
  const spots = new Set(
    plans.flatMap(({ strikes }) =>
      strikes
        .filter(({ kind }) => kind === 'kill -9')
        .flatMap((strike) => strike.spots.map(({ match, moment }) => `${moment} ${match.source}`)),
    ),
  )
  for (const statement of ['BEGIN', 'INSERT', 'LOAD DATA', 'UPDATE', 'DELETE', 'COMMIT']) {
    expect(spots).toContain(`before ^${statement}`)
    expect(spots).toContain(`after ^${statement}`)
  }
  expect(spots).toContain('during ^LOAD DATA')
})

test('deliveries are doubled, given up, dealt out anew and repeated, most of them not', () => {
  const share = (wanted: (plan: (typeof plans)[number]) => boolean) =>
    plans.filter(wanted).length / plans.length
  expect(share(({ copies }) => copies === 2)).toBeCloseTo(0.1, 1)
  expect(share(({ abandon }) => abandon !== null)).toBeCloseTo(0.08, 1)
  expect(share(({ again }) => again)).toBeCloseTo(0.05, 1)
  const changes = new Set(plans.map(({ group }) => group?.kind))
  expect([...changes].toSorted()).toEqual([
    'offset commit refused',
    'other boundaries',
    'rebalance',
    undefined,
  ])
})

test('faults are counted by kind', () => {
  const counts = new FaultCounts()
  for (const kind of ['rebalance', 'kill -9', 'kill -9'] as const) counts.add(kind)
  expect(counts.byKind).toEqual({ 'kill -9': 2, rebalance: 1 })
  expect(counts.total).toBe(3)
})
