import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import {
  type Applied,
  type ApplyRules,
  applyOperations,
} from '../../lib/singlestore/changes/apply-operations.ts'
import { foldText } from '../../lib/singlestore/changes/fold-text.ts'
import type { Operation } from '../../lib/singlestore/changes/operation.ts'
import { describeColumn } from '../../lib/singlestore/column.ts'
import type { Shape } from '../../lib/singlestore/row.ts'
import { Connection } from '../../lib/singlestore/session/connection.ts'
import { inTransaction } from '../../lib/singlestore/session/transaction.ts'
import type { Table } from '../../lib/singlestore/table.ts'
import { escapeField, NULL_FIELD } from '../../lib/singlestore/tsv.ts'
import { PLAIN_LOADING } from '../../lib/table/loading-rules.ts'
import { useDatabase } from '../support/database.ts'
import {
  batches,
  type ModelMode,
  type ModelOperation,
  ModelTable,
} from '../support/operation-model.ts'

const db = await useDatabase()
const remainingMs = () => 60_000

async function connect(): Promise<Connection> {
  const { host, port, user, password, database } = db
  const settings = {
    endpoints: { ddl: { host, port }, dml: [] },
    database,
    user,
    password,
    tls: { mode: 'disabled' },
    connectTimeoutMs: 10_000,
  } as const
  const connection = await Connection.open(settings, { host, port }, Date.now, remainingMs)
  afterAll(() => connection.destroy())
  return connection
}

const connection = await connect()

interface Source {
  readonly topic: string
  readonly partition: number
  readonly mark: number
}

type Columns = readonly (readonly [name: string, type: string, collation?: string])[]

let tables = 0

/** A table of these columns, and the key first of them. */
async function createTable(columns: Columns, keys = 1): Promise<Table> {
  tables += 1
  const name = `keyed ${tables}`
  const definitions = columns.map(
    ([column, type, collation]) =>
      `\`${column}\` ${type}${collation === undefined ? '' : ` CHARACTER SET utf8mb4 COLLATE ${collation}`}`,
  )
  const key = columns.slice(0, keys).map(([column]) => column)
  const list = key.map((column) => `\`${column}\``).join(', ')
  await db.query(
    `CREATE TABLE \`${name}\` (${definitions.join(', ')}, UNIQUE KEY (${list}), SHARD KEY (${list}))`,
  )
  return {
    name,
    reference: false,
    columns: columns.map(([column, type, collation]) =>
      describeColumn(column, type, null, '', 'YES', collation ?? null),
    ),
    uniqueKeys: [key],
  }
}

function apply(
  table: Table,
  operations: readonly Operation<Source>[],
  rules: Partial<ApplyRules> = {},
  over: Connection = connection,
): Promise<Applied<Source>> {
  const all = { upsert: true, versionColumn: null, loading: PLAIN_LOADING, ...rules }
  return inTransaction(over, remainingMs, () =>
    applyOperations(over, table, operations, all, remainingMs),
  )
}

const SHAPES: readonly Shape[] = [
  ['id', 'version', 'mark'],
  ['mark', 'version', 'id'],
].map((names) => ({ columns: names.map((name) => ({ name, as: 'text' })) }))

/** Rows of two shapes, by turns. */
function operationOf(drawn: ModelOperation): Operation<Source> {
  const { kind, partition, key, version, mark } = drawn
  const source = { topic: 'orders', partition, mark }
  const id = key === null ? null : escapeField(key)
  const text = version === null ? null : String(version)
  if (kind === 'truncate') return { kind, source }
  if (kind === 'delete') return { kind, source, key: [id ?? ''], version: text }
  const shape = SHAPES[mark % 2] ?? { columns: [] }
  const fields = [id ?? NULL_FIELD, text ?? NULL_FIELD, String(mark)]
  const line = (mark % 2 === 0 ? fields : fields.toReversed()).join('\t')
  return { kind, source, row: { shape, line }, key: id === null ? null : [id], version: text }
}

const write = (key: string, version: number | null = null, mark = 0) =>
  operationOf({ kind: 'write', partition: 0, key, version, mark })
