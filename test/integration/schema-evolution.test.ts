import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const ADD = { SINK_SCHEMA_EVOLUTION: 'add' }

const DECIMAL = 'org.apache.kafka.connect.data.Decimal'

type Fields = Parameters<typeof structSchema>[0]

/** A record of a schema, with a value for each of its fields. */
function record(offset: number, fields: Fields, values: Readonly<Record<string, unknown>>) {
  return { offset, value: envelope(structSchema(fields), values) }
}

const event = (topic: string, ...records: readonly ReturnType<typeof record>[]) =>
  kafkaEvent({ [topic]: { 0: records } })

function said(pattern: RegExp): readonly string[] {
  return database.statements.all.map(({ sql }) => sql).filter((sql) => pattern.test(sql))
}

const words = () =>
  database.statements.all
    .map(({ sql }) => /^[A-Z]+(?: DATA| TABLE)?/.exec(sql)?.[0] ?? sql)
    .filter((word) => word !== 'SET')

beforeEach(() => {
  database.faults.clear()
  database.statements.clear()
})

describe('a field without a column', () => {
  test('gets one, nullable, before the transaction, and the steady state asks for nothing', async () => {
    const container = startContainer(database, ADD)
    await container.deliver(event('grown', record(0, { id: 'int64' }, { id: 1 })))
    database.statements.clear()
    const wider: Fields = {
      id: 'int64',
      note: 'string',
      total: { type: 'double', optional: false },
      'a`b': 'boolean',
    }

    await container.deliver(
      event('grown', record(1, wider, { id: 2, note: 'n', total: 1.5, 'a`b': true })),
    )

    expect(said(/ALTER/)).toEqual([
      'ALTER TABLE `grown` ADD COLUMN `note` LONGTEXT CHARACTER SET utf8mb4 NULL, ' +
        'ADD COLUMN `total` DOUBLE NULL, ADD COLUMN `a``b` TINYINT NULL',
    ])
    expect(words()).toEqual([
      ...['SELECT', 'ALTER TABLE', 'SELECT'],
      ...['BEGIN', 'INSERT', 'LOAD DATA', 'COMMIT'],
    ])
    expect(container.infos).toEqual(['Table "grown" has new columns: "note", "total", "a`b".'])
    expect(container.warnings).toEqual([])
    expect(await database.query('SELECT * FROM grown ORDER BY id')).toEqual([
      { id: '1', note: null, total: null, 'a`b': null },
      { id: '2', note: 'n', total: '1.5', 'a`b': '1' },
    ])

    database.statements.clear()
    await container.deliver(
      event(
        'grown',
        record(2, wider, { id: 3, note: 'n', total: 1.5, 'a`b': true }),
        record(3, { id: 'int64' }, { id: 4 }),
      ),
    )
    expect(words()).toEqual(['BEGIN', 'INSERT', 'LOAD DATA', 'LOAD DATA', 'COMMIT'])
  })

  test('of several schemas in one batch all get theirs, when the table is created, too', async () => {
    const container = startContainer(database, { ...ADD, SINK_TABLE_KEYS: 'PRIMARY=id' })

    await container.deliver(
      event(
        'several',
        record(0, { id: 'int64', a: 'int32' }, { id: 1, a: 1 }),
        record(1, { id: 'int64', b: 'string' }, { id: 2, b: 'b' }),
        record(2, { id: 'int64', B: 'string', c: 'int8' }, { id: 3, B: 'B', c: 3 }),
      ),
    )

    expect(said(/^(CREATE TABLE IF NOT EXISTS `several`|ALTER)/)).toEqual([
      'CREATE TABLE IF NOT EXISTS `several` (\n  `id` BIGINT NOT NULL,\n  `a` INT,\n  PRIMARY KEY (`id`)\n)',
      'ALTER TABLE `several` ADD COLUMN `b` LONGTEXT CHARACTER SET utf8mb4 NULL, ADD COLUMN `c` TINYINT NULL',
    ])
    expect(await database.query('SELECT * FROM several ORDER BY id')).toEqual([
      { id: '1', a: '1', b: null, c: null },
      { id: '2', a: null, b: 'b', c: null },
      { id: '3', a: null, b: 'B', c: '3' },
    ])
  })

  test('that another container has added is found by looking again, without a statement to add it', async () => {
    const [first, second] = [startContainer(database, ADD), startContainer(database, ADD)]
    await first.deliver(event('found', record(0, { id: 'int64' }, { id: 1 })))
    await second.deliver(event('found', record(1, { id: 'int64' }, { id: 2 })))
    await first.deliver(event('found', record(2, { id: 'int64', a: 'int8' }, { id: 3, a: 3 })))
    database.statements.clear()

    await second.deliver(event('found', record(3, { id: 'int64', a: 'int8' }, { id: 4, a: 4 })))

    expect(said(/ALTER/)).toEqual([])
    expect(second.infos).toEqual([])
  })

  test('that another container adds at the same moment is no fault, and the others are added then', async () => {
    const container = startContainer(database, ADD)
    await container.deliver(event('raced', record(0, { id: 'int64' }, { id: 1 })))
    const delay = { kind: 'delay', delayMs: 500 } as const
    database.faults.inject({ match: /^ALTER TABLE `raced`/, moment: 'before', action: delay })

    const late = container.deliver(
      event('raced', record(1, { id: 'int64', a: 'int8', b: 'int8' }, { id: 2, a: 3, b: 4 })),
    )
    await vi.waitFor(() => expect(database.faults.fired).toHaveLength(1))
    await database.query('ALTER TABLE raced ADD COLUMN a TINYINT NULL')
    await late

    expect(said(/^ALTER TABLE `raced`/)).toEqual([
      'ALTER TABLE `raced` ADD COLUMN `a` TINYINT NULL, ADD COLUMN `b` TINYINT NULL',
      'ALTER TABLE `raced` ADD COLUMN `b` TINYINT NULL',
    ])
    expect(container.infos).toEqual(['Table "raced" has new columns: "b".'])
    expect(await database.query('SELECT * FROM raced WHERE id = 2')).toEqual([
      { id: '2', a: '3', b: '4' },
    ])
  })

  test('gets none for the sake of a record that is bad', async () => {
    const container = startContainer(database, { ...ADD, SINK_ERRORS_TOLERANCE: 'all' })
    await container.deliver(event('guarded', record(0, { id: 'int64' }, { id: 1 })))
    const bad = record(1, { id: 'int64', a: 'int8' }, { id: 2, a: 'no number' })

    const { totals } = await container.deliver(
      event('guarded', bad, record(2, { id: 'int64' }, { id: 3 })),
    )

    expect(totals).toMatchObject({ written: 1, deadLettered: 1 })
    expect(said(/ALTER/)).toEqual([])
  })

  test('gets one where tables are not created, either', async () => {
    await database.query('CREATE TABLE given (id BIGINT)')
    const container = startContainer(database, { ...ADD, SINK_AUTO_CREATE: 'false' })

    await container.deliver(event('given', record(0, { id: 'int64', a: 'int8' }, { id: 1, a: 2 })))

    expect(await database.query('SELECT * FROM given')).toEqual([{ id: '1', a: '2' }])
  })
})

