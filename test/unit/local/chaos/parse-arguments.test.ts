import { expect, test } from 'vitest'
import { parseArguments } from '../../../../infra/local/chaos/parse-arguments.ts'
import { UsageError } from '../../../../infra/local/commands/usage-error.ts'

const parse = (...args: readonly string[]) => parseArguments(args, () => 42)

test('without arguments there is an end to both records and time, and a seed of its own', () => {
  expect(parse()).toEqual({
    kind: 'run',
    json: false,
    request: { records: 200_000, limitMs: 900_000, seed: 42 },
  })
})

test('what is given is the only limit', () => {
  expect(parse('--records', '500', '--seed', '7', '--json')).toEqual({
    kind: 'run',
    json: true,
    request: { records: 500, limitMs: Number.POSITIVE_INFINITY, seed: 7 },
  })
  expect(parse('--minutes', '1.5')).toMatchObject({
    request: { records: Number.POSITIVE_INFINITY, limitMs: 90_000 },
  })
  expect(parse('--minutes=2', '--records=3')).toMatchObject({
    request: { records: 3, limitMs: 120_000 },
  })
})

test('help is asked for in both ways', () => {
  expect(parse('--help')).toEqual({ kind: 'help' })
  expect(parse('-h')).toEqual({ kind: 'help' })
})

test.each([
  [['--records', '0'], '--records takes a whole number from 1 to 1000000000, not "0".'],
  [['--records', '1e3'], '--records takes'],
  [['--seed', '4294967296'], '--seed takes a whole number from 0 to 4294967295'],
  [['--seed', '-1'], "'--seed' argument is ambiguous"],
  [['--minutes', '0'], '--minutes takes a number above 0, not "0".'],
  [['--minutes', 'five'], '--minutes takes'],
  [['--sed', '1'], "Unknown option '--sed'"],
  [['5000'], "Unexpected argument '5000'"],
])('%j is misuse', (args, message) => {
  expect(() => parse(...args)).toThrow(UsageError)
  expect(() => parse(...args)).toThrow(message)
})
