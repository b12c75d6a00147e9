import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLogReader, endOfLog } from '../../../../infra/local/lambda/log-lines.ts'

const line = fc.string().filter((text) => !/[\n\0]/.test(text))

test('lines and end marks are read alike however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.constant(null)), { maxLength: 20 }),
      fc.array(fc.nat(400), { maxLength: 10 }),
      (parts, cuts) => {
        const text = parts.map((part) => (part === null ? endOfLog('id') : `${part}\n`)).join('')
        const read: (string | null)[] = []
        const reader = createLogReader(
          (one) => read.push(one),
          () => read.push(null),
        )
        const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        for (const [index, edge] of edges.slice(1).entries()) {
          reader.push(text.slice(edges[index], edge))
        }
        reader.end()
        expect(read).toEqual(parts)
      },
    ),
  )
})

test('text without a line end before a mark is a line of that invocation', () => {
  const read: string[] = []
  const reader = createLogReader(
    (one) => read.push(one),
    () => read.push('(end)'),
  )
  reader.push(`half${endOfLog('id')}tail`)
  reader.end()
  expect(read).toEqual(['half', '(end)', 'tail'])
})
