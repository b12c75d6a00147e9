import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutBatches } from '../../../../infra/local/event-source/cut-batches.ts'
import { eventJson } from '../../../../infra/local/event-source/event-json.ts'
import { pollRecords } from '../../../../infra/local/event-source/poll-records.ts'
import { createRandom } from '../../../../infra/local/event-source/random.ts'
import { recordJson } from '../../../../infra/local/event-source/record-json.ts'
import type { PolledRecord, TopicLog } from '../../../../infra/local/event-source/topic-log.ts'
import { arbitraryTopic } from './arbitrary-topic.ts'

const source = { kind: 'self-managed', bootstrapServers: 'broker:9092' } as const
const sources = fc.constantFrom(
  source,
  { kind: 'msk', arn: 'arn:aws:kafka:x', bootstrapServers: 'b' } as const,
  { kind: 'records-only' } as const,
)
const limits = fc.record({
  batchSize: fc.integer({ min: 1, max: 30 }),
  windowMs: fc.constantFrom(0, 10, 1000, Number.POSITIVE_INFINITY),
  payloadBytes: fc.integer({ min: 150, max: 3000 }),
})
const nulls = fc.constantFrom('null', 'absent' as const)

function poll(topic: TopicLog, seed: number): readonly PolledRecord[] {
  const all = topic.partitions.map(({ partition }) => partition)
  return [...pollRecords(topic, all, () => 0, createRandom(seed), 4)]
}

function textsOf(records: readonly PolledRecord[], form: 'null' | 'absent'): Map<string, string[]> {
  const texts = new Map<string, string[]>()
  for (const one of records) {
    const key = `${one.topic}-${one.partition}`
    texts.set(key, [...(texts.get(key) ?? []), recordJson(one, form)])
  }
  return texts
}

test('every polled record comes out once and in order, in a batch or reported as oversized', () => {
  fc.assert(
    fc.property(
      arbitraryTopic,
      fc.nat(),
      sources,
      limits,
      nulls,
      (topic, seed, from, within, form) => {
        const polled = poll(topic, seed)
        const cuts = [...cutBatches(polled, { source: from, limits: within, nulls: form })]
        expect(cuts.flatMap((cut) => (cut.kind === 'batch' ? cut.records : [cut.record]))).toEqual(
          polled,
        )
      },
    ),
  )
})

test('no batch goes beyond its record count, its window or its bytes, and none is empty', () => {
  fc.assert(
    fc.property(
      arbitraryTopic,
      fc.nat(),
      sources,
      limits,
      nulls,
      (topic, seed, from, within, form) => {
        const polled = poll(topic, seed)
        for (const cut of cutBatches(polled, { source: from, limits: within, nulls: form })) {
          if (cut.kind === 'oversized') {
            expect(cut.eventBytes).toBeGreaterThan(within.payloadBytes)
            const alone = eventJson(from, textsOf([cut.record], form))
            expect(cut.eventBytes).toBe(Buffer.byteLength(alone))
            continue
          }
          expect(cut.records.length).toBeGreaterThan(0)
          expect(cut.records.length).toBeLessThanOrEqual(within.batchSize)
          expect(Buffer.byteLength(cut.event)).toBeLessThanOrEqual(within.payloadBytes)
          const before = polled.slice(0, polled.indexOf(cut.records[0] as PolledRecord) + 1)
          const startMs = Math.max(...before.map(({ record }) => record.timestamp))
          for (const { record } of cut.records) {
            expect(record.timestamp - startMs).toBeLessThanOrEqual(within.windowMs)
          }
        }
      },
    ),
  )
})

test('a batch is closed only when the next record would break a limit', () => {
  fc.assert(
    fc.property(arbitraryTopic, fc.nat(), limits, nulls, (topic, seed, within, form) => {
      const unhurried = { ...within, windowMs: Number.POSITIVE_INFINITY }
      const cuts = [...cutBatches(poll(topic, seed), { source, limits: unhurried, nulls: form })]
      for (const [index, cut] of cuts.entries()) {
        const next = cuts[index + 1]
        if (cut.kind !== 'batch' || next?.kind !== 'batch') continue
        const longer = [...cut.records, ...next.records.slice(0, 1)]
        const bytes = Buffer.byteLength(eventJson(source, textsOf(longer, form)))
        expect(longer.length > within.batchSize || bytes > within.payloadBytes).toBe(true)
      }
    }),
    { numRuns: 600 },
  )
})

test('the event of a batch holds its records by topic-partition as Lambda writes them', () => {
  fc.assert(
    fc.property(arbitraryTopic, fc.nat(), limits, nulls, (topic, seed, within, form) => {
      for (const cut of cutBatches(poll(topic, seed), { source, limits: within, nulls: form })) {
        if (cut.kind !== 'batch') continue
        const event = JSON.parse(cut.event) as { records: Record<string, { offset: number }[]> }
        for (const { partition } of topic.partitions) {
          const expected = cut.records.filter((one) => one.partition === partition)
          const delivered = event.records[`${topic.topic}-${partition}`] ?? []
          expect(delivered.map(({ offset }) => offset)).toEqual(
            expected.map(({ record }) => record.offset),
          )
        }
      }
    }),
  )
})

test('a window of log time separates what arrives later', () => {
  const record = (offset: number, timestamp: number) => ({
    topic: 't',
    partition: 0,
    record: { offset, timestamp, key: null, value: null, headers: [] },
  })
  const polled = [
    record(0, 1000),
    record(1, 1500),
    record(2, 1501),
    record(3, 1100),
    record(4, 2100),
  ]
  const cut = cutBatches(polled, {
    source,
    limits: { batchSize: 100, windowMs: 500, payloadBytes: 10_000 },
    nulls: 'null',
  })
  const offsets = [...cut].map(
    (one) => one.kind === 'batch' && one.records.map(({ record: { offset } }) => offset),
  )
  expect(offsets).toEqual([[0, 1], [2, 3], [4]])
})
