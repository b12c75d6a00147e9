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
    schemas: [],
    references: [],
    sqlFile: 's.sql',
    json: true,
    help: false,
  })
})

const UUID = '574f6a9a-9548-4dea-86a3-d82c0479a116'

test('schemas are named by number, by GUID of Confluent or by version of Glue, and typed by their files', () => {
  const args = ['--schema', '07=a=b.avsc', '--schema', `guid:${UUID.toUpperCase()}=p.PROTO`]
  const { schemas } = parseArguments([...args, '--schema', `${UUID}=s.json`, 'a.json'])
  expect(schemas).toEqual([
    { id: { registry: 'confluent', id: 7 }, path: 'a=b.avsc', type: 'AVRO' },
    { id: { registry: 'confluent', guid: UUID }, path: 'p.PROTO', type: 'PROTOBUF' },
    { id: { registry: 'glue', versionId: UUID }, path: 's.json', type: 'JSON' },
  ])
})

test('the name of a reference may hold "="', () => {
  const args = ['--schema', '7=s.json', '--schema-reference', 'http://x/?a=b=c.json', 'a.json']
  expect(parseArguments(args).references).toEqual([
    { name: 'http://x/?a=b', path: 'c.json', type: 'JSON' },
  ])
})

test('a registry of Confluent beside schemas of Glue is no contradiction', () => {
  const args = ['a.json', '--schema', `${UUID}=a.avsc`, '--env', 'SINK_REGISTRY_URL=http://r']
  expect(parseArguments(args).schemas).toHaveLength(1)
})

test('a variable may be empty, hold line breaks, and be given again: the last one counts', () => {
  const args = ['a.json', '--env', 'A=1', '--env', 'A=', '--env', 'P=x=1\ny=2']
  expect(parseArguments(args).environment).toEqual({ A: '', P: 'x=1\ny=2' })
})

test.each([
  [[], 'No event file is given.'],
  [
    ['a.json', '--env', 'NOVALUE'],
    '--env takes NAME=VALUE, with a sign of equality behind the name.',
  ],
  [['a.json', '--env', '=x'], '--env takes NAME=VALUE, with a sign of equality behind the name.'],
  [['a.json', '--evn', 'A=b'], "Unknown option '--evn'"],
  [['a.json', '--sql'], "'--sql <value>' argument missing"],
  [['a.json', '--schema', 'seven=a.avsc'], 'not "seven=a.avsc"'],
  [['a.json', '--schema', '2147483648=a.avsc'], '--schema takes ID=FILE'],
  [['a.json', '--schema', 'a.avsc'], '--schema takes ID=FILE'],
  [['a.json', '--schema', 'guid:7=a.avsc'], '--schema takes ID=FILE'],
  [['a.json', '--schema', '7=a.txt'], '--schema 7=a.txt: the file must end in .avsc'],
  [['a.json', '--schema', '7='], '--schema 7=: the file must end in .avsc'],
  [['a.json', '--schema', '7=a.avsc', '--schema', '007=b.avsc'], '--schema 7 is given twice.'],
  [
    ['a.json', '--schema', `${UUID}=a.avsc`, '--schema', `${UUID.toUpperCase()}=b.avsc`],
    `--schema ${UUID} is given twice.`,
  ],
  [['a.json', '--schema-reference', 'a.avsc'], '--schema-reference takes NAME=FILE'],
  [['a.json', '--schema-reference', '=a.avsc'], '--schema-reference takes NAME=FILE'],
  [
    ['a.json', '--schema', `${UUID}=a.avsc`, '--schema-reference', 'a=b.avsc'],
    'schemas of Glue refer to no others',
  ],
  [
    ['a.json', '--schema=7=a.avsc', '--schema-reference=a=b.avsc', '--schema-reference=a=c.avsc'],
    '--schema-reference a is given twice.',
  ],
  [
    ['a.json', '--schema', '7=a.avsc', '--env', 'SINK_REGISTRY_URL=http://r'],
    '--env SINK_REGISTRY_URL names another',
  ],
  [
    ['a.json', '--schema', `${UUID}=a.avsc`, '--env', 'AWS_ENDPOINT_URL_GLUE=http://g'],
    '--env AWS_ENDPOINT_URL_GLUE names another',
  ],
])('%j is misuse', (args, message) => {
  expect(() => parseArguments(args)).toThrow(UsageError)
  expect(() => parseArguments(args)).toThrow(message)
})

test('a variable that is not understood is named without its value', () => {
  expect(() => parseArguments(['a.json', '--env', 'MY-PASSWORD=secret'])).toThrow(
    '--env takes NAME=VALUE, with a sign of equality behind the name.',
  )
})
