import { afterEach, expect, test } from 'vitest'
import { systemNetwork } from '../../lib/doctor/network.ts'
import { readConfiguration } from '../../lib/doctor/read-configuration.ts'
import { diagnose } from '../../lib/doctor.ts'
import { ConfigError } from '../../lib/errors.ts'
import { createDeadLetterTable } from '../../lib/singlestore/dialect/dead-letter-table.ts'
import { createLedger } from '../../lib/singlestore/dialect/ledger-table.ts'
import { useStandIn } from '../support/database.ts'
import { examined } from '../support/doctor.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { goodFunction, goodMapping } from '../unit/doctor/deployed.ts'

const db = await useStandIn()

const everything = {
  SINK_UPSERT: 'true',
  SINK_SCHEMA_EVOLUTION: 'add',
  SINK_ERRORS_TOLERANCE: 'all',
}

afterEach(() => db.faults.clear())

const denied = (match: RegExp, errno = 1142) =>
  db.faults.inject({
    match,
    moment: 'before',
    action: { kind: 'error', errno, message: `command denied to user '${db.user}'@'%'` },
  })

const scratches = () =>
  db.query(
    "SELECT `TABLE_NAME` FROM information_schema.`TABLES` WHERE `TABLE_NAME` LIKE 'kafka_doctor%'",
  )

const outcomes = (checks: readonly { readonly name: string; readonly outcome: string }[]) =>
  checks.map(({ name, outcome }) => `${outcome} ${name}`)

test('nothing is wrong with a healthy sink, and every check but those without an object is made', async () => {
  const diagnosis = await examined(db, everything)
  const at = `${db.host}:${db.port}`
  expect(outcomes(diagnosis.checks)).toEqual([
    'passed Configuration',
    'skipped Deployment',
    'skipped Secret',
    'passed Connection settings',
    `passed DNS of ${db.host}`,
    `passed TCP to ${at}`,
    `skipped TLS to ${at}`,
    `passed Login at ${at}`,
    `passed Database at ${at}`,
    `passed Round trip to ${at}`,
    'passed Version',
    'passed LOAD DATA LOCAL',
    'passed Timeouts of the server',
    'passed Strictness',
    'passed Defaults of the server',
    'skipped Durability',
    'passed Clocks',
    'passed Dead-letter table',
    'passed Scratch tables',
    'passed Metadata table',
    'passed Privilege CREATE',
    'passed Privilege INSERT',
    'passed Privilege SELECT',
    'passed Privilege UPDATE',
    'passed Privilege DELETE',
    'passed Privilege ALTER',
    'passed Privilege CREATE TEMPORARY TABLES',
    'passed Privilege DROP',
    'skipped Schema registry',
  ])
  expect(diagnosis.healthy).toBe(true)
  expect(JSON.stringify(diagnosis)).not.toContain(db.password)
})

test('each check is told as it ends', async () => {
  const told: string[] = []
  const { checks } = await examined(db, {}, { onCheck: ({ name }) => told.push(name) })
  expect(told).toEqual(checks.map(({ name }) => name))
})

test('no table is left, and none but the scratch table is written', async () => {
  await db.query('CREATE TABLE mine (id BIGINT, PRIMARY KEY (id))')
  db.statements.clear()
  await examined(db, { ...everything, SINK_TABLE_NAMES: 'a=mine' })
  const writes = db.statements.all
    .map(({ sql }) => sql)
    .filter((sql) => !/^(?:SELECT|SHOW|SET|BEGIN|ROLLBACK)/i.test(sql))
  expect(writes.filter((sql) => !sql.includes('kafka_doctor_'))).toEqual([])
  expect(writes.length).toBeGreaterThan(5)
  expect(await db.query(`SHOW TABLES FROM ${db.database}`)).toHaveLength(1)
  await db.query('DROP TABLE mine')
})

