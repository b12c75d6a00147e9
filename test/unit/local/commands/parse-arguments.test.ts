import { expect, test } from 'vitest'
import { parseArguments } from '../../../../infra/local/commands/try/parse-arguments.ts'
import { UsageError } from '../../../../infra/local/commands/usage-error.ts'

test('files, variables, the script and --json are read in any order', () => {
  const args = [
    '--json',
    'a.json',
    '--env',
    'SINK_NAME=x',
    'b.json',
    '--sql=s.sql',
    '--env=A=b=c d',
  ]
  expect(parseArguments(args)).toEqual({
    eventFiles: ['a.json', 'b.json'],
    environment: { SINK_NAME: 'x', A: 'b=c d' },
    sqlFile: 's.sql',
    json: true,
    help: false,
  })
})

test('a variable may be empty, hold line breaks, and be given again: the last one counts', () => {
  const args = ['a.json', '--env', 'A=1', '--env', 'A=', '--env', 'P=x=1\ny=2']
  expect(parseArguments(args).environment).toEqual({ A: '', P: 'x=1\ny=2' })
})

test.each([
  [[], 'No event file is given.'],
  [['a.json', '--env', 'NOVALUE'], '--env takes NAME=VALUE, not "NOVALUE".'],
  [['a.json', '--env', '=x'], '--env takes NAME=VALUE, not "".'],
  [['a.json', '--evn', 'A=b'], "Unknown option '--evn'"],
  [['a.json', '--sql'], "'--sql <value>' argument missing"],
])('%j is misuse', (args, message) => {
  expect(() => parseArguments(args)).toThrow(UsageError)
  expect(() => parseArguments(args)).toThrow(message)
})

test('a variable that is not understood is named without its value', () => {
  expect(() => parseArguments(['a.json', '--env', 'MY-PASSWORD=secret'])).toThrow(
    '--env takes NAME=VALUE, not "MY-PASSWORD".',
  )
})
