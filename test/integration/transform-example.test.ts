import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import { startFunction } from '../../infra/local/lambda/function.ts'
import { EVENT_FIELDS, eventPayload, eventSchema } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'
import { transform } from '../support/transform-example.ts'

const database = await useDatabase()
const root = join(import.meta.dirname, '../..')
const page = await readFile(join(root, 'docs/transform.md'), 'utf8')
const [, source = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
const folder = await mkdtemp(join(tmpdir(), 'transform-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const line = { type: 'struct', fields: [{ field: 'sku', type: 'string' }] }
const fields = [
  { field: 'id', type: 'int64' },
  { field: 'email', type: 'string', optional: true },
  { field: 'status', type: 'string' },
  { field: 'lines', type: 'array', items: line },
]
const schema = JSON.stringify({ type: 'struct', fields })
const order = (id: number, status: string, skus: readonly string[]) =>
  envelope(schema, { id, email: 'a@example.org', status, lines: skus.map((sku) => ({ sku })) })

test('the example of the documentation is the one that is compiled with the tests', async () => {
  const compiled = await readFile(join(root, 'test/support/transform-example.ts'), 'utf8')
  expect(source.replaceAll('../lib/', '../../lib/')).toBe(compiled)
})

test('… and does what it says, built into the functions', async () => {
  for (const part of ['functions', 'lib', 'infra', 'package.json']) {
    await cp(join(root, part), join(folder, part), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'functions/transform.ts'), source)
  await promisify(execFile)(process.execPath, ['infra/build.ts'], { cwd: folder })
  const lambda = startFunction({
    modulePath: join(folder, 'dist/sink.js'),
    environment: { ...connectionEnvironment(database, database.database), SINK_NAME: 'test' },
    timeoutMs: 60_000,
  })
  try {
    const values = [order(1, 'paid', ['x', 'y']), order(2, 'test', ['z']), order(3, 'paid', [])]
    const records = values.map((value, offset) => ({ offset, value }))
    const answered = await lambda.invoke(JSON.stringify(kafkaEvent({ orders: { 0: records } })))
    expect(answered).toMatchObject({ kind: 'answered' })
    expect(answered.log.join('\n')).toMatch(/"written":2,"filtered":1/)
  } finally {
    await lambda.close()
  }

  const orders = await database.query('SELECT * FROM orders ORDER BY id')
  const rest = { status: 'paid', deleted: '0', domain: 'example.org' }
  expect(orders).toEqual([
    { id: '1', ...rest },
    { id: '3', ...rest },
  ])
  expect(await database.query('SELECT * FROM order_lines ORDER BY line')).toEqual([
    { sku: 'x', order_id: '1', line: '1' },
    { sku: 'y', order_id: '1', line: '2' },
  ])
})

test('… a delete of Debezium becomes a row that says so, a tombstone stays what it is', async () => {
  const members = EVENT_FIELDS.map((member) =>
    member.field === 'before' || member.field === 'after' ? { ...member, fields } : member,
  )
  const before = { id: 7, email: null, status: 'paid', lines: [{ sku: 'x' }] }
  const value = envelope(eventSchema(undefined, members), eventPayload('d', { before }))
  const container = startContainer(database, {}, transform)

  const { totals } = await container.deliver(
    kafkaEvent({
      gone: {
        0: [
          { offset: 0, value },
          { offset: 1, value: null },
        ],
      },
    }),
  )

  expect(totals).toMatchObject({ written: 1, filtered: 1 })
  expect(await database.query('SELECT id, deleted FROM gone')).toEqual([{ id: '7', deleted: '1' }])
})
