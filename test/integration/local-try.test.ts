import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { TryJson } from '../../infra/local/commands/try/try-json.ts'
import { lastLine, runCommand, runCommandBeside } from './local-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'try-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

interface RecordFacts {
  readonly offset: number | string
  readonly value: string | null
}

/** An event file; `value` is the text of the record's value. */
function event(name: string, topic: string, records: readonly RecordFacts[]): string {
  const texts = records.map(({ offset, value }) => {
    const base64 = value === null ? 'null' : `"${Buffer.from(value).toString('base64')}"`
    return `{"topic":"${topic}","partition":0,"offset":${offset},"timestamp":1700000000000,"timestampType":"CREATE_TIME","key":null,"value":${base64},"headers":[]}`
  })
  return file(
    name,
    `{"eventSource":"SelfManagedKafka","bootstrapServers":"b:9092","records":{"${topic}-0":[${texts.join(',')}]}}`,
  )
}

const schema =
  '{"type":"struct","optional":false,"fields":[{"field":"id","type":"int64","optional":false},{"field":"name","type":"string","optional":true},{"field":"picture","type":"bytes","optional":true}]}'

function person(payload: string): string {
  return `{"schema":${schema},"payload":${payload}}`
}

const people = event('people.json', 'people', [
  { offset: 0, value: person('{"id":9007199254740993,"name":"b\\n","picture":"/wA="}') },
  { offset: 5, value: person('{"id":-2,"name":null,"picture":null}') },
  { offset: 6, value: null },
])

test('a topic becomes a table, with every value exact, and the ledger beside it', () => {
  const run = runCommand('try', people, people, '--json')
  const { responses, errors, statements, tables } = lastLine(run) as TryJson
  expect(run.exitCode).toBe(0)
  expect(responses).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }])
  expect(errors).toEqual([null, null])
  expect(statements.filter((sql) => sql.includes('`people`'))).toHaveLength(1)
  expect(statements.every((sql) => /^(?:CREATE|ALTER)/.test(sql))).toBe(true)
  const [ledger, table] = tables
  expect(tables.map(({ name }) => name)).toEqual(['kafka_connect_transaction_metadata', 'people'])
  expect(table?.rows).toEqual([
    { id: '-2', name: null, picture: null },
    { id: '9007199254740993', name: 'b\n', picture: '0xFF00' },
  ])
  expect(table?.createTable).toContain('`id` ')
  expect(ledger?.createTable).toMatch(/SHARD KEY/)
  expect(ledger?.rows).toHaveLength(1)
  expect(ledger?.rows[0]).toMatchObject({
    sink: 'try',
    topic: 'people',
    firstOffset: '0',
    lastOffset: '6',
    records: '3',
    count: '2',
    filtered: '1',
  })
})

test('an event that fails does not stop the ones behind it', () => {
  const bad = file('sqs.json', '{"Records":[]}')
  const run = runCommand('try', bad, people, '--json')
  const { responses, errors, tables } = lastLine(run) as TryJson
  expect(run.exitCode).toBe(1)
  expect(responses).toEqual([null, { batchItemFailures: [] }])
  expect(errors).toEqual([{ code: 'ERR_EVENT_INVALID', message: expect.any(String) }, null])
  expect(tables.find(({ name }) => name === 'people')?.rows).toHaveLength(2)
})

test('a variable reaches the sink, and a wrong one is told with the code of the error', () => {
  const run = runCommand(
    'try',
    people,
    '--env',
    'SINK_TABLE_KEYS=PRIMARY=id; PRIMARY=name',
    '--json',
  )
  const { responses, errors, statements, tables } = lastLine(run) as TryJson
  expect(run.exitCode).toBe(1)
  expect(responses).toEqual([null])
  expect(errors[0]?.code).toBe('ERR_CONFIG')
  expect(errors[0]?.message).toContain('SINK_TABLE_KEYS')
  expect(statements).toEqual([])
  expect(tables).toEqual([])
})

test('table keys show in the statement as sent and in the table as SingleStore tells it', () => {
  const run = runCommand(
    'try',
    people,
    '--env',
    'SINK_TABLE_KEYS=PRIMARY=id; COLUMNSTORE=name',
    '--json',
  )
  const { statements, tables } = lastLine(run) as TryJson
  expect(statements.find((sql) => sql.includes('`people`'))).toMatch(/PRIMARY KEY \(`id`\)/)
  const { createTable = '' } = tables.find(({ name }) => name === 'people') ?? {}
  expect(createTable).toMatch(/PRIMARY KEY \(`id`\)/)
  expect(createTable).toMatch(/SORT KEY .*`name`/)
})