describe('columns beside the value', () => {
  const beside = {
    ...ADD,
    SINK_KEY_COLUMNS: 'tenant',
    SINK_EXTRA_COLUMNS: 'topic, offset, key, headers',
  }
  const keyed = { key: envelope(structSchema({ tenant: 'string' }), { tenant: 't' }) }

  test('are added, too, as the first key with a schema has them', async () => {
    await database.query('CREATE TABLE beside (id BIGINT)')
    const container = startContainer(database, beside)
    const first = record(0, { id: 'int64' }, { id: 1 })

    await container.deliver(
      event('beside', first, { ...record(1, { id: 'int64' }, { id: 2 }), ...keyed }),
    )

    expect(said(/^ALTER/)).toEqual([
      'ALTER TABLE `beside` ADD COLUMN `tenant` LONGTEXT CHARACTER SET utf8mb4 NULL, ' +
        'ADD COLUMN `kafka_topic` VARCHAR(249) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL, ' +
        'ADD COLUMN `kafka_offset` BIGINT NULL, ADD COLUMN `kafka_key` JSON NULL, ADD COLUMN `kafka_headers` JSON NULL',
    ])
    expect(
      await database.query('SELECT id, tenant, kafka_offset, kafka_key FROM beside ORDER BY id'),
    ).toEqual([
      { id: '1', tenant: null, kafka_offset: '0', kafka_key: null },
      { id: '2', tenant: 't', kafka_offset: '1', kafka_key: '{"tenant":"t"}' },
    ])
    expect(container.warnings).toEqual([])
  })

  test('make no table as long as no key tells their types', async () => {
    const container = startContainer(database, beside)

    await expect(
      container.deliver(event('nobody', record(0, { id: 'int64' }, { id: 1 }))),
    ).rejects.toMatchObject({
      code: 'ERR_TABLE_MISSING',
      message: expect.stringMatching(/"nobody".*no key with a schema.*"tenant".*SINK_KEY_COLUMNS/),
    })
  })

  test('of values without a schema are added where nothing of the record has to tell their types', async () => {
    await database.query('CREATE TABLE offsets (id BIGINT)')
    const container = startContainer(database, { ...ADD, SINK_EXTRA_COLUMNS: 'offset=at' })

    await container.deliver(kafkaEvent({ offsets: { 0: [{ offset: 7, value: '{"id":1}' }] } }))

    expect(await database.query('SELECT * FROM offsets')).toEqual([{ id: '1', at: '7' }])
  })
})

