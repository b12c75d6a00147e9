import { expect, test } from 'vitest'
import { parseArguments } from '../../../../infra/bench/parse-arguments.ts'
import { UsageError } from '../../../../infra/local/commands/usage-error.ts'

test('without arguments the bench measures in full and prints for people', () => {
  expect(parseArguments([])).toEqual({ quick: false, json: false, help: false })
})

test('--quick, --json and -h are understood', () => {
  expect(parseArguments(['--quick', '--json', '-h'])).toEqual({
    quick: true,
    json: true,
    help: true,
  })
})

test('an unknown argument is misuse', () => {
  expect(() => parseArguments(['--fast'])).toThrow(UsageError)
})