test.each([
  ['CREATE', /^CREATE TABLE/],
  ['INSERT', /^LOAD DATA/],
  ['SELECT', /^SELECT `id`/],
  ['UPDATE', /^UPDATE/],
  ['DELETE', /^DELETE/],
  ['ALTER', /^ALTER/],
])('a user who may not %s is told the grant, and nothing is left', async (privilege, match) => {
  denied(match)
  const { healthy, check } = await examined(db, everything)
  expect(check(`Privilege ${privilege}`)).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('command denied'),
    mend: `GRANT ${privilege} ON \`${db.database}\`.* TO '${db.user}'@'%'; (or to a role that the user has).`,
  })
  expect(healthy).toBe(false)
  expect(await scratches()).toEqual([])
})

test.each([
  ['UPDATE', /^UPDATE/, { SINK_METADATA_ALLOW: 'false' }],
  ['DELETE', /^DELETE/, {}],
  ['ALTER', /^ALTER/, {}],
  ['CREATE TEMPORARY TABLES', /^CREATE TEMPORARY/, {}],
])(
  'a user who may not %s does without it where the configuration does',
  async (privilege, match, environment) => {
    denied(match)
    const { healthy, check } = await examined(db, environment)
    expect(check(`Privilege ${privilege}`)).toMatchObject({
      outcome: 'skipped',
      found: expect.stringContaining('does not need it'),
    })
    expect(healthy).toBe(true)
  },
)

test('a user who may not create tables does without where all tables are there', async () => {
  await startContainer(db).deliver(
    kafkaEvent({
      orders: { 0: [{ offset: 0, value: envelope(structSchema({ id: 'int64' }), { id: 1 }) }] },
    }),
  )
  denied(/^CREATE TABLE/)
  const { healthy, checks, check } = await examined(db, { SINK_AUTO_CREATE: 'false' })
  await db.query('DROP TABLE orders')
  await db.query('DROP TABLE kafka_connect_transaction_metadata')
  expect(check('Metadata table').found).toBe('It is there, with 1 topic-partitions of sink "test".')
  expect(outcomes(checks.filter(({ name }) => name.startsWith('Privilege ')))).toEqual([
    'skipped Privilege CREATE',
    'skipped Privilege INSERT',
    'skipped Privilege SELECT',
    'skipped Privilege UPDATE',
    'skipped Privilege DELETE',
    'skipped Privilege ALTER',
    'skipped Privilege CREATE TEMPORARY TABLES',
    'skipped Privilege DROP',
  ])
  expect(healthy).toBe(true)
})

test('a user who may not create tables cannot do without where the ledger is missing', async () => {
  denied(/^CREATE TABLE/)
  const { check } = await examined(db, { SINK_AUTO_CREATE: 'false' })
  expect(check('Privilege CREATE').outcome).toBe('failed')
})

test('a scratch table that cannot be dropped is named with its statement, and recognised by the next visit', async () => {
  denied(/^DROP/)
  const { healthy, check } = await examined(db)
  const [left] = await scratches()
  const name = left?.TABLE_NAME
  expect(check('Privilege DROP')).toMatchObject({
    outcome: 'warned',
    mend: `Drop the scratch table as a user who may: DROP TABLE IF EXISTS \`${name}\`;`,
  })
  expect(healthy).toBe(true)
  const next = await examined(db)
  expect(next.check('Scratch tables')).toMatchObject({
    outcome: 'warned',
    found: `1 are left: ${name}.`,
    mend: expect.stringContaining(`DROP TABLE IF EXISTS \`${name}\``),
  })
  await db.query(`DROP TABLE \`${name}\``)
})

test("tables of the user's whose names begin like a scratch table's are never named", async () => {
  const digits = '0123456789abcdef'
  await db.query('CREATE TABLE kafka_doctor_appointments (id BIGINT, word TEXT)')
  await db.query(`CREATE TABLE kafka_doctor_${digits} (id BIGINT, word TEXT, doctor TEXT)`)
  await db.query(`CREATE TABLE kafka_doctor_${digits}_t (id BIGINT, word TEXT)`)
  const { check } = await examined(db)
  for (const { TABLE_NAME } of await scratches()) await db.query(`DROP TABLE ${TABLE_NAME}`)
  expect(check('Scratch tables')).toMatchObject({ outcome: 'passed', found: 'None is left.' })
})

test('a scratch table is dropped on another connection where a step loses the first', async () => {
  db.faults.inject({ match: /^UPDATE/, moment: 'before', action: { kind: 'cut' } })
  const { check } = await examined(db)
  expect(check('Privilege UPDATE').outcome).toBe('failed')
  expect(check('Privilege DELETE').outcome).toBe('passed')
  expect(await scratches()).toEqual([])
})

