import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowOf } from '../../../../../infra/local/commands/cost/flow.ts'
import { keepsUp } from '../../../../../infra/local/commands/cost/keeps-up.ts'
import { anyRequest, requestOf } from './sample-request.ts'

describe('the flow of records', () => {
  it('has events that hold all records that get through, between one and the fullest', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const flow = flowOf(request)
        expect(flow.eventsPerSecond * flow.records).toBeCloseTo(flow.recordsPerSecond, 3)
        expect(flow.records).toBeGreaterThanOrEqual(1)
        expect(flow.records).toBeLessThanOrEqual(flow.fullest)
        if (!keepsUp({ request, flow })) return
        expect(flow.recordsPerSecond).toBeCloseTo(request.workload.recordsPerSecond, 3)
      }),
    )
  })

  it('has no more invocations at a time than partitions, and than five for each poller', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { concurrent, pollers } = flowOf(request)
        const { topics, partitions } = request.workload
        const most = Math.min(topics * partitions, pollers * 5)
        expect(concurrent).toBeLessThanOrEqual(most * (1 + 1e-6))
      }),
    )
  })

  it('has no more pollers than partitions, and none carries more than 5 MB/s', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { pollers, recordsPerSecond } = flowOf(request)
        const { topics, partitions, recordBytes } = request.workload
        expect(pollers).toBeLessThanOrEqual(topics * partitions)
        expect(recordsPerSecond * recordBytes).toBeLessThanOrEqual(pollers * 5e6 * (1 + 1e-9))
      }),
    )
  })

  it('gathers for a window: 1000 records a second make an event of 1000 in each', () => {
    expect(flowOf(requestOf())).toMatchObject({ records: 1_000, eventsPerSecond: 1, pollers: 1 })
    expect(flowOf(requestOf({}, { windowSeconds: 2 }))).toMatchObject({ eventsPerSecond: 0.5 })
    expect(flowOf(requestOf({}, { batchSize: 100 }))).toMatchObject({ eventsPerSecond: 10 })
  })

  it('gathers more where all invocations are under way', () => {
    const slow = { kind: 'database', databaseMs: 2_000 } as const
    const { records, concurrent } = flowOf(
      requestOf({ partitions: 1, recordBytes: 100 }, { windowSeconds: 0 }, slow),
    )
    expect(records).toBeGreaterThan(1_999)
    expect(concurrent).toBeCloseTo(1, 3)
  })

  it('is cut to what one partition takes where the database is too slow', () => {
    const slow = { kind: 'database', databaseMs: 60_000 } as const
    const request = requestOf({ partitions: 1 }, {}, slow)
    const flow = flowOf(request)
    expect(keepsUp({ request, flow })).toBe(false)
    expect(flow.recordsPerSecond).toBeLessThan(flow.fullest / 60)
  })
})