describe('columns are added on the endpoint for DDL', () => {
  test('while the rows go to another', async () => {
    const child = await database.openChild()
    const container = startContainer(database, {
      ...ADD,
      SINGLESTORE_ENDPOINT: '',
      SINGLESTORE_DDL_ENDPOINT: `${database.host}:${database.port}`,
      SINGLESTORE_DML_ENDPOINTS: `${child.host}:${child.port}`,
    })
    await container.deliver(event('apart', record(0, { id: 'int64' }, { id: 1 })))
    database.statements.clear()
    child.statements.clear()

    await container.deliver(event('apart', record(1, { id: 'int64', a: 'int8' }, { id: 2, a: 2 })))

    expect(said(/^(ALTER|LOAD)/)).toEqual(['ALTER TABLE `apart` ADD COLUMN `a` TINYINT NULL'])
    expect(child.statements.all.some(({ sql }) => sql.startsWith('LOAD DATA'))).toBe(true)
  })
})

describe('without evolution', () => {
  test('a field without a column is an error that names the option', async () => {
    await database.query('CREATE TABLE fixed (id BIGINT)')

    await expect(
      startContainer(database).deliver(
        event('fixed', record(0, { id: 'int64', a: 'int8' }, { id: 1, a: 2 })),
      ),
    ).rejects.toMatchObject({
      code: 'ERR_COLUMN_MISSING',
      message: expect.stringMatching(/"fixed".*"a".*ALTER TABLE.*SINK_SCHEMA_EVOLUTION=add/),
      coordinates: { table: 'fixed', column: 'a', offset: 0 },
    })
  })
})

test('a member of JSON without a schema has no type to add a column of, and the error says so', async () => {
  await database.query('CREATE TABLE untyped (id BIGINT)')

  await expect(
    startContainer(database, ADD).deliver(
      kafkaEvent({ untyped: { 0: [{ offset: 0, value: '{"id":1,"a":2}' }] } }),
    ),
  ).rejects.toMatchObject({
    code: 'ERR_COLUMN_MISSING',
    message: expect.stringMatching(/"untyped".*"a".*without a schema the sink cannot add it/),
  })
  expect(said(/ALTER/)).toEqual([])
})

describe('what SingleStore cannot change is told once, with both types', () => {
  async function warnings(table: string, columns: string, fields: Fields, value: object) {
    await database.query(`CREATE TABLE ${table} (${columns})`)
    const container = startContainer(database, ADD)
    for (const offset of [0, 1]) {
      const given = record(offset, fields, { ...value })
      await container.deliver(event(table, given)).catch(() => undefined)
      container.parts.catalog.forget()
    }
    return container.warnings
  }

  test('a field of another type', async () => {
    const told = await warnings('retyped', 'v BIGINT', { v: 'string' }, { v: '7' })

    expect(told).toEqual([
      expect.stringMatching(
        /^Table "retyped", column "v": the field is STRING \(a new column for it would be LONGTEXT CHARACTER SET utf8mb4\), and the column is bigint.*SingleStore changes no column’s type.*ADD COLUMN/,
      ),
    ])
    expect(await database.query('SELECT v FROM retyped')).toEqual([{ v: '7' }, { v: '7' }])
  })

  test.each([
    ['INT', 'int64', 1],
    ['DECIMAL(5,1)', { type: 'bytes', name: DECIMAL, parameters: { scale: '2' } }, 'AQ=='],
  ] as const)('a wider number than %s holds', async (column, type, v) => {
    const table = `wider_${column.slice(0, 3)}`
    expect(await warnings(table, `v ${column}`, { v: type }, { v })).toEqual([
      expect.stringContaining(`the column is ${column.toLowerCase().slice(0, 3)}`),
    ])
  })

  test.each([
    ['the same type', 'v BIGINT', 'int64', 1],
    ['a narrower one', 'v BIGINT', 'int8', 1],
    ['another text', 'v VARCHAR(20)', 'string', 'x'],
  ] as const)('nothing is told of %s', async (name, columns, type, v) => {
    expect(await warnings(name.replaceAll(' ', '_'), columns, { v: type }, { v })).toEqual([])
  })

  test('a field that may be null now, unless the column is in a key', async () => {
    const told = await warnings(
      'nullable',
      'id BIGINT NOT NULL, v BIGINT NOT NULL',
      { id: { type: 'int64', optional: false }, v: 'int64' },
      { id: 1, v: 1 },
    )
    expect(told).toEqual([
      expect.stringMatching(/^Table "nullable", column "v": the field may be null, .*NOT NULL/),
    ])
    const keys = { ...ADD, SINK_TABLE_KEYS: 'PRIMARY=id' }
    const container = startContainer(database, keys)
    await container.deliver(event('keyed_null', record(0, { id: 'int64' }, { id: 1 })))
    expect(container.warnings).toEqual([])
  })
})

