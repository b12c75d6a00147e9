import { describe, expect, test } from 'vitest'
import { routeTopic } from '../../../lib/table/route.ts'

describe('the table of a topic', () => {
  const names = new Map([['orders', 'cust_orders']])

  test('is the mapped one', () => {
    expect(routeTopic('orders', names)).toBe('cust_orders')
  })

  test('is named like the topic where none is mapped', () => {
    expect(routeTopic('songs', names)).toBe('songs')
    expect(routeTopic('__proto__', names)).toBe('__proto__')
  })

  test('keeps topics apart that differ in letter case', () => {
    expect(routeTopic('Orders', names)).toBe('Orders')
  })
})