test('a scratch table is dropped where the server did not acknowledge its creation', async () => {
  db.faults.inject({ match: /^CREATE TABLE/, moment: 'after', action: { kind: 'cut' } })
  const { check } = await examined(db)
  expect(check('Privilege CREATE').outcome).toBe('failed')
  expect(check('Privilege INSERT').outcome).toBe('skipped')
  expect(db.faults.fired).toHaveLength(1)
  expect(await scratches()).toEqual([])
})

test('a server that takes no LOAD DATA LOCAL is told how to', async () => {
  db.faults.inject({
    match: /^LOAD DATA/,
    moment: 'before',
    action: { kind: 'error', errno: 1148, message: 'The used command is not allowed' },
  })
  const { check } = await examined(db)
  expect(check('Privilege INSERT')).toMatchObject({
    outcome: 'failed',
    mend: 'Allow LOAD DATA LOCAL on the server: SET GLOBAL local_infile = ON.',
  })
})

test('a ledger without its key is failed: claims cannot collide', async () => {
  const table = 'kafka_connect_transaction_metadata'
  await db.query(createLedger(table).replace(/ {2}PRIMARY KEY [^\n]*\n/, ''))
  const { healthy, check } = await examined(db)
  await db.query(`DROP TABLE ${table}`)
  expect(healthy).toBe(false)
  expect(check('Metadata table')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('claims cannot collide'),
  })
})

test.each([
  [
    'a key column that is too short',
    /`topic` VARCHAR\(249\)/,
    '`topic` VARCHAR(20)',
    'topic is varchar(20)',
  ],
  [
    'offsets that are no whole numbers',
    /`lastOffset` BIGINT/,
    '`lastOffset` DOUBLE',
    'lastOffset is double',
  ],
  [
    'a column that the sink does not fill',
    '(\n',
    '(\n  `tenant` INT NOT NULL,\n',
    'tenant is none',
  ],
  [
    'NULL refused',
    '`minTimestamp` BIGINT',
    '`minTimestamp` BIGINT NOT NULL',
    'minTimestamp is NOT NULL',
  ],
])('a ledger that takes no claims is failed: %s', async (_, part, by, found) => {
  const table = 'kafka_connect_transaction_metadata'
  await db.query(createLedger(table).replace(part, by))
  const { check } = await examined(db)
  await db.query(`DROP TABLE ${table}`)
  expect(check('Metadata table')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining(found),
    mend: expect.stringContaining('INSERT … SELECT'),
  })
})

test('a ledger whose keys the user may not see is failed', async () => {
  const table = 'kafka_connect_transaction_metadata'
  await db.query(createLedger(table))
  denied(/^SHOW CREATE TABLE/)
  const { check } = await examined(db)
  await db.query(`DROP TABLE ${table}`)
  expect(check('Metadata table')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('its keys cannot be seen'),
  })
})

test('ledger and dead-letter table as the sink makes them have no fault', async () => {
  await db.query(createLedger('kafka_connect_transaction_metadata'))
  await db.query(createDeadLetterTable('kafka_dead_letters'))
  const { check } = await examined(db, { SINK_ERRORS_TOLERANCE: 'all' })
  await db.query('DROP TABLE kafka_connect_transaction_metadata')
  await db.query('DROP TABLE kafka_dead_letters')
  expect(check('Metadata table').outcome).toBe('passed')
  expect(check('Dead-letter table').outcome).toBe('passed')
})

test.each([
  ['types', '`value` LONGBLOB', '`value` LONGTEXT', 'value is longtext, where longblob is wanted'],
  ['nullability', '`key` LONGBLOB', '`key` LONGBLOB NOT NULL', 'key is NOT NULL'],
  [
    'a collation',
    /`topic` (VARCHAR\(249\)) .*/,
    '`topic` $1 COLLATE utf8mb4_general_ci,',
    'topic has the collation',
  ],
  ['columns', '(\n', '(\n  `owner` INT NOT NULL,\n', 'owner is none'],
])(
  'a dead-letter table with other %s than the sink writes is failed',
  async (_, part, by, found) => {
    await db.query(createDeadLetterTable('kafka_dead_letters').replace(part, by))
    const { check } = await examined(db, { SINK_ERRORS_TOLERANCE: 'all' })
    await db.query('DROP TABLE kafka_dead_letters')
    expect(check('Dead-letter table')).toMatchObject({
      outcome: 'failed',
      found: expect.stringContaining(found),
    })
  },
)

