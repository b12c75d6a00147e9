import fc from 'fast-check'
import { COST_FORMATS } from '../../../../../infra/local/commands/cost/cost-format.ts'
import type {
  CostRequest,
  Setup,
  Workload,
} from '../../../../../infra/local/commands/cost/workload.ts'

/** 1000 records a second of 1000 bytes, deployed by the defaults. */
export function requestOf(
  workload: Partial<Workload> = {},
  setup: Partial<Setup> = {},
  timing: CostRequest['timing'] = { kind: 'measured' },
): CostRequest {
  return {
    workload: {
      recordsPerSecond: 1_000,
      recordBytes: 1_000,
      format: 'connect-json',
      topics: 1,
      partitions: 6,
      ...workload,
    },
    setup: {
      batchSize: 10_000,
      windowSeconds: 1,
      memoryMb: 1769,
      timeoutSeconds: 300,
      polling: { mode: 'provisioned', minimumPollers: 1, maximumPollers: 10, grouped: true },
      natGateways: 0,
      ...setup,
    },
    timing,
    hoursPerMonth: 730,
    connectRecordsPerSecond: null,
  }
}

const polling: fc.Arbitrary<Setup['polling']> = fc.oneof(
  fc.constant({ mode: 'on-demand' } as const),
  fc.record({
    mode: fc.constant('provisioned' as const),
    minimumPollers: fc.integer({ min: 1, max: 5 }),
    maximumPollers: fc.integer({ min: 5, max: 50 }),
    grouped: fc.boolean(),
  }),
)

const timing: fc.Arbitrary<CostRequest['timing']> = fc.oneof(
  fc.constant({ kind: 'measured' } as const),
  fc.record({
    kind: fc.constant('database' as const),
    databaseMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
  }),
)

/** Requests of all kinds, sensible or not. */
export const anyRequest: fc.Arbitrary<CostRequest> = fc
  .record({
    workload: fc.record({
      recordsPerSecond: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      recordBytes: fc.integer({ min: 1, max: 4_000_000 }),
      format: fc.constantFrom(...COST_FORMATS),
      topics: fc.integer({ min: 1, max: 20 }),
      partitions: fc.integer({ min: 1, max: 200 }),
    }),
    setup: fc.record({
      batchSize: fc.integer({ min: 1, max: 10_000 }),
      windowSeconds: fc.integer({ min: 0, max: 300 }),
      memoryMb: fc.integer({ min: 512, max: 10_240 }),
      polling,
      natGateways: fc.integer({ min: 0, max: 3 }),
    }),
    timing,
  })
  .map(({ workload, setup, timing: origin }) => requestOf(workload, setup, origin))
