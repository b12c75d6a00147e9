import { expect, test } from 'vitest'
import { parseArguments } from '../../../../../infra/local/commands/plan/parse-arguments.ts'
import { UsageError } from '../../../../../infra/local/commands/usage-error.ts'

test('events, variables and schemas are taken', () => {
  const args = ['a.json', 'b.json', '--env', 'SINK_FILTER=a=b', '--schema', '7=x.avsc', '--json']
  expect(parseArguments(args)).toMatchObject({
    eventFiles: ['a.json', 'b.json'],
    environment: { SINK_FILTER: 'a=b' },
    schemas: [{ id: { registry: 'confluent', id: 7 }, path: 'x.avsc', type: 'AVRO' }],
    json: true,
    help: false,
  })
})

test.each([
  [[], 'No event file'],
  [['a.json', '--sql', 'x.sql'], "Unknown option '--sql'"],
  [['a.json', '--env', 'NAME'], '--env takes NAME=VALUE'],
  [['a.json', '--schema', 'x=y.avsc'], '--schema takes ID=FILE'],
])('%j is misuse', (args, message) => {
  expect(() => parseArguments(args)).toThrow(UsageError)
  expect(() => parseArguments(args)).toThrow(message)
})
