import fc from 'fast-check'
import { expect, test } from 'vitest'
import { float32Text } from '../../../../infra/local/commands/float32-text.ts'

test.each([
  [16777216, '16777216'],
  [Math.fround(0.1), '0.1'],
  [Math.fround(3.4028235e38), '3.4028235e38'],
  [Math.fround(1e-45), '1e-45'],
  [-1.5, '-1.5'],
  [-0, '-0'],
  [0, '0'],
])('%d is shown as %s', (value, text) => {
  expect(float32Text(value)).toBe(text)
})

test('every float32 reads back as itself, from no more digits than the server’s own DOUBLE', () => {
  const float = fc.float({ noNaN: true, noDefaultInfinity: true })
  fc.assert(
    fc.property(float, (value) => {
      const text = float32Text(value)
      expect(Math.fround(Number(text))).toBe(value)
      expect(text.length).toBeLessThanOrEqual(String(value).length + 1)
    }),
  )
})