test("the Java connector's metadata table is refused by name, with the migration", async () => {
  const table = 'kafka_connect_transaction_metadata'
  await db.query(
    `CREATE TABLE ${table} (id VARCHAR(255) PRIMARY KEY, count INT NOT NULL, createdAt TIMESTAMP DEFAULT NOW())`,
  )
  const { check } = await examined(db)
  await db.query(`DROP TABLE ${table}`)
  expect(check('Metadata table')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('the metadata table of the Java connector'),
    mend: expect.stringContaining('docs/from-the-connector.md'),
  })
})

test.each([
  ['another table', 'id BIGINT', 'SINK_DEAD_LETTER_TABLE'],
  [
    "an older version's table",
    'sink VARCHAR(64) COLLATE utf8mb4_bin, topic VARCHAR(249) COLLATE utf8mb4_bin, `partition` INT, offset BIGINT, sequence BIGINT, `timestamp` BIGINT, `key` LONGBLOB, value LONGBLOB, headers JSON, errorCode VARCHAR(64) COLLATE utf8mb4_bin, errorMessage LONGTEXT, stage VARCHAR(16) COLLATE utf8mb4_bin',
    'Run: ALTER TABLE `kafka_dead_letters` ADD COLUMN `keySchema`',
  ],
])('dead letters that would go to %s are told', async (_, columns, mend) => {
  await db.query(`CREATE TABLE kafka_dead_letters (${columns})`)
  const { check } = await examined(db, { SINK_ERRORS_TOLERANCE: 'all' })
  await db.query('DROP TABLE kafka_dead_letters')
  const { outcome, found, mend: given } = check('Dead-letter table')
  expect(outcome).toBe('failed')
  expect(`${found} ${given}`).toContain(mend)
})

test('tables that a configuration names are looked at, and none is made', async () => {
  await db.query('CREATE TABLE there (id BIGINT, PRIMARY KEY (id))')
  await db.query('CREATE TABLE keyless (id BIGINT)')
  const names = { SINK_TABLE_NAMES: 'a=there; b=keyless; c=missing', SINK_UPSERT: 'true' }
  const creating = await examined(db, names)
  expect(creating.check('Table "there"')).toMatchObject({
    outcome: 'passed',
    found: 'It is there, with 1 columns; rows are known by "id".',
  })
  expect(creating.check('Table "keyless"')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('has no PRIMARY or UNIQUE key'),
  })
  expect(creating.check('Table "missing"').outcome).toBe('passed')
  const given = await examined(db, { ...names, SINK_AUTO_CREATE: 'false' })
  expect(given.check('Table "missing"')).toMatchObject({
    outcome: 'failed',
    mend: expect.stringContaining('Create the table'),
  })
  expect(await db.query(`SHOW TABLES FROM ${db.database} LIKE 'missing'`)).toEqual([])
  await db.query('DROP TABLE there')
  await db.query('DROP TABLE keyless')
})

test('the topics that AWS tells of are looked for, and a way to AWS that is missing is a warning', async () => {
  const facts = { sinkFunction: goodFunction, mappings: [goodMapping], unanswered: [] }
  const told = await examined(db, {}, { deployed: async () => facts })
  for (const topic of goodMapping.topics) {
    expect(told.check(`Table "${topic}"`).outcome).toBe('passed')
  }
  expect(told.check('Timeouts of the server').found).toContain(
    `the function ${goodFunction.timeoutSeconds} s`,
  )
  const untold = await examined(
    db,
    {},
    {
      deployed: async () => {
        throw new Error('connect ETIMEDOUT')
      },
    },
  )
  expect(untold.check('Deployment')).toMatchObject({
    outcome: 'warned',
    found: 'connect ETIMEDOUT.',
    mend: expect.stringContaining('interface endpoint'),
  })
  expect(untold.healthy).toBe(true)
})

