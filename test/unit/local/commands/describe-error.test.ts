import { expect, test } from 'vitest'
import { describeError } from '../../../../infra/local/commands/describe-error.ts'

test('an error is told with its causes, each once', () => {
  const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' })
  const login = new Error('cannot log in', { cause: refused })
  const outer = new Error('cannot start: cannot log in', { cause: login })
  expect(describeError(outer)).toBe('cannot start: cannot log in\n  because ECONNREFUSED')
  expect(describeError('plain')).toBe('plain')
})