const remove = (key: string, version: number | null = null, mark = 0) =>
  operationOf({ kind: 'delete', partition: 0, key, version, mark })
const truncate = (mark = 0) =>
  operationOf({ kind: 'truncate', partition: 0, key: null, version: null, mark })

const COLUMNS: Columns = [
  ['id', 'VARCHAR(20)', 'utf8mb4_general_ci'],
  ['version', 'BIGINT'],
  ['mark', 'BIGINT'],
]

async function marks(table: Table): Promise<readonly number[]> {
  const rows = await db.query(`SELECT mark FROM \`${table.name}\` ORDER BY mark`)
  return rows.map(({ mark }) => Number(mark))
}

const sources = ({ stale, kept }: Applied<Source>) => ({
  stale: stale.map(({ mark }) => mark),
  kept: kept.map(({ mark }) => mark),
})

test.each(
  (
    [
      [
        'utf8mb4_general_ci',
        (key) => key.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd(),
      ],
      ['utf8mb4_bin', (key) => key],
    ] satisfies [string, (key: string) => string][]
  ).flatMap(([collation, sameKey]) =>
    (['replace', 'insert', 'guard'] as const).map((mode) => [mode, collation, sameKey] as const),
  ),
)(
  '%s, keys in %s: a history that is cut into batches leaves what it does one by one',
  async (mode: ModelMode, collation, sameKey) => {
    const table = await createTable([['id', 'VARCHAR(20)', collation], ...COLUMNS.slice(1)])
    const rules = { upsert: mode !== 'insert', versionColumn: mode === 'guard' ? 'version' : null }
    await fc.assert(
      fc.asyncProperty(batches, async (history) => {
        await db.query(`DELETE FROM \`${table.name}\``)
        const model = new ModelTable(mode, sameKey)
        for (const batch of history) {
          const { accepted, stale } = model.run(batch)
          const applied = await apply(table, accepted.map(operationOf), rules)
          if (batch.length === 1) expect(sources(applied).stale).toEqual(stale)
        }
        expect(await marks(table)).toEqual(model.rows.map(({ mark }) => mark).sort((a, b) => a - b))
      }),
      { numRuns: 40 },
    )
  },
)

const SOURCE: Source = { topic: 'orders', partition: 0, mark: 0 }

/** Every kind of key: how the server declares it, the texts of one value, and of another. */
test.each<readonly [type: string, one: readonly string[], other: string]>([
  ['TINYINT', ['1', '+1', '01'], '2'],
  ['BIGINT UNSIGNED', ['18446744073709551615'], '18446744073709551614'],
  [
    'DECIMAL(30,2)',
    ['12345678901234567890.50', '12345678901234567890.5'],
    '12345678901234567890.51',
  ],
  ['DECIMAL(5,2)', ['0', '-0.00', '0.0'], '0.01'],
  ['DOUBLE', ['0.1', '1e-1', '0.10'], '0.10000000000000002'],
  ['DOUBLE', ['-1.7976931348623157e308'], '1.7976931348623157e308'],
  ['FLOAT', ['0.1', '0.10000000149011612'], '0.10000001'],
  ['FLOAT', ['16777217', '16777216'], '16777218'],
  ['DATE', ['2024-02-29', '2024-02-29 00:00:00'], '2024-02-28'],
  ['DATETIME', ['2024-02-29', '2024-02-29 00:00:00.0'], '2024-02-29 00:00:01'],
  [
    'DATETIME(6)',
    ['2024-02-29 23:59:59.5', '2024-02-29 23:59:59.500000'],
    '2024-02-29 23:59:59.500001',
  ],
  [
    'TIMESTAMP(6)',
    ['2024-02-29 23:59:59.5', '2024-02-29 23:59:59.500000'],
    '2024-02-29 23:59:59.500001',
  ],
  ['TIME(6)', ['-100:00:00.5', '-100:00:00.500000'], '100:00:00.5'],
  ['YEAR', ['2024', '02024'], '2025'],
  ['CHAR(3)', ['a'], 'b'],
  ['VARCHAR(40)', [escapeField('it\'s \\ a\ttab\n\0\u001a "`%_\r😀')], 'b'],
  ["ENUM('a','b')", ['a', 'A'], 'b'],
])('rows are found by keys of %s, however they are written: %j, %j', async (type, texts, other) => {
  const table = await createTable([
    ['id', type],
    ['version', 'BIGINT'],
    ['mark', 'BIGINT'],
  ])
  const row = (id: string, version: number, mark: number): Operation<Source> => ({
    kind: 'write',
    source: { ...SOURCE, mark },
    row: { shape: SHAPES[0] ?? { columns: [] }, line: `${id}\t${version}\t${mark}` },
    key: [id],
    version: String(version),
  })
  const gone = (id: string): Operation<Source> => ({
    kind: 'delete',
    source: SOURCE,
    key: [id],
    version: null,
  })
  const guarded = { versionColumn: 'version' }
  for (const text of texts) {
    await apply(table, [row(text, 5, 1), row(other, 5, 2)])
    expect(sources(await apply(table, [row(text, 4, 3), row(other, 6, 4)], guarded)).stale).toEqual(
      [3],
    )
    expect(sources(await apply(table, [gone(text)], { ...guarded, redriven: true })).kept).toEqual([
      0,
    ])
    expect(await marks(table)).toEqual([1, 4])
    await apply(table, [gone(text)])
    expect(await marks(table)).toEqual([4])
  }
  await apply(
    table,
    texts.map((text, at) => row(text, 7, at + 10)),
    guarded,
  )
  expect(await marks(table)).toEqual([4, 9 + texts.length])
})