test('a column that takes no NULL and that no field fills is named before anything is loaded', async () => {
  await database.query(
    'CREATE TABLE demanding (id BIGINT, must INT NOT NULL, may INT NOT NULL DEFAULT 1)',
  )

  await expect(
    startContainer(database).deliver(event('demanding', record(0, { id: 'int64' }, { id: 1 }))),
  ).rejects.toMatchObject({
    code: 'ERR_COLUMN_MISSING',
    message: expect.stringMatching(
      /^Column "must" of table "demanding" is NOT NULL.*no field for it/,
    ),
    coordinates: { table: 'demanding', column: 'must' },
  })
  expect(said(/LOAD DATA/)).toEqual([])
})

test('a table of more columns than the server takes is refused with their number, and so are columns to add', async () => {
  const columns = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, 'int8']))
  const deliver = async (count: number) => {
    const fields = columns(count)
    const values = Object.fromEntries(Object.keys(fields).map((name) => [name, 1]))
    const of = event('wide', record(0, fields, values))
    return await startContainer(database, ADD).deliver(of)
  }

  await expect(deliver(4200)).rejects.toMatchObject({
    transient: false,
    coordinates: { table: 'wide' },
    message: expect.stringMatching(
      /Table "wide" would have 4200 columns\. .*SINK_FIELDS_WHITELIST/,
    ),
  })
  await database.query('CREATE TABLE wide (id INT, name TEXT)')
  await expect(deliver(4200)).rejects.toThrow('Table "wide" would have 4202 columns.')
})

test('a table that an open transaction has written makes the wait end with a message, and the rows land later', async () => {
  const container = startContainer(database, { ...ADD, SINK_MAX_RETRIES: '0' })
  await container.deliver(event('locked', record(0, { id: 'int64' }, { id: 1 })))
  const other = await database.connect()
  await other.query('BEGIN')
  await other.query('INSERT INTO locked VALUES (7)')
  const late = event('locked', record(1, { id: 'int64', a: 'int8' }, { id: 2, a: 2 }))

  await expect(container.deliver(late, 1_500)).rejects.toMatchObject({
    message: expect.stringMatching(/adding the column "a" to table "locked".*open and idle/),
  })
  await other.query('COMMIT')
  await container.deliver(late)

  expect(await database.query('SELECT * FROM locked ORDER BY id')).toEqual([
    { id: '1', a: null },
    { id: '2', a: '2' },
    { id: '7', a: null },
  ])
})

test.each([
  ['', 'crowd', {}],
  [', rows being known by their keys,', 'keyed_crowd', { SINK_UPSERT: 'true' }],
] as const)(
  'many containers%s create and evolve the same tables at once, and every row lands once',
  async (_, crowd, environment) => {
    const tables = [`${crowd}_a`, `${crowd}_b`]
    const containers = Array.from({ length: 6 }, () =>
      startContainer(database, { ...ADD, ...environment }),
    )
    const key = structSchema({ id: 'int64' })
    const round = (index: number, from: number) => {
      const records = [0, 1, 2].map((step) => {
        const fields = { id: 'int64', [`f${(index + step + from) % 5}`]: 'int32' }
        const id = index * 100 + from + step
        const values = Object.fromEntries(Object.keys(fields).map((name) => [name, id]))
        return { ...record(from + step, fields, values), key: envelope(key, { id }) }
      })
      return kafkaEvent(Object.fromEntries(tables.map((topic) => [topic, { [index]: records }])))
    }

    for (const from of [0, 3]) {
      const all = containers.map((container, index) => container.deliver(round(index, from)))
      for (const { totals } of await Promise.all(all)) expect(totals.written).toBe(6)
    }

    for (const table of tables) {
      const rows = await database.query(`SELECT * FROM ${table}`)
      expect(rows).toHaveLength(36)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(36)
      // Each row has its own field alone.
      for (const { id, ...fields } of rows) {
        expect(Object.values(fields).filter((value) => value !== null)).toEqual([id])
      }
    }
  },
)
