import { describe, expect, test } from 'vitest'
import type { Schema, StructSchema } from '../../lib/schema.ts'
import { columnType } from '../../lib/singlestore/data-table/column-type.ts'
import type { TypeProfile } from '../../lib/table/encoding.ts'
import { connectSchemaText } from '../support/connect-schema-text.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { SOURCE_TYPES } from '../support/source-types.ts'

const database = await useDatabase()

const schemas = SOURCE_TYPES.flatMap((type) => type.schemas)

/** One field for each schema of each type, `f0`, `f1` …, all optional. */
function everyType(of: readonly Schema[]): StructSchema {
  return {
    type: 'struct',
    optional: false,
    name: null,
    version: null,
    parameters: new Map(),
    default: null,
    fields: of.map((schema, index) => ({ name: `f${index}`, schema })),
  }
}

async function deliver(
  topic: string,
  schema: string,
  payload: unknown,
  environment: Readonly<Record<string, string>>,
) {
  const value = envelope(schema, payload)
  const container = startContainer(database, environment)
  await container.deliver(kafkaEvent({ [topic]: { 0: [{ offset: 0, value }] } }))
}

interface Shown {
  readonly type: string
  readonly nullable: string
  readonly collation: string | null
}

async function columnsOf(table: string): Promise<readonly Shown[]> {
  const rows = await database.query(
    `SELECT COLUMN_TYPE AS t, IS_NULLABLE AS n, COLLATION_NAME AS c FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = '${database.database}' AND TABLE_NAME = '${table}' ORDER BY ORDINAL_POSITION`,
  )
  return rows.map(({ t, n, c }) => ({ type: t ?? '', nullable: n ?? '', collation: c ?? null }))
}

/** `LONGTEXT CHARACTER SET utf8mb4` as information_schema shows it, without widths of integers: `longtext`. */
function shownType(declared: string): string {
  return spaceless(declared.replace(/ CHARACTER SET.*$/, ''))
}

function spaceless(type: string): string {
  return type
    .toLowerCase()
    .replace(/^(tinyint|smallint|int|bigint)\(\d+\)/, '$1')
    .replaceAll(', ', ',')
}

describe.each(['lossless', 'connector'] as const)('in the profile %s', (profile: TypeProfile) => {
  test('every type has its column, and takes NULL', async () => {
    const schema = connectSchemaText(everyType(schemas))

    await deliver(`all_${profile}`, schema, {}, { SINK_TYPE_PROFILE: profile })

    const columns = await columnsOf(`all_${profile}`)
    expect(columns.map(({ type }) => spaceless(type))).toEqual(
      schemas.map((each) => shownType(columnType(each, false, profile))),
    )
    expect(new Set(columns.map(({ nullable }) => nullable))).toEqual(new Set(['YES']))
  })
})

test('every type but JSON and VECTOR can stand in a key, and texts there compare exactly', async () => {
  const scalars = schemas.filter(
    (schema) => !/^(?:JSON|VECTOR)/.test(columnType(schema, true, 'lossless')),
  )
  for (let start = 0; start < scalars.length; start += 16) {
    const some = scalars.slice(start, start + 16)
    const table = `keyed_${start}`
    await deliver(
      table,
      connectSchemaText(everyType(some)),
      {},
      {
        SINK_TABLE_KEYS: `KEY.k=${some.map((_, index) => `f${index}`).join(',')}`,
      },
    )
    const columns = await columnsOf(table)
    expect(columns.map(({ type }) => spaceless(type))).toEqual(
      some.map((each) => shownType(columnType(each, true, 'lossless'))),
    )
    for (const { type, collation } of columns) {
      expect([null, 'utf8mb4_bin'], type).toContain(collation)
    }
  }
})

describe("the connector's table", () => {
  const schema = structSchema({
    tags: { type: 'array', items: { type: 'string' }, optional: false },
    name: { type: 'string', optional: false },
    at: { type: 'int64', name: 'org.apache.kafka.connect.data.Timestamp', optional: true },
  })
  const payload = { tags: [], name: 'a', at: null }

  async function sortedBy(table: string): Promise<readonly (string | null | undefined)[]> {
    const rows = await database.query(
      `SELECT COLUMN_NAME AS c FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '${database.database}' AND TABLE_NAME = '${table}' AND INDEX_TYPE = 'CLUSTERED COLUMNSTORE'`,
    )
    return rows.map(({ c }) => c)
  }

  test('is NOT NULL where the schema requires the field, and sorted by its first primitive column', async () => {
    await deliver('required', schema, payload, { SINK_TYPE_PROFILE: 'connector' })

    expect(await columnsOf('required')).toMatchObject([
      { type: 'JSON', nullable: 'NO' },
      { type: 'text', nullable: 'NO' },
      { type: expect.stringMatching(/^bigint/), nullable: 'YES' },
    ])
    expect(await sortedBy('required')).toEqual(['name'])
  })

  test.each([
    ['SHARD=at', ['name']],
    ['SHARD=at; COLUMNSTORE=at', ['at']],
    ['SHARD=at; KEY=at', []],
  ])('with the keys %s is sorted by %o', async (keys, expected) => {
    const table = `sorted_${expected.join()}`
    await deliver(table, schema, payload, {
      SINK_TYPE_PROFILE: 'connector',
      SINK_TABLE_KEYS: keys,
    })
    expect(await sortedBy(table)).toEqual(expected)
  })

  test.each(['PRIMARY', 'SHARD=name; UNIQUE', 'KEY'])(
    'cannot have a string in the key %s: the refusal names the column, its type and the way out',
    async (key) => {
      const delivered = deliver('refused', schema, payload, {
        SINK_TYPE_PROFILE: 'connector',
        SINK_TABLE_KEYS: `${key}=name`,
      })
      await expect(delivered).rejects.toMatchObject({
        code: 'ERR_TABLE_KEYS',
        message: expect.stringMatching(
          /column "name" is TEXT, which cannot stand in a (?:PRIMARY|UNIQUE|KEY) key\. What works: SINK_TYPE_PROFILE=lossless/,
        ),
      })
      expect(await columnsOf('refused')).toEqual([])
    },
  )
})

test('without losses the same schema has nullable columns and no key of its own', async () => {
  const schema = structSchema({ name: { type: 'string', optional: false } })
  await deliver('free', schema, { name: 'a' }, {})

  expect(await columnsOf('free')).toMatchObject([{ type: 'longtext', nullable: 'YES' }])
  const created = database.statements.all.find(({ sql }) => sql.includes('`free`'))
  expect(created?.sql).not.toContain('KEY')
})