test('rows are found by binary keys, and by keys of several columns', async () => {
  const shape: Shape = {
    columns: [
      { name: 'tenant', as: 'text' },
      { name: 'hash', as: 'base64' },
      { name: 'mark', as: 'text' },
    ],
  }
  const table = await createTable(
    [
      ['tenant', 'VARCHAR(20)', 'utf8mb4_bin'],
      ['hash', 'VARBINARY(20)'],
      ['mark', 'BIGINT'],
    ],
    2,
  )
  const row = (tenant: string, bytes: readonly number[], mark: number): Operation<Source> => {
    const hash = Buffer.from(bytes).toString('base64')
    const line = `${tenant}\t${hash}\t${mark}`
    const source = { ...SOURCE, mark }
    return {
      kind: 'write',
      source,
      row: { shape, line },
      key: [tenant, hash],
      version: String(mark),
    }
  }
  const gone = (tenant: string, bytes: readonly number[], mark: number): Operation<Source> => {
    const hash = Buffer.from(bytes).toString('base64')
    return { kind: 'delete', source: { ...SOURCE, mark }, key: [tenant, hash], version: null }
  }
  await apply(table, [row('a', [0, 255, 39], 5), row('a', [0, 255], 5), row('A', [0, 255, 39], 5)])
  const applied = await apply(table, [row('a', [0, 255, 39], 6), row('a', [0, 255], 4)], {
    versionColumn: 'mark',
  })
  expect(sources(applied).stale).toEqual([4])
  expect(await marks(table)).toEqual([5, 5, 6])
  await apply(table, [gone('a', [0, 255, 39], 0), gone('b', [0], 0)])
  expect(await marks(table)).toEqual([5, 5])
})

