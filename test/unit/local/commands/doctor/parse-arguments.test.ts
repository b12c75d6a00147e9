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

test.each(['us-gov-west-1', 'cn-northwest-1', 'ap-southeast-7', 'us-isob-east-1', 'mx-central-1'])(
  '%s is a region',
  (region) => expect(parseArguments(['--region', region]).region).toBe(region),
)

test('nothing has to be given', () => {
  expect(parseArguments([])).toMatchObject({ functionName: null, region: null, json: false })
})

test.each([
  [['--function', ' '], '--function is given nothing'],
  [['--region='], '--region is given nothing'],
  [['--region', 'Frankfurt'], 'such as eu-central-1'],
  [['--region', 'eu-central-1.example.com'], 'such as eu-central-1'],
  [['--region', 'eu-central-1a'], 'such as eu-central-1'],
  [['--env', 'SINK_NAME'], '--env takes NAME=VALUE'],
  [['event.json'], 'event.json'],
  [['--stage', 'prod'], '--stage'],
])('%o is misuse, and the argument is named', (args, message) => {
  expect(() => parseArguments(args)).toThrow(message)
})
