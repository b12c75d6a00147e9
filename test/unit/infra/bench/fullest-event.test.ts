import { describe, expect, test } from 'vitest'
import { deliveryOf } from '../../../../infra/bench/delivery.ts'
import { fullestEvent, PARTITIONS } from '../../../../infra/bench/fullest-event.ts'
import { WORKLOADS } from '../../../../infra/bench/workload.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { parseEvent } from '../../../../lib/lambda/event.ts'
import { ExactNumber } from '../../../../lib/schema.ts'

const LIMIT_BYTES = 6 * 1024 * 1024
const MOST_RECORDS = 10_000

describe.each(WORKLOADS)('the fullest event of the workload "%s"', (workload) => {
  const text = fullestEvent(workload)
  const { batches } = parseEvent(JSON.parse(text))
  const count = batches.reduce((sum, { records }) => sum + records.length, 0)

  test('is full by bytes or by records, and over neither', () => {
    const bytes = Buffer.byteLength(text)
    const oneMore = bytes / count
    expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES)
    expect(count).toBeLessThanOrEqual(MOST_RECORDS)
    expect(count === MOST_RECORDS || bytes + 2 * oneMore > LIMIT_BYTES).toBe(true)
  })

  test('spreads over the partitions', () => {
    expect(batches).toHaveLength(PARTITIONS)
  })

  test('is the same every time', () => {
    expect(fullestEvent(workload) === text).toBe(true)
  })
})

test('the long ids are beyond what a double holds, the others are not', () => {
  const firstId = (workload: 'envelope' | 'longIds') => {
    const { records } = deliveryOf(fullestEvent(workload, 1))
    const decoded = createFormat('auto').decode(records[0]?.value ?? '')
    return Array.isArray(decoded.value) ? decoded.value[0] : decoded.value
  }
  expect(firstId('longIds')).toBeTypeOf('bigint')
  expect(firstId('envelope')).toBeTypeOf('number')
})

test('records without a schema hold no number that needs care', () => {
  const { records } = deliveryOf(fullestEvent('schemaless', 50))
  for (const { value } of records) {
    const decoded = createFormat('auto').decode(value)
    expect(decoded.schema).toBeNull()
    expect(Object.values(decoded.value ?? {}).some((member) => member instanceof ExactNumber)).toBe(
      false,
    )
  }
})

test('a delivery that moves on holds the same records behind the ones before', () => {
  const delivery = deliveryOf(fullestEvent('envelope', 10))
  const before = delivery.records.map(({ offset }) => offset)
  delivery.advance()
  const after = delivery.records.map(({ offset }) => offset)
  expect(Math.min(...after)).toBeGreaterThan(Math.max(...before))
  expect(parseEvent(delivery.event).batches.flatMap(({ records }) => records)).toHaveLength(10)
})