test.each<readonly [type: string, older: string, newer: string]>([
  ['BIGINT', '9', '10'],
  ['BIGINT UNSIGNED', '18446744073709551614', '18446744073709551615'],
  ['DECIMAL(30,4)', '12345678901234567890.0999', '12345678901234567890.1'],
  ['DECIMAL(30,4)', '-2', '-1.5'],
  ['DOUBLE', '-1e300', '1e-300'],
  ['FLOAT', '0.1', '0.2'],
  ['DATE', '2024-02-28', '2024-02-29'],
  ['DATETIME(6)', '2024-02-29 23:59:59', '2024-02-29 23:59:59.000001'],
  ['TIMESTAMP(6)', '2024-02-29', '2024-02-29 00:00:00.1'],
])(
  'versions of %s: %s is older than %s, in a batch as in the table',
  async (type, older, newer) => {
    const table = await createTable([
      ['id', 'BIGINT'],
      ['version', type],
      ['mark', 'BIGINT'],
    ])
    const row = (version: string, mark: number): Operation<Source> => ({
      kind: 'write',
      source: { ...SOURCE, mark },
      row: { shape: SHAPES[0] ?? { columns: [] }, line: `1\t${version}\t${mark}` },
      key: ['1'],
      version,
    })
    const rules = { versionColumn: 'version' }
    expect(sources(await apply(table, [row(older, 1)], rules)).stale).toEqual([])
    expect(sources(await apply(table, [row(older, 2)], rules)).stale).toEqual([])
    expect(await marks(table)).toEqual([2])
    expect(sources(await apply(table, [row(newer, 3)], rules)).stale).toEqual([])
    expect(sources(await apply(table, [row(newer, 4)], rules)).stale).toEqual([])
    expect(sources(await apply(table, [row(older, 5)], rules)).stale).toEqual([5])
    expect(await marks(table)).toEqual([4])
    expect(sources(await apply(table, [row(newer, 6), row(older, 7)], rules)).stale).toEqual([7])
    expect(await marks(table)).toEqual([6])
  },
)

test('a row without a version gives way to any', async () => {
  const table = await createTable(COLUMNS)
  await apply(table, [write('1', null, 1)])
  await apply(table, [write('1', 1, 2)], { versionColumn: 'version' })
  expect(await marks(table)).toEqual([2])
})

test('a redriven operation without a version changes no row that exists', async () => {
  const table = await createTable(COLUMNS)
  await apply(table, [write('1', null, 1)])
  const redriven = { redriven: true }
  const applied = await apply(
    table,
    [remove('1', null, 2), remove('2', null, 3), write('3', null, 4), truncate(5)],
    redriven,
  )
  expect(sources(applied)).toEqual({ stale: [], kept: [5, 2] })
  await expect(apply(table, [write('1', null, 6)], redriven)).rejects.toMatchObject({ errno: 1062 })
  expect(await marks(table)).toEqual([1, 4])
})

test('redriven in any order, the greatest version survives, and a delete without one leaves it alone', async () => {
  const table = await createTable(COLUMNS)
  const rules = { redriven: true, versionColumn: 'version' }
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 }), async (versions) => {
      await db.query(`DELETE FROM \`${table.name}\``)
      for (const version of versions) {
        await apply(table, [write('1', version, version), remove('1', null, 9)], rules)
      }
      expect(await marks(table)).toEqual([4])
    }),
    { numRuns: 10 },
  )
})

test('a second unique key that is taken is refused as it is: to try again would not help', async () => {
  await db.query(
    'CREATE REFERENCE TABLE `two keys` (id VARCHAR(20) PRIMARY KEY, version BIGINT, mark BIGINT, UNIQUE KEY (mark))',
  )
  const table: Table = {
    ...(await createTable(COLUMNS)),
    name: 'two keys',
    uniqueKeys: [['id'], ['mark']],
  }
  const rules = { versionColumn: 'version' }
  await apply(table, [write('1', 1, 1)], rules)
  // Of two shapes, of which the first is loaded before the second is refused.
  const taken = [write('2', 1, 2), write('3', 1, 1)]
  await expect(apply(table, taken, rules)).rejects.toMatchObject({
    errno: 1062,
    transient: false,
  })
  expect(await marks(table)).toEqual([1])
})

test('whichever of two transactions comes first, the greatest version survives', async () => {
  const table = await createTable(COLUMNS)
  const others = [await connect(), await connect()]
  const versions = fc.array(
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
    {
      minLength: 2,
      maxLength: 8,
    },
  )
  const stubborn = async (
    over: Connection,
    operations: readonly Operation<Source>[],
  ): Promise<void> => {
    for (;;) {
      try {
        await apply(table, operations, { versionColumn: 'version' }, over)
        return
      } catch (error) {
        if (!(error as { transient?: boolean }).transient) throw error
      }
    }
  }
  await fc.assert(
    fc.asyncProperty(versions, async (all) => {
      await db.query(`DELETE FROM \`${table.name}\``)
      const batchesOf = (lane: number) => all.filter((_, at) => at % 2 === lane)
      await Promise.all(
        others.map(async (over, lane) => {
          for (const batch of batchesOf(lane)) {
            await stubborn(
              over,
              batch.map((version, at) => write(`${at % 2}`, version, version)),
            )
          }
        }),
      )
      const greatest = (key: number) =>
        Math.max(0, ...all.flatMap((batch) => batch.filter((_, at) => at % 2 === key)))
      const expected = [greatest(0), greatest(1)].filter((version) => version > 0)
      expect(await marks(table)).toEqual(expected.sort((a, b) => a - b))
    }),
    { numRuns: 40 },
  )
})