test('a script prepares the database, and records without a schema fill its table', () => {
  const sql = file(
    'tables.sql',
    "CREATE TABLE `notes;` (`id` BIGINT, `text` LONGTEXT); -- the; table\nINSERT INTO `notes;` VALUES (1, 'a;b');",
  )
  const notes = event('notes.json', 'notes', [
    { offset: 3, value: '{"id":9223372036854775807,"text":"c"}' },
  ])
  const run = runCommand(
    'try',
    notes,
    '--sql',
    sql,
    '--env',
    'SINK_TABLE_NAMES=notes=`notes;`',
    '--json',
  )
  const { errors, statements, tables } = lastLine(run) as TryJson
  expect(errors).toEqual([null])
  expect(statements.filter((one) => one.includes('notes'))).toEqual([])
  expect(tables.find(({ name }) => name === 'notes;')?.rows).toEqual([
    { id: '1', text: 'a;b' },
    { id: '9223372036854775807', text: 'c' },
  ])
})

test('a column of any name and every FLOAT show, each as it is', () => {
  const sql = file(
    'odd.sql',
    'CREATE TABLE odd (`__proto__` BIGINT, `f``32` FLOAT); SELECT 1 AS `__proto__`; INSERT INTO odd VALUES (4, NULL)',
  )
  const odd = event('odd.json', 'odd', [
    { offset: 0, value: '{"__proto__":1,"f`32":16777216}' },
    { offset: 1, value: '{"__proto__":2,"f`32":0.1}' },
    { offset: 2, value: '{"__proto__":3,"f`32":1.00000012e-38}' },
  ])
  const run = runCommand('try', odd, '--sql', sql, '--json')
  expect(run.exitCode).toBe(0)
  const { tables } = lastLine(run) as TryJson
  const rows = tables.find(({ name }) => name === 'odd')?.rows.map((row) => Object.entries(row))
  expect(rows).toEqual(
    [
      ['1', '16777216'],
      ['2', '0.1'],
      ['3', '1.0000001e-38'],
      ['4', null],
    ].map(([name, float]) => [
      ['__proto__', name],
      ['f`32', float],
    ]),
  )
})

test.each([
  ['for people on standard output', [], 'stdout'],
  ['with --json on standard error', ['--json'], 'stderr'],
] as const)('what the sink warns of is told in order: %s', (_, args, stream) => {
  const run = runCommand('try', people, '--env', 'SINK_METADATA_ALLOW=false', ...args)
  expect(run.exitCode).toBe(0)
  expect(run[stream]).toMatch(/ warning: The ledger is off.*\n +warning: Deletes .*not applied/)
  if (stream === 'stderr') expect(run.stdout).not.toContain('warning')
})

test('dead letters and what failed stand in the account of an event', () => {
  const mixed = event('mixed.json', 'people', [
    { offset: 0, value: person('{"id":1,"name":"a","picture":null}') },
    { offset: 1, value: person('{"id":"no number","name":"b","picture":null}') },
    { offset: 2, value: person('{"id":3,"name":"c","picture":null}') },
  ])
  const tolerant = runCommand('try', mixed, '--env', 'SINK_ERRORS_TOLERANCE=all')
  expect(tolerant.stdout).toContain(
    '3 delivered = 2 written + 0 repeated + 0 filtered + 1 dead-lettered',
  )
  const [, letters = ''] = /\nDead letters\n([\s\S]*?)\n\n/.exec(tolerant.stdout) ?? []
  expect(letters).toMatch(/^ {2}people-0 offset 1 {2}ERR_RECORD_\w+ {2}.{37,}[^…]$/)
  const partial = runCommand('try', mixed, '--env', 'SINK_PARTIAL_RESPONSES=true')
  expect(partial.stdout).toContain('3 delivered = 1 written + 0 repeated + 0 filtered + 2 failed')
})

