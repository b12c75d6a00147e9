import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withCleanup } from '../../infra/local/commands/cleanup.ts'
import { planExitCode } from '../../infra/local/commands/plan/exit-code.ts'
import { parseArguments } from '../../infra/local/commands/plan/parse-arguments.ts'
import { type PlanJson, planJson } from '../../infra/local/commands/plan/plan-json.ts'
import { printPlan } from '../../infra/local/commands/plan/print-plan.ts'
import { runPlan } from '../../infra/local/commands/plan/run-plan.ts'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import type { Terminal } from '../../infra/local/commands/terminal.ts'
import { changeEvent } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { lastLine, runCommandBeside } from './local-command.ts'

const database = await useDatabase()
const at = connectionEnvironment(database, database.database)
const folder = mkdtempSync(join(tmpdir(), 'plan-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Variables = Readonly<Record<string, string>>

/** Creates the ledger. */
beforeAll(() => deliver([three('first')]))

let files = 0

function file(text: string): string {
  files += 1
  const path = join(folder, `${files}.json`)
  writeFileSync(path, text)
  return path
}

const eventFile = (event: unknown): string => file(JSON.stringify(event))

const eventOf = (topic: string, records: readonly RecordSpec[]): unknown =>
  kafkaEvent({ [topic]: { 0: records } })

interface Planned {
  readonly json: PlanJson
  readonly exitCode: number
  /** What people read. */
  readonly text: string
}

/** Plans events in this process, as the command does. */
async function plan(events: readonly unknown[], variables: Variables = {}): Promise<Planned> {
  const lines: string[] = []
  const say = (line = '') => lines.push(line)
  const terminal: Terminal = {
    heading: say,
    line: say,
    note: say,
    table: () => undefined,
    list: (columns, rows) => {
      for (const row of [columns, ...rows]) say(row.join(' | '))
    },
    step: (_, work) => work(() => undefined),
    result: () => undefined,
  }
  const request = parseArguments(events.map(eventFile))
  const environment = { ...at, ...variables }
  const result = await withCleanup((onEnd) => runPlan(request, terminal, environment, onEnd))
  printPlan(result, terminal)
  return { json: planJson(result), exitCode: planExitCode(result), text: lines.join('\n') }
}

/** Lets the sink take the events, and gives the statements that changed a schema. */
async function deliver(
  events: readonly unknown[],
  variables: Variables = {},
): Promise<readonly string[]> {
  const container = startContainer(database, variables)
  database.statements.clear()
  for (const event of events) await container.deliver(event)
  return database.statements.all
    .map(({ sql }) => sql)
    .filter((sql) =>
      /^(?:CREATE TABLE|CREATE \w+ TABLE|CREATE \w+ REFERENCE TABLE|ALTER)/.test(sql),
    )
}

const statementsOf = ({ tables, ownTables }: PlanJson): readonly string[] =>
  [...ownTables, ...tables].flatMap(({ statements }) => statements)

const tableOf = ({ tables }: PlanJson, name: string) => tables.find((table) => table.name === name)

const schema = structSchema({
  id: { type: 'int64', optional: false },
  name: 'string',
  price: { type: 'double', optional: true },
})

const row = (offset: number, payload: unknown, of = schema): RecordSpec => ({
  offset,
  key: `${offset}`,
  value: envelope(of, payload),
})

const three = (topic: string): unknown =>
  eventOf(topic, [
    row(0, { id: 1, name: 'a', price: 1.5 }),
    row(1, { id: 2, name: null, price: null }),
    { offset: 2, key: '1', value: null },
  ])

const wide = structSchema({
  id: { type: 'int64', optional: false },
  name: 'string',
  flag: 'boolean',
  amount: {
    type: 'bytes',
    name: 'org.apache.kafka.connect.data.Decimal',
    parameters: { scale: '2', 'connect.decimal.precision': '12' },
    optional: true,
  },
  day: { type: 'int32', name: 'org.apache.kafka.connect.data.Date', optional: true },
  at: { type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp', optional: true },
  tags: { type: 'array', items: { type: 'string' }, optional: true },
  raw: 'bytes',
})

const wideRow = (offset: number): RecordSpec =>
  row(
    offset,
    { id: offset, name: 'n', flag: true, amount: 'AQ==', day: 1, at: 1, tags: ['x'], raw: 'AA==' },
    wide,
  )

const keySchema = structSchema({ id: { type: 'int64', optional: false } })

const keyed = (offset: number, id: number): RecordSpec => ({
  ...row(offset, { id, name: 'k', price: 1 }),
  key: envelope(keySchema, { id }),
})

const samples: readonly (readonly [string, readonly unknown[], Variables])[] = [
  ['rows', [three('rows')], { SINK_METADATA_TABLE: 'ledger1' }],
  ['every kind of column', [eventOf('wide', [wideRow(0)])], {}],
  [
    'the connector’s profile',
    [eventOf('wide_connector', [wideRow(0)])],
    { SINK_TYPE_PROFILE: 'connector' },
  ],
  [
    'keys and options of a table',
    [three('keys')],
    {
      SINK_TABLE_OPTIONS:
        '{"keys":{"keys":"PRIMARY=id; COLUMNSTORE=price DESC; KEY.by_name=name","keyLength":40}}',
    },
  ],
  [
    'a rowstore',
    [three('in_rows')],
    { SINK_TABLE_OPTIONS: '{"*":{"keys":"PRIMARY=id","storage":"rowstore"}}' },
  ],
  [
    'a reference table',
    [three('refs')],
    { SINK_TABLE_OPTIONS: '{"refs":{"keys":"PRIMARY=id","reference":true}}' },
  ],
  [
    'dead letters',
    [three('letters')],
    { SINK_ERRORS_TOLERANCE: 'all', SINK_METADATA_TABLE: 'ledger2' },
  ],
  [
    'upsert by the record’s key',
    [eventOf('upserts', [keyed(0, 1), keyed(1, 1)])],
    { SINK_UPSERT: 'true', SINK_DELETE_ENABLED: 'true' },
  ],
  [
    'routes by a field, extra columns and columns of the key',
    [
      eventOf('mixed', [
        keyed(0, 1),
        { ...keyed(1, 2), value: envelope(schema, { id: 2, name: 'other', price: 2 }) },
      ]),
    ],
    {
      SINK_RECORD_TO_TABLE_FIELD: 'name',
      SINK_RECORD_TO_TABLE: 'k=route_k; other=route_other',
      SINK_EXTRA_COLUMNS: 'topic, partition, offset, timestamp, key, headers',
      SINK_KEY_COLUMNS: 'id',
    },
  ],
  [
    'a mapping of columns',
    [three('mapped')],
    { SINK_COLUMN_TO_FIELD: 'mapped.number=id; mapped.label=name' },
  ],
  [
    'schemas that grow within an event and with the next',
    [
      eventOf('grows', [
        row(0, { id: 1 }, structSchema({ id: 'int64' })),
        row(1, { id: 2, name: 'b', price: 1 }),
      ]),
      eventOf('grows', [wideRow(5)]),
    ],
    { SINK_SCHEMA_EVOLUTION: 'add' },
  ],
  [
    'change events',
    [eventOf('changes', [{ offset: 0, value: changeEvent('c', { after: { id: 1, name: 'a' } }) }])],
    {},
  ],
]

describe.each(samples)('%s', (_, events, variables) => {
  test('what is planned is what the sink does, to the letter, and then nothing would change', async () => {
    const before = await plan(events, variables)
    expect(before.json.badRecords).toEqual([])
    const done = await deliver(events, variables)
    const after = await plan(events, variables)

    expect(before.exitCode).toBe(2)
    expect(done.toSorted()).toEqual(statementsOf(before.json).toSorted())
    expect(statementsOf(after.json)).toEqual([])
    expect(after.exitCode).toBe(0)
    for (const { columns, keys, keyFault } of after.json.tables) {
      expect(columns.length).toBeGreaterThan(0)
      expect(columns.filter(({ verdict }) => verdict !== 'same')).toEqual([])
      expect(keyFault).toBeNull()
      expect(keys.length).toBeGreaterThan(0)
      expect(keys.filter(({ verdict }) => verdict !== 'same')).toEqual([])
    }
  })
})

test('plan reads, and does nothing else', async () => {
  database.statements.clear()
  await plan([three('unmade'), three('rows')], {
    SINK_ERRORS_TOLERANCE: 'all',
    SINK_SCHEMA_EVOLUTION: 'add',
    SINK_DEAD_LETTER_TABLE: 'unmade_letters',
    SINK_METADATA_TABLE: 'unmade_ledger',
  })
  const statements = database.statements.all.map(({ sql }) => sql)
  expect(statements.filter((sql) => /unmade/.test(sql)).length).toBeGreaterThan(0)
  expect(statements.filter((sql) => !/^(?:SELECT|SHOW|SET|USING \S+ SHOW)\b/.test(sql))).toEqual([])
  const left = await database.query("SHOW TABLES LIKE '%unmade%'")
  expect(left).toEqual([])
})

test('each column of a table that exists has its verdict', async () => {
  await database.query(
    'CREATE TABLE verdicts (id BIGINT, name VARCHAR(20), extra INT, must INT NOT NULL, filled INT NOT NULL DEFAULT 3)',
  )
  const { json, exitCode, text } = await plan([three('verdicts')])
  const table = tableOf(json, 'verdicts')
  expect(table?.columns.map(({ column, verdict }) => [column, verdict])).toEqual([
    ['id', 'same'],
    ['name', 'converted'],
    ['extra', 'unfilled'],
    ['must', 'required'],
    ['filled', 'unfilled'],
    ['price', 'missing'],
  ])
  expect(table?.verdict).toBe('fails')
  expect(exitCode).toBe(1)
  expect(text).toMatch(/must \| int(?:\(11\))? NOT NULL \| – \| required and never filled/)
  expect(text).toMatch(/price \| – \| double \| missing in the table/)
})

test('a column that is missing fails with its mend, and is added where tables follow their records', async () => {
  await database.query('CREATE TABLE lacks (id BIGINT, name LONGTEXT)')
  const none = await plan([three('lacks')])
  const error = tableOf(none.json, 'lacks')?.error
  expect(error?.code).toBe('ERR_COLUMN_MISSING')
  expect(error?.message).toMatch(/^lacks-0 offset 0: .*"price".*ALTER TABLE/)
  expect(none.exitCode).toBe(1)

  const add = await plan([three('lacks')], { SINK_SCHEMA_EVOLUTION: 'add' })
  expect(tableOf(add.json, 'lacks')).toMatchObject({
    verdict: 'alter',
    statements: ['ALTER TABLE `lacks` ADD COLUMN `price` DOUBLE NULL'],
  })
  expect(add.exitCode).toBe(2)
})

test('each key of a table that exists is compared with the configured one, and what it takes to change it is said', async () => {
  await database.query(
    'CREATE ROWSTORE TABLE other_keys (id BIGINT NOT NULL, name VARCHAR(99), price DOUBLE, PRIMARY KEY (id, name), KEY (price), SHARD KEY (id))',
  )
  const keys = '{"*":{"keys":"PRIMARY=id; SHARD=id; KEY=name"}}'
  const { json, text, exitCode } = await plan([three('other_keys')], { SINK_TABLE_OPTIONS: keys })
  const found = tableOf(json, 'other_keys')?.keys
  expect(found?.map(({ key, table, wanted, verdict }) => [key, table, wanted, verdict])).toEqual([
    ['PRIMARY', '(id, name)', '(id)', 'different'],
    ['SHARD', '(id)', '(id)', 'same'],
    ['SORT', null, '()', 'missing'],
    ['KEY', '(price)', null, 'extra'],
    ['KEY', null, '(name)', 'missing'],
    ['storage', 'rowstore', 'columnstore', 'different'],
    ['reference', 'no', 'no', 'same'],
  ])
  expect(text).toContain('The sink changes no key and no storage of a table that exists.')
  expect(text).toContain('PRIMARY KEY (`id`)')
  expect(exitCode).toBe(0)
})

test('where no keys are configured a table keeps its own, and nobody is told to build it anew', async () => {
  await database.query(
    'CREATE TABLE own_keys (id BIGINT NOT NULL, name VARCHAR(99), price DOUBLE, PRIMARY KEY (id))',
  )
  for (const variables of [{}, { SINK_UPSERT: 'true' }]) {
    const { json, text, exitCode } = await plan([three('own_keys')], variables)
    expect(tableOf(json, 'own_keys')).toMatchObject({ keysConfigured: false, keyFault: null })
    expect(text).toContain('PRIMARY | (id)')
    expect(text).toContain('No keys are configured for it')
    expect(text).not.toMatch(/create the table anew|cannot be compared|as configured/)
    expect(exitCode).toBe(0)
  }
})

test('keys on columns that the records lack cannot be compared, and a table that exists does not suffer for it', async () => {
  await database.query('CREATE TABLE old_keys (id BIGINT, name LONGTEXT, price DOUBLE)')
  const { json } = await plan([three('old_keys')], { SINK_TABLE_KEYS: 'PRIMARY=gone' })
  expect(tableOf(json, 'old_keys')).toMatchObject({
    verdict: 'unchanged',
    keys: [],
    keyFault: expect.stringContaining('"gone"'),
  })
})

test('what the configuration names and no record asks for is told, and what is passed over; neither changes anything', async () => {
  const { json, text, exitCode } = await plan([three('noted')], {
    SINK_KEY_COLUMNS: 'notd=id',
    SINK_VALUE_FORMAT: 'Noted=json',
    SINK_PROPERTIES: 'tasks.max=2',
  })
  expect(json.notes.join('\n')).toMatch(/SINK_VALUE_FORMAT .*"noted"/)
  expect(json.notes.join('\n')).toMatch(/SINK_KEY_COLUMNS .*"notd" \(did you mean "noted"\?\)/)
  expect(json.ignoredProperties).toEqual(['tasks.max'])
  for (const note of json.notes) expect(text).toContain(note)
  expect(text).toContain('Properties without a meaning here: tasks.max.')
  expect(exitCode).toBe(2)
})

test('a variable in the wrong letter case is misuse, wherever it stands', async () => {
  await expect(plan([three('noted')], { sink_upsert: 'true' })).rejects.toThrow(
    'the option is called SINK_UPSERT',
  )
})

test('keys that SingleStore refuses are warned of with the statement that has them', async () => {
  const { json } = await plan([three('refused')], {
    SINK_TABLE_OPTIONS: '{"refused":{"keys":"PRIMARY=id; UNIQUE=name"}}',
  })
  const table = tableOf(json, 'refused')
  expect(table?.verdict).toBe('create')
  expect(table?.warnings.join()).toMatch(/UNIQUE \(name\) lacks columns of the shard key/)
})

test('records without a schema fill a table that exists, and make none', async () => {
  await database.query('CREATE TABLE bare (id BIGINT, name LONGTEXT, other INT)')
  const bare = (topic: string, more: object) =>
    eventOf(topic, [{ offset: 0, value: JSON.stringify({ id: 1, ...more }) }])
  const fits = await plan([bare('bare', { name: 'x' })])
  expect(tableOf(fits.json, 'bare')?.columns.map(({ verdict }) => verdict)).toEqual([
    'converted',
    'converted',
    'unfilled',
  ])
  const lacks = await plan([bare('bare', { absent: 'x' })])
  expect(tableOf(lacks.json, 'bare')?.columns.at(-1)).toEqual({
    ...{ column: 'absent', table: null, wanted: null, verdict: 'missing' },
  })
  const missing = await plan([bare('bare_missing', {})])
  expect(tableOf(missing.json, 'bare_missing')?.error?.code).toBe('ERR_TABLE_MISSING')
  expect([lacks.exitCode, missing.exitCode]).toEqual([1, 1])
})

test('a table that is only deleted from is not created, and that it must exist is said', async () => {
  const tombstone = eventOf('deletes_only', [
    { offset: 0, key: envelope(keySchema, { id: 1 }), value: null },
  ])
  const { json, text } = await plan([tombstone], { SINK_DELETE_ENABLED: 'true' })
  expect(tableOf(json, 'deletes_only')).toMatchObject({ verdict: 'absent', statements: [] })
  expect(text).toContain('create it yourself if it must be there')
})

test('a table without a key fails where rows are known by theirs', async () => {
  await database.query('CREATE TABLE keyless (id BIGINT, name LONGTEXT, price DOUBLE)')
  const { json } = await plan([eventOf('keyless', [keyed(0, 1)])], { SINK_UPSERT: 'true' })
  expect(tableOf(json, 'keyless')?.error?.code).toBe('ERR_TABLE_KEYS')
})

test('a table of the sink’s own takes no records', async () => {
  const { json } = await plan([three('mine')], { SINK_METADATA_TABLE: 'mine' })
  expect(tableOf(json, 'mine')?.error?.code).toBe('ERR_CONFIG')
})

test('the connector’s table and an older dead-letter table are found out', async () => {
  await database.query(
    'CREATE TABLE theirs (id VARCHAR(255) PRIMARY KEY, count INT, createdAt TIMESTAMP)',
  )
  await database.query('CREATE TABLE old_letters (sink VARCHAR(64), topic VARCHAR(249))')
  const { json, exitCode, text } = await plan([three('rows')], {
    SINK_METADATA_TABLE: 'theirs',
    SINK_ERRORS_TOLERANCE: 'all',
    SINK_DEAD_LETTER_TABLE: 'old_letters',
  })
  expect(json.ownTables.map(({ role, error }) => [role, error?.code])).toEqual([
    ['ledger', 'ERR_LEDGER_FOREIGN'],
    ['dead letters', 'ERR_STORE_PERMANENT'],
  ])
  expect(text).toContain('docs/from-the-connector.md')
  expect(exitCode).toBe(1)
})

test('bad records are named without their contents: they stop their topic-partition, or become dead letters', async () => {
  const bad = eventOf('rows', [
    row(0, { id: 1, name: 'a', price: 1 }),
    { offset: 1, value: '{"schema":"a-secret' },
    row(2, { id: 'a-secret', name: 'a', price: 1 }),
  ])
  const none = await plan([bad])
  expect(none.json.badRecords).toMatchObject([
    { topic: 'rows', partition: 0, offset: 1, becomes: 'stop' },
  ])
  expect(none.exitCode).toBe(1)
  const all = await plan([bad], { SINK_ERRORS_TOLERANCE: 'all' })
  expect(all.json.badRecords.map(({ offset, becomes }) => [offset, becomes])).toEqual([
    [1, 'dead-letter'],
    [2, 'dead-letter'],
  ])
  expect(all.exitCode).not.toBe(1)
  expect(none.text + all.text + JSON.stringify([none.json, all.json])).not.toContain('a-secret')
})

test('an event that is damaged does not hide the others', async () => {
  const { json, exitCode } = await plan([{ Records: [] }, three('behind_damaged')])
  expect(json.events.map(({ fault }) => fault?.code)).toEqual(['ERR_EVENT_INVALID', undefined])
  expect(tableOf(json, 'behind_damaged')?.verdict).toBe('create')
  expect(exitCode).toBe(1)
})

describe('through the command', () => {
  const settings = { ...at, SINK_METADATA_TABLE: 'command_ledger' }

  test('2 for what would change, then 0, with one line of JSON', async () => {
    const event = three('commanded')
    const path = eventFile(event)
    const before = await runCommandBeside('plan', [path, '--json'], settings)
    expect(before.exitCode).toBe(2)
    const { changes, tables } = lastLine(before) as PlanJson
    expect(changes).toBe(true)
    expect(tables[0]?.statements[0]).toMatch(/^CREATE TABLE IF NOT EXISTS `commanded` \(/)
    expect(before.stderr).toContain('+ commanded would be created')

    await deliver([event], { SINK_METADATA_TABLE: 'command_ledger' })
    const after = await runCommandBeside('plan', [path], settings)
    expect(after.exitCode).toBe(0)
    expect(after.stdout).toContain('✓ commanded: nothing would change')
    expect(after.stdout).toMatch(/id +bigint(?:\(20\))? +bigint +same/)
  })

  test('schemas are taken from files, variables from --env', async () => {
    const avro = join(folder, 'order.avsc')
    writeFileSync(avro, '{"type":"record","name":"O","fields":[{"name":"id","type":"long"}]}')
    const framed = Buffer.from([0, 0, 0, 0, 7, 2])
    const path = eventFile(eventOf('framed', [{ offset: 0, value: framed }]))
    const args = [
      path,
      '--json',
      '--schema',
      `7=${avro}`,
      '--env',
      'SINK_TABLE_NAMES=framed=renamed',
    ]
    const run = await runCommandBeside('plan', args, settings)
    expect(run.exitCode).toBe(2)
    expect((lastLine(run) as PlanJson).tables).toMatchObject([
      { name: 'renamed', verdict: 'create' },
    ])
  })

  test.each([
    ['no event', [], settings, 'No event file is given.'],
    ['no database', [eventFile(three('rows'))], {}, 'Set SINGLESTORE_ENDPOINT'],
    [
      'a wrong option',
      [eventFile(three('rows')), '--env', 'SINK_UPSERTS=true'],
      settings,
      'SINK_UPSERT',
    ],
    [
      'a wrong password',
      [eventFile(three('rows'))],
      { ...settings, SINGLESTORE_PASSWORD: 'wrong' },
      'Access denied',
    ],
  ] as const)('1 for %s', async (_, args, variables, message) => {
    const { exitCode, stderr } = await runCommandBeside('plan', args, variables)
    expect(stderr).toContain(message)
    expect(exitCode).toBe(1)
  })
})