test('a configuration that cannot be read is told, and nothing is connected to', async () => {
  db.statements.clear()
  const { healthy, checks } = await diagnose(new ConfigError(['SINK_NAME: missing']), {
    ...{ secret: null, registrySecret: null, network: systemNetwork, deployed: null },
    ...{ now: Date.now, random: Math.random, sleep: async () => undefined },
    remainingMs: () => 60_000,
    onCheck: () => undefined,
  })
  expect(checks[0]).toMatchObject({ outcome: 'failed', found: 'SINK_NAME: missing' })
  expect(outcomes(checks.slice(1))).toEqual([
    'skipped Deployment',
    'skipped Connection',
    'skipped Schema registry',
  ])
  expect(healthy).toBe(false)
})

const unread = (environment: Readonly<Record<string, string>>) =>
  diagnose(
    readConfiguration({
      ...{ SINGLESTORE_ENDPOINT: `${db.host}:${db.port}`, SINGLESTORE_DATABASE: db.database },
      ...{ SINGLESTORE_USER: db.user, SINGLESTORE_PASSWORD: db.password },
      ...{ SINGLESTORE_TLS: 'disabled', SINK_NAME: 'test', ...environment },
    }),
    {
      ...{ secret: null, registrySecret: null, network: systemNetwork, deployed: null },
      ...{ now: Date.now, random: Math.random, sleep: async () => undefined },
      remainingMs: () => 60_000,
      onCheck: () => undefined,
    },
  )

test('beside a fault of the configuration the connection is looked at, where that reads', async () => {
  const { checks, healthy } = await unread({ SINK_EVOLUTION_: 'true' })
  const at = `${db.host}:${db.port}`
  expect(outcomes(checks)).toEqual([
    'failed Configuration',
    'skipped Deployment',
    'skipped Secret',
    'passed Connection settings',
    `passed DNS of ${db.host}`,
    `passed TCP to ${at}`,
    `skipped TLS to ${at}`,
    `passed Login at ${at}`,
    `passed Database at ${at}`,
    `passed Round trip to ${at}`,
    'skipped Server, tables and privileges',
    'skipped Schema registry',
  ])
  expect(healthy).toBe(false)
})

test.each([{ SINGLESTORE_PASWORD: 'x' }, { SINGLESTORE_TLS: 'no' }, { SINGLESTORE_DATABASE: '' }])(
  'and is not, where the fault is its own: %o',
  async (environment) => {
    db.statements.clear()
    const { checks } = await unread(environment)
    expect(outcomes(checks.slice(2))).toEqual(['skipped Connection', 'skipped Schema registry'])
    expect(db.statements.all).toEqual([])
  },
)

test('a server of another kind is refused', async () => {
  db.faults.inject({
    match: /@@memsql_version/,
    moment: 'before',
    action: { kind: 'error', errno: 1193, message: "Unknown system variable 'memsql_version'" },
  })
  const { check } = await examined(db)
  expect(check('Version')).toMatchObject({
    outcome: 'failed',
    found: expect.stringContaining('it is no SingleStore'),
  })
})

test('a clock that goes wrong is told', async () => {
  const { check } = await examined(db, {}, { now: () => Date.now() + 60_000 })
  expect(check('Clocks')).toMatchObject({
    outcome: 'warned',
    found: expect.stringMatching(/^The server is (?:59|60|61) s behind\.$/),
  })
})

test('what blocks is given up, and the checks behind it are made', async () => {
  db.faults.inject({
    match: /@@sql_mode/,
    moment: 'before',
    action: { kind: 'error', errno: 2013, message: 'Lost connection' },
  })
  const { check } = await examined(db)
  expect(check('Strictness').outcome).toBe('failed')
  expect(check('Defaults of the server').outcome).toBe('passed')
})

test('without time nothing is asked, and nobody is called healthy', async () => {
  db.statements.clear()
  const { healthy, check } = await examined(db, {}, { remainingMs: () => 0 })
  expect(check('Configuration')).toMatchObject({
    outcome: 'failed',
    found: 'No time was left for it.',
  })
  expect(healthy).toBe(false)
})