test('options of the environment and the properties of a connector count, its database does not', async () => {
  const variables = {
    SINGLESTORE_ENDPOINT: 'nowhere.example.com',
    SINK_TABLE_NAMES: 'people=outer',
    SINK_TABLE_KEYS: 'PRIMARY=name',
    SINK_PROPERTIES:
      'connection.ddlEndpoint=nowhere.example.com\nparams.serverSslCert=/none.pem\ntasks.max=2\nsinglestore.tableOptions={"outr":{}}',
  }
  const args = [people, '--env', 'SINK_TABLE_KEYS=PRIMARY=id', '--json']
  const run = await runCommandBeside('try', args, variables)
  expect(run.exitCode).toBe(0)
  const { tables, notes, ignoredProperties } = lastLine(run) as TryJson
  const outer = tables.find(({ name }) => name === 'outer')
  expect(outer?.rows).toHaveLength(2)
  expect(outer?.createTable).toMatch(/PRIMARY KEY \(`id`\)/)
  expect(ignoredProperties).toEqual(['tasks.max'])
  expect(notes.join('\n')).toMatch(/SINGLESTORE_ENDPOINT, connection\.ddlEndpoint, params\.server/)
  expect(notes.join('\n')).toContain('"outr" (did you mean "outer"?)')
  for (const note of [...notes, 'Properties without a meaning here: tasks.max.']) {
    expect(run.stderr).toContain(note)
  }
})

test('a variable in the wrong letter case is misuse', () => {
  const { exitCode, stderr } = runCommand('try', people, '--env', 'sink_upsert=true')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('the option is called SINK_UPSERT')
})

test('what kcat -J prints of a topic is taken as an event', () => {
  const lines = [
    {
      offset: 4,
      tstype: 'create',
      ts: 1700000000000,
      headers: ['a', 'b'],
      payload: person('{"id":1,"name":"é"}'),
    },
    { offset: 5, tstype: 'create', ts: 1700000000001, payload: null },
  ].map((more) => JSON.stringify({ topic: 'people', partition: 0, broker: 1, key: '1', ...more }))
  const run = runCommand('try', file('people.jsonl', `${lines.join('\n')}\n`), '--json')
  const { tables, errors } = lastLine(run) as TryJson
  expect(errors).toEqual([null])
  expect(tables.find(({ name }) => name === 'people')?.rows).toEqual([
    { id: '1', name: 'é', picture: null },
  ])
})

test('a statement that is refused is named by its number with the server’s message, without the usage', () => {
  const sql = file('bad.sql', 'SELECT 1;\nCREATE TABLE a (b INT, b INT)')
  const { exitCode, stderr } = runCommand('try', people, '--sql', sql, '--json')
  expect(exitCode).toBe(2)
  const said = stderr.trimEnd().split('\n').at(-1) ?? ''
  expect(said).toMatch(/bad\.sql: statement 2 was refused: .*Duplicate column name 'b'/)
  expect(stderr).not.toContain('Usage')
})

test('an offset beyond 2^53 reaches the handler as written, which refuses it', () => {
  const unsafe = event('unsafe.json', 'people', [{ offset: '9007199254740993', value: null }])
  const run = runCommand('try', unsafe, '--json')
  const { errors, tables } = lastLine(run) as TryJson
  expect(run.exitCode).toBe(1)
  expect(errors[0]).toMatchObject({
    code: 'ERR_EVENT_INVALID',
    message: expect.stringContaining('offset'),
  })
  expect(tables).toEqual([])
})

test('for people the answers, the statements and the tables are printed', () => {
  const { stdout, exitCode } = runCommand('try', people)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('people.json: answered {"batchItemFailures":[]}')
  expect(stdout).toContain('3 delivered = 2 written + 0 repeated + 1 filtered')
  expect(stdout).toContain('CREATE TABLE')
  expect(stdout).toMatch(/9007199254740993 {2}b\\n {3}0xFF00/)
})

test.each([
  ['no event', [], 'No event file is given.'],
  [
    'a file that is not there',
    [join(folder, 'none.json')],
    'none.json cannot be read: there is no such file',
  ],
  ['a file that is no JSON', [file('broken.json', '{"records":')], 'broken.json is not JSON'],
  [
    'a script that is not there',
    [people, '--sql', join(folder, 'none.sql')],
    'none.sql cannot be read',
  ],
  ['a variable without a value', [people, '--env', 'SINK_NAME'], '--env takes NAME=VALUE'],
])('%s is misuse: exit code 2, the usage, and nothing on standard output', (_, args, message) => {
  const { exitCode, stdout, stderr } = runCommand('try', ...args, '--json')
  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).toContain('Usage: npm run try')
  // What npm itself prints is not JSON.
  expect(stdout).not.toContain('{"responses"')
})
