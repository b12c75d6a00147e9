import { expect, test } from 'vitest'
import { parseArguments } from '../../../../../infra/local/commands/doctor/parse-arguments.ts'

test('everything can be given', () => {
  const args = ['--function', 'sink', '--region', 'eu-west-1', '--env', 'SINK_NAME=a=b', '--json']
  expect(parseArguments(args)).toEqual({
    functionName: 'sink',
    region: 'eu-west-1',
    environment: { SINK_NAME: 'a=b' },
    json: true,
    help: false,
  })
})

test('nothing has to be given', () => {
  expect(parseArguments([])).toMatchObject({ functionName: null, region: null, json: false })
})

test.each([
  [['--function', ' '], '--function is given nothing'],
  [['--region='], '--region is given nothing'],
  [['--env', 'SINK_NAME'], '--env takes NAME=VALUE'],
  [['event.json'], 'event.json'],
  [['--stage', 'prod'], '--stage'],
])('%o is misuse, and the argument is named', (args, message) => {
  expect(() => parseArguments(args)).toThrow(message)
})
