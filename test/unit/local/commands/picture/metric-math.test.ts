import { expect, test } from 'vitest'
import { evaluate } from '../../../../../infra/local/commands/picture/metric-math.ts'

const named = [
  { id: 'lag0', label: 'a', series: [1, null], isMetric: true, periodSeconds: 60 },
  { id: 'lag1', label: 'b', series: [2, 5], isMetric: true, periodSeconds: 60 },
  { id: 'none', label: 'e', series: [null, 1], isMetric: true, periodSeconds: 60 },
  { id: 'age', label: 'c', series: [10, 20], isMetric: true, periodSeconds: 60 },
  { id: 'alllag', label: 'd', series: [3, 5], isMetric: false, periodSeconds: 60 },
]

const first = (expression: string) =>
  evaluate(expression, named).map(({ label, series }) => [label, series[0], series[1]])

test.each([
  ['age / 1000', [['', 0.01, 0.02]]],
  ['2 + age * 3 - 1', [['', 31, 61]]],
  ['(age + 2) * 2 / PERIOD(age)', [['', 0.4, 44 / 60]]],
  ['none / PERIOD(none)', [['', null, 1 / 60]]],
  ['lag0 + lag1', [['', 3, null]]],
  ['SUM(METRICS("lag"))', [['', 3, 5]]],
  [
    'METRICS("lag") / PERIOD(age)',
    [
      ['a', 1 / 60, null],
      ['b', 2 / 60, 5 / 60],
    ],
  ],
  ['alllag * 0.185', [['', 3 * 0.185, 5 * 0.185]]],
])('%s', (expression, values) => {
  expect(first(expression)).toEqual(values)
})

test.each(['nobody / 2', '2e-7 * age', 'RATE(age)', 'age /', 'age age', 'age $ 2', '(age'])(
  '%s is refused',
  (expression) => {
    expect(() => evaluate(expression, named)).toThrow()
  },
)