test('where the table has a newer row, all that were overtaken by a stale one are stale', async () => {
  const table = await createTable(COLUMNS)
  const rules = { versionColumn: 'version' }
  await apply(table, [write('1', 9, 1)], rules)
  const applied = await apply(table, [write('1', 3, 2), write('1', 5, 3), write('2', 1, 4)], rules)
  expect(sources(applied).stale).toEqual([2, 3])
  expect(await marks(table)).toEqual([1, 4])
})

test('a row that another transaction writes between look and load makes the try transient, and the next one stale', async () => {
  const table = await createTable(COLUMNS)
  const other = await connect()
  const rules = { versionColumn: 'version' }
  const between = async (step: 'select' | 'load', work: () => Promise<unknown>) => {
    const original = other[step].bind(other) as (...given: unknown[]) => Promise<unknown>
    const patched = async (...given: unknown[]) => {
      Object.assign(other, { [step]: original })
      await work()
      return original(...given)
    }
    Object.assign(other, { [step]: patched })
  }
  const transient = { code: 'ERR_STORE_TRANSIENT', transient: true }
  await between('load', () => apply(table, [write('1', 7, 7)], rules))
  await expect(apply(table, [write('1', 5, 5)], rules, other)).rejects.toMatchObject(transient)
  expect(sources(await apply(table, [write('1', 5, 5)], rules, other)).stale).toEqual([5])

  await between('select', () => apply(table, [write('2', 3, 3)], rules))
  await expect(apply(table, [write('2', 5, 5)], rules, other)).rejects.toMatchObject(transient)
  expect(sources(await apply(table, [write('2', 5, 5)], rules, other)).stale).toEqual([])
  expect(await marks(table)).toEqual([5, 7])
})

test('thousands of keys go in statements of a few sizes', async () => {
  const table = await createTable(COLUMNS)
  const many = Array.from({ length: 2500 }, (_, at) => at + 1)
  await apply(
    table,
    many.map((at) => write(`key ${at}`, 1, at)),
    { versionColumn: 'version' },
  )
  await apply(
    table,
    many.slice(0, 2499).map((at) => remove(`key ${at}`)),
  )
  expect(await marks(table)).toEqual([2500])
})

test('no two characters that utf8mb4_general_ci takes for equal fold apart', async () => {
  await db.query(
    'CREATE TABLE letters (n INT, c VARCHAR(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci)',
  )
  const beyond = ['😀', '𐐀', '𐀀', '𠀀'].map((character) => character.codePointAt(0) ?? 0)
  const codes = [...Array.from({ length: 0xffff }, (_, at) => at + 1), ...beyond].filter(
    // Half a surrogate pair is no character; a combining iota comes behind its letter only.
    (code) => (code < 0xd800 || code > 0xdfff) && code !== 0x345,
  )
  const text = (code: number) =>
    `FROM_BASE64('${Buffer.from(`${String.fromCodePoint(code)}`).toString('base64')}')`
  for (let start = 0; start < codes.length; start += 4000) {
    const values = codes.slice(start, start + 4000).map((code) => `(${code}, ${text(code)})`)
    await db.query(`INSERT INTO letters VALUES ${values.join(', ')}`)
  }
  const rows = await db.query('SELECT n, DENSE_RANK() OVER (ORDER BY c) AS weight FROM letters')
  const apart = [...Map.groupBy(rows, ({ weight }) => weight).values()].filter(
    (equal) =>
      new Set(equal.map(({ n }) => foldText(`${String.fromCodePoint(Number(n))}.`))).size > 1,
  )
  expect(rows).toHaveLength(codes.length)
  expect(apart).toEqual([])
})
